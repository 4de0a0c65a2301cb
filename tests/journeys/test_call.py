"""A call, whole: an IVR asks, the message comes, and the caller walks through the menu on a phone."""

import asyncio
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.channels import read_outbox
from dialonce.settings import Settings
from tests.house_of import Furnished, furnish
from tests.journeys.server import running_server
from tests.pages.browser import chromium_path, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def house(server: Settings) -> Furnished:
    async def move_in() -> Furnished:
        async with open_parts(server, addresses_of(server)) as running:
            return await furnish(running, noticed=False)

    return asyncio.run(move_in())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def phone(browser: Browser, *, script: bool) -> Page:
    return browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=script).new_page()


def ask_for_link(server: Settings, house: Furnished, caller: str) -> str:
    """What the IVR does: token, question, request; then the link in the message."""
    with httpx.Client(base_url=server.public_url) as ivr:
        token = _token(ivr, house)
        ivr.headers["Authorization"] = f"Bearer {token}"
        call = {"caller": caller, "called": house.number}
        assert ivr.get("/ivr/isEligible", params=call).json() == {"eligible": True}
        assert ivr.post("/ivr/serviceRequest", json=call).json() == {"success": True}
    return _message(server, caller)


def _token(ivr: httpx.Client, house: Furnished) -> str:
    pair = {"client_id": house.client_id, "client_secret": house.client_secret}
    until = time.monotonic() + 5
    while True:
        answer = ivr.post("/oauth/token?grant_type=client_credentials", data=pair)
        if answer.status_code == 200 or time.monotonic() > until:
            return str(answer.json()["access_token"])
        time.sleep(0.1)


def _message(server: Settings, caller: str) -> str:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for entry in read_outbox(server.outbox_path, 1):
            if entry.recipient.endswith(caller[-2:]):
                return re.findall(r"https?://\S+", entry.text)[0]
        time.sleep(0.1)
    raise AssertionError("the message never came")


@pytest.mark.parametrize(("script", "caller"), [(True, "0612345611"), (False, "0612345622")])
def test_caller_gets_a_menu_on_the_phone(
    server: Settings, house: Furnished, browser: Browser, script: bool, caller: str
) -> None:
    page = phone(browser, script=script)
    strays = watch(page, server)
    link = ask_for_link(server, house, caller)
    page.goto(link)
    shoot(page, "entry", script=script)
    page.get_by_role("button", name="J’ai lu, je continue").click()
    expect(page.locator(".m-notice")).to_have_count(0)
    walk_to_the_bill_and_back(page, link)
    fill_the_form(page, link, script=script)
    call(page, link, script=script)
    assert strays == []


def walk_to_the_bill_and_back(page: Page, link: str) -> None:
    page.get_by_role("link", name="Ma facture").click()
    expect(page).to_have_url(re.compile(re.escape(link) + "/s/10"))
    page.locator(".m-back").click()
    expect(page.get_by_role("link", name="Ma facture")).to_be_visible()
    assert page.locator("html").evaluate("html => html.scrollWidth") <= PHONE["width"]


def fill_the_form(page: Page, link: str, *, script: bool) -> None:
    page.goto(f"{link}/s/131?from=1")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    shoot(page, "form-faults", script=script)
    page.get_by_label("Votre nom").fill("Amandine Canari")
    page.get_by_label("Numéro où vous rappeler").fill("06 12 34 56 78")
    page.get_by_label("Quand vous rappeler").fill("Demain matin")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("status")).to_contain_text("C’est envoyé")
    shoot(page, "form-sent", script=script)


def call(page: Page, link: str, *, script: bool) -> None:
    """With script the link dials and a beacon counts; without, a button counts and leads to the link."""
    page.goto(f"{link}/s/130?from=1")
    shoot(page, "call", script=script)
    dial = page.locator("a.m-call").first
    if script:
        expect(dial).to_have_attribute("href", re.compile(r"^tel:"))
        with page.expect_response(lambda answer: answer.url.split("?")[0].endswith("/call")) as counted:
            dial.click()
        assert counted.value.status == 204
        return
    page.locator("form.m-counted button").first.click()
    expect(page.locator("a[href^='tel:']")).to_be_visible()
    shoot(page, "call-page", script=script)


def test_expired_link_says_what_to_do(server: Settings, browser: Browser) -> None:
    page = phone(browser, script=True)
    answer = page.goto(f"{server.public_url}/l/A1b2C3d4E5f6")
    assert answer is not None
    assert answer.status == 404
    shoot(page, "expired", script=True)


@pytest.mark.parametrize("path", ["/", "/privacy", "/outbox"])
def test_site_pages_load_nothing_from_elsewhere(server: Settings, browser: Browser, path: str) -> None:
    page = phone(browser, script=True)
    strays = watch(page, server)
    page.goto(server.public_url + path)
    expect(page.locator("h1")).to_be_visible()
    shoot(page, path.strip("/") or "landing", script=True)
    assert page.locator("html").evaluate("html => html.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert strays == []


def watch(page: Page, server: Settings) -> list[str]:
    """What the page asks of other servers, and what our own refuses it or its policy forbids."""
    strays: list[str] = []
    page.on(
        "request",
        lambda one: None if one.url.startswith((server.public_url, "data:", "tel:")) else strays.append(one.url),
    )
    page.on("console", lambda one: strays.append(one.text) if one.type == "error" and "422" not in one.text else None)
    return strays


def shoot(page: Page, name: str, *, script: bool) -> None:
    """Keep a picture where `TEST_PICTURES` says; none otherwise."""
    folder = os.environ.get("TEST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}-{'script' if script else 'plain'}.png"))
