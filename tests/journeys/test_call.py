"""A call, whole: an IVR asks, the message comes, and the caller walks through the menu on a phone."""

import asyncio
import re
import time
from collections.abc import Iterator

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
    page.goto(ask_for_link(server, house, caller))
    expect(page.locator("h1")).to_be_attached()
    page.get_by_role("button", name="J’ai lu, je continue").click()
    expect(page.locator(".m-notice")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
