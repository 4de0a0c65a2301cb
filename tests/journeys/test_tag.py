"""The website tag on somebody else's site: five hundred numbers on a page, one of them registered."""

import asyncio
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.publishers import NewSolution, create_solution
from dialonce.settings import Settings
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.journeys.server import free_port, running_server
from tests.pages.browser import chromium_path, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
NUMBERS = 500
MOST_MILLISECONDS = 50
PAGE = """<!doctype html><html lang="fr-FR"><meta charset="utf-8"><title>Annuaire</title><h1>Annuaire</h1>
<ul>{rows}</ul>{tag}</html>"""
TAG = """<script>window._dialonce = {{token: "{solution}", devices: ["Desktop"]}};</script>
<script async id="dialonce-sdk" src="{service}/js/dialonce.min.js"></script>"""


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def site_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def house(server: Settings, site_port: int) -> tuple[Furnished, str]:
    async def move_in() -> tuple[Furnished, str]:
        async with open_parts(server, addresses_of(server)) as running:
            made = await furnish(running)
            async with running.parts.vault.session([made.publisher_id], SYSTEM) as session:
                origin = f"http://127.0.0.1:{site_port}"
                tag = NewSolution(name="Site", kind="tag", allowed_origins=[origin])
                return made, str((await create_solution(session, tag)).solution_id)

    return asyncio.run(move_in())


class _Site(BaseHTTPRequestHandler):
    def __init__(self, *arguments: object, bodies: dict[str, str]) -> None:
        self._bodies = bodies
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = self._bodies.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Tests keep quiet."""


@pytest.fixture(scope="module")
def site(server: Settings, house: tuple[Furnished, str], site_port: int) -> Iterator[str]:
    """A publisher's site on an origin of its own: `/with` the tag, and `/without`."""
    rows = "".join(f"<li>Agence {n}, tél. 01 99 01 {n // 100:02d} {n % 100:02d}</li>" for n in range(NUMBERS - 1))
    rows += "<li>Assistance : 01 99 00 10 00</li>"
    tag = TAG.format(solution=house[1], service=server.public_url)
    bodies = {"/with": PAGE.format(rows=rows, tag=tag), "/without": PAGE.format(rows=rows, tag="")}
    web = ThreadingHTTPServer(("127.0.0.1", site_port), partial(_Site, bodies=bodies))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site_port}"
    web.shutdown()
    web.server_close()


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """After the house is furnished: Playwright keeps the event loop for itself."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    yield context.new_page()
    context.close()


def test_registered_number_among_five_hundred_opens_its_menu(page, site, house):
    page.goto(f"{site}/with")
    link = page.locator('a[href^="tel:"]')
    expect(link).to_have_count(1, timeout=10_000)
    link.click()
    expect(page.frame_locator("iframe").locator("main")).to_be_visible(timeout=10_000)
    assert house[0].slug in page.locator("iframe").get_attribute("src")


@pytest.mark.clause("3.1-e")
def test_tag_asks_for_the_set_of_the_solution_and_nothing_else(page, site, server, house):
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}".strip()))
    page.goto(f"{site}/with")
    expect(page.locator('a[href^="tel:"]')).to_have_count(1, timeout=10_000)
    service = [line.removeprefix(server.public_url) for line in asked if line.startswith(server.public_url)]
    assert sorted(service) == [
        "/js/dialonce.min.js",
        "/v1/number-set/key",
        f"/v1/number-set?solution={house[1]}",
    ]
    assert {line for line in asked if not line.startswith(server.public_url)} <= {
        f"{site}/with",
        f"{site}/favicon.ico",
    }


def test_tag_costs_the_page_little(page, site, record_property):
    """How much later the page is ready to be used with the tag than without it: the medians of five loads each."""

    def ready(path: str) -> float:
        page.goto(f"{site}{path}", wait_until="load")
        return float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))

    ready("/with")
    without, with_tag = (median(ready(path) for _ in range(5)) for path in ("/without", "/with"))
    record_property("milliseconds", round(with_tag - without, 1))
    assert with_tag - without < MOST_MILLISECONDS
