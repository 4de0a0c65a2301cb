"""Chromium, looking at a site that lives in memory, under the policy that real pages are sent with."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

from tests.pages.states import Site

Scheme = Literal["light", "dark"]

HOST = "https://pages.test"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def serve(context: BrowserContext, site: Site) -> list[str]:
    """Answer the context from the site; the list gathers every address asked for that the site does not have."""
    strays: list[str] = []

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        found = site.bodies.get(url.path) if route.request.url.startswith(HOST) else None
        if found is None:
            strays.append(route.request.url)
            route.abort()
            return
        media_type, body = found
        route.fulfill(body=body, headers={"Content-Type": media_type, "Content-Security-Policy": POLICY})

    context.route("**/*", answer)
    return strays
