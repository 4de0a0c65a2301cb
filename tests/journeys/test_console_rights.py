"""The officer's queue in a real browser: axe, narrow phones, both themes, an erasure answered without script, in French."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dialonce.app.demo_rights import ask_demo_requests
from dialonce.app.install import addresses_of
from dialonce.app.parts import Running, open_parts
from dialonce.rights import QueueFilter, list_requests
from dialonce.settings import Settings
from dialonce.staff import Role, invite_staff, open_session, record_training
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.journeys.server import running_server
from tests.pages.axe import axe_path, find_faults
from tests.pages.browser import chromium_path, open_browser
from tests.vault.people import call

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
CALLER = "+33639980001"


class Desk(Struct, frozen=True):
    """Where the queue is, the ticket that lets the officer in, and the requests of it."""

    queue: str
    ticket: str
    requests: tuple[str, ...]


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def desk(server: Settings) -> Desk:
    async def move_in() -> Desk:
        async with open_parts(server, addresses_of(server)) as running:
            house = await furnish(running)
            for digit in range(1, 5):
                await call(running.parts.vault, house.publisher_id, f"+3363998000{digit}", steps=2)
            await ask_demo_requests(running, house.publisher_id)
            return await _desk(server, running, house)

    return asyncio.run(move_in())


async def _desk(server: Settings, running: Running, house: Furnished) -> Desk:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        who = await invite_staff(session, running.parts.staff, "Camille Roy", "camille@example.fr", Role.DPO)
        await record_training(session, who.staff_id, session.now + timedelta(days=12))
        ticket = await open_session(session, who.staff_id, second_factor=True)
        found = await list_requests(session, QueueFilter())
    slug = running.parts.vault.directory.publishers[house.publisher_id].slug
    queue = f"{server.public_url}/console/{slug}/privacy/requests"
    return Desk(queue, ticket, tuple(str(one.request_id) for one in found))


@pytest.fixture(scope="module")
def browser(desk: Desk) -> Iterator[Browser]:
    """After the desk is furnished: Playwright keeps the event loop for itself."""
    with open_browser() as browser:
        yield browser


def enter(browser: Browser, desk: Desk, width: int, *, script: bool = True) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="fr-FR", java_script_enabled=script, bypass_csp=True
    )
    context.add_cookies([{"name": "staff", "value": desk.ticket, "url": desk.queue}])
    return context


def pages_of(desk: Desk) -> list[str]:
    return [desk.queue, f"{desk.queue}?state=", f"{desk.queue}/new", *(f"{desk.queue}/{one}" for one in desk.requests)]


@pytest.mark.skipif(axe_path() is None, reason="axe-core is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_no_axe_fault(browser: Browser, desk: Desk, width: int, scheme: Literal["light", "dark"]) -> None:
    context = enter(browser, desk, width)
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    found = {}
    for address in pages_of(desk):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        if faults := find_faults(page):
            found[address] = faults
    context.close()
    assert found == {}


def test_no_page_is_wider_than_a_narrow_phone(browser: Browser, desk: Desk) -> None:
    context = enter(browser, desk, 320)
    page = context.new_page()
    wide = []
    for address in pages_of(desk):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(address)
    context.close()
    assert wide == []


def test_due_days_are_said_in_words(browser: Browser, desk: Desk) -> None:
    context = enter(browser, desk, 390)
    page = context.new_page()
    page.goto(desk.queue)
    for words in ("En retard de", "jours restants", "Délai suspendu"):
        expect(page.get_by_text(words).first).to_be_visible()
    context.close()


@pytest.mark.clause("7-f", "7-h")
def test_erasure_by_telephone_is_answered_on_a_phone_without_script(browser: Browser, desk: Desk) -> None:
    context = enter(browser, desk, 390, script=False)
    page = context.new_page()
    page.goto(desk.queue)
    page.get_by_role("link", name="Nouvelle demande").click()
    page.get_by_label("Téléphone", exact=True).check()
    page.get_by_label("Effacement").check()
    page.get_by_label("Numéro de téléphone concerné").fill("06 39 98 00 04")
    page.get_by_role("button", name="Enregistrer la demande").click()
    page.get_by_label("Ce qui l’établit").fill("Rappelé au numéro, deux appels exacts.")
    page.get_by_role("button", name="Noter, et continuer").click()
    _erase(page)
    expect(page.get_by_text("Tout est effacé.")).to_be_visible()
    expect(page.get_by_text("La clé qui permettait de les lire est détruite.")).to_be_visible()
    expect(page.get_by_text("Accordée").first).to_be_visible()
    context.close()


def _erase(page: Page) -> None:
    page.get_by_role("button", name="Effacer tout").click()
    expect(page.get_by_text("Cela n’a pas été fait")).to_be_visible()
    page.get_by_label("Oui, effacer toutes les données de cette personne").check()
    page.get_by_role("button", name="Effacer tout").click()
