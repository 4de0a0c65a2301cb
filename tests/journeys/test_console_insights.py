"""Statistics in a real browser: axe, narrow phones, both themes, print, no script."""

import asyncio
from collections.abc import Iterator

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.settings import Settings
from dialonce.staff import Role, invite_staff, open_session
from dialonce.vault import SYSTEM
from tests.insights.published import UNTIL, publish_month
from tests.journeys.server import running_server
from tests.pages.axe import axe_path, find_faults
from tests.pages.browser import chromium_path, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
PAGES = ("", "/menu", "/versions", "/protection")


class Office(Struct, frozen=True):
    """Where the analyst works, and the ticket that lets them in."""

    base: str
    ticket: str


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with running_server() as server:
        yield asyncio.run(_move_in(server))


async def _move_in(server: Settings) -> Office:
    addresses = addresses_of(server)
    async with open_parts(server, addresses) as running:
        house = await publish_month(running, addresses)
        async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
            who = await invite_staff(session, running.parts.staff, "Noa Garnier", "noa@example.fr", Role.ANALYST)
            ticket = await open_session(session, who.staff_id, second_factor=True)
        slug = running.parts.vault.directory.publishers[house.publisher_id].slug
    return Office(f"{server.public_url}/console/{slug}/insights", ticket)


@pytest.fixture(scope="module")
def browser(office: Office) -> Iterator[Browser]:
    """After the office is furnished: Playwright keeps the event loop for itself."""
    with open_browser() as browser:
        yield browser


def enter(browser: Browser, office: Office, **options: object) -> BrowserContext:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.add_cookies([{"name": "staff", "value": office.ticket, "url": office.base}])
    return context


def visit(page: Page, office: Office, path: str) -> None:
    page.goto(f"{office.base}{path}?until={UNTIL}")


@pytest.mark.skipif(axe_path() is None, reason="axe-core not found: set AXE_SCRIPT to axe.min.js")
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_every_page_is_accessible_fits_and_breaks_no_policy(browser, office, width, scheme):
    context = enter(browser, office, viewport={"width": width, "height": 844}, color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    for path in PAGES:
        visit(page, office, path)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        assert (path, find_faults(page)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth") <= width) == (path, True)
    assert complaints == []
    context.close()


def test_weeks_are_chosen_and_versions_compared_without_script(browser, office):
    context = enter(browser, office, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    visit(page, office, "")
    expect(page.locator(".summary")).to_contain_text("1,736 calls")
    page.get_by_role("link", name="Menu", exact=True).last.click()
    expect(page.get_by_role("heading", name="Ways through the menu")).to_be_visible()
    page.get_by_role("link", name="Versions").click()
    expect(page.get_by_role("button", name="Compare")).to_be_visible()
    context.close()


def test_print_shows_every_figure_and_no_control(browser, office):
    context = enter(browser, office, viewport={"width": 800, "height": 1100}, locale="en-GB")
    page = context.new_page()
    visit(page, office, "")
    page.emulate_media(media="print")
    expect(page.locator(".weeks")).to_be_hidden()
    expect(page.locator(".plot").first).to_be_visible()
    assert page.evaluate(
        "document.querySelector('.lying.scroll').scrollHeight <= document.querySelector('.lying.scroll').clientHeight"
    )
    visit(page, office, "/menu")
    expect(page.locator(".more table")).to_be_visible()
    context.close()


def test_every_page_fits_on_paper(browser, office):
    context = enter(browser, office, viewport={"width": 700, "height": 990}, locale="fr-FR")
    page = context.new_page()
    for path in PAGES:
        visit(page, office, path)
        page.emulate_media(media="print")
        assert (path, page.evaluate("document.documentElement.scrollWidth") <= 700) == (path, True)
    context.close()
