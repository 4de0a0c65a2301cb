"""The console in a real browser: an installation's first day without script, then getting in with a passkey."""

import asyncio
import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import Running, open_parts
from dialonce.settings import Settings
from dialonce.staff import OPERATOR, Role, invite_staff
from dialonce.vault import SYSTEM
from tests.journeys.server import running_server
from tests.pages.axe import axe_path, find_faults
from tests.pages.browser import chromium_path, open_browser
from tests.staff.people import PASSWORD, new_email

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def invitations(server: Settings) -> Iterator[str]:
    """Paths of invitations to administer the installation, as the shell prints them."""

    async def invite(running: Running) -> str:
        async with running.parts.vault.session([OPERATOR], SYSTEM) as session:
            made = await invite_staff(session, running.parts.staff, "Op", new_email(), Role.OPERATOR_ADMIN)
            return f"/console/join/{made.ticket}"

    async def whole() -> list[str]:
        async with open_parts(server, addresses_of(server)) as running:
            return [await invite(running) for _ in range(2)]

    return iter(asyncio.run(whole()))


@pytest.fixture(scope="module")
def browser(invitations: Iterator[str]) -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def look(page: Page) -> None:
    """No finding of axe, and nothing wider than the screen."""
    if axe_path() is not None:
        assert find_faults(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def join(page: Page, address: str) -> None:
    """Accept an invitation, and set up the second factor that comes first."""
    page.goto(address)
    page.fill("#password", PASSWORD)
    page.click("main .button.main")
    expect(page).to_have_url(re.compile("/console/account/second-factor"))
    page.fill("#code", pyotp.TOTP(page.inner_text("code.letters")).now())
    page.click("main .button.main")
    expect(page.locator(".recovery li")).to_have_count(10)
    page.click("main .button.main")


def test_first_day_without_script(server: Settings, invitations: Iterator[str], browser: Browser) -> None:
    url = f"http://localhost:{server.port}"
    with browser.new_context(
        java_script_enabled=False, locale="en-GB", viewport={"width": 390, "height": 844}
    ) as context:
        page = context.new_page()
        join(page, url + next(invitations))
        expect(page).to_have_url(f"{url}/console/operator/publishers")
        page.fill("#name", "Banque du Port")
        page.fill("#person", "Eva Nuit")
        page.fill("#email", new_email())
        page.click("main form .button.main")
        invitation = page.inner_text("#invitation").replace("127.0.0.1", "localhost")
        page.context.clear_cookies()
        join(page, invitation)
        expect(page).to_have_url(f"{url}/console/banque-du-port/start")
        page.fill("#number", "01 99 00 60 10")
        page.click("main form .button.main")
        page.click("main form .button.main")
        page.click("text=New solution")
        page.fill("#name", "IVR")
        page.click("main form .button.main")
        page.click("text=Make a pair")
        expect(page.locator("#code-curl")).to_contain_text(page.inner_text("#client-secret"))
        page.goto(f"{url}/console/banque-du-port/start")
        page.click("main form .button.main")
        expect(page.locator(".path .done")).to_have_count(4)
        page.goto(f"{url}/m/banque-du-port")
        expect(page.locator("h1")).to_be_visible()


def test_passkey_takes_the_place_of_password_and_code(
    server: Settings, invitations: Iterator[str], browser: Browser
) -> None:
    url = f"http://localhost:{server.port}"
    with browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.send("WebAuthn.enable")
        cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        join(page, url + next(invitations))
        page.goto(f"{url}/console/account/passkeys")
        look(page)
        page.fill("#name", "Office")
        page.click("text=Make a passkey")
        expect(page.locator(".rows")).to_contain_text("Office")
        page.click("text=Sign out")
        look(page)
        page.click("text=Sign in with a passkey")
        expect(page).to_have_url(f"{url}/console/operator/publishers")
        page.goto(f"{url}/console/account")
        look(page)
        page.goto(f"{url}/console/account/passkeys")
        page.click(".rows button")
        expect(page.locator(".rows li")).to_have_count(0)
        page.click("text=Sign out")
        page.click("text=Sign in with a passkey")
        expect(page.locator("main")).to_contain_text(re.compile("gave no passkey|not accepted"))
