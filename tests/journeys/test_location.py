"""Where the caller is, in a real browser: asked for on a tap, shown while it is shared, and off means off (4.3)."""

import asyncio
import json
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.publishers import NewSolution, create_solution
from dialonce.settings import Settings
from dialonce.vault import SYSTEM
from tests.house_of import LONG_AGO, Furnished, furnish
from tests.journeys.server import running_server
from tests.pages.browser import chromium_path, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
LATITUDE, LONGITUDE = 48.858372, 2.294481


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def house(server: Settings) -> Furnished:
    async def move_in() -> Furnished:
        async with open_parts(server, addresses_of(server)) as running:
            made = await furnish(running)
            async with running.parts.vault.session([made.publisher_id], SYSTEM) as session:
                app = NewSolution(name="App", kind="sdk", notice_channel="app", notice_since=LONG_AGO)
                await create_solution(session, app)
            return made

    return asyncio.run(move_in())


@pytest.fixture(scope="module")
def browser(house: Furnished) -> Iterator[Browser]:
    """After the house is furnished: Playwright keeps the event loop for itself."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    place = {"latitude": LATITUDE, "longitude": LONGITUDE, "accuracy": 5}
    context = browser.new_context(locale="fr-FR", geolocation=place, permissions=["geolocation"])  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def phone(context: BrowserContext, server: Settings, house: Furnished) -> Page:
    """A phone whose person accepted the notice, with the menu open where it asks for the place."""
    page = context.new_page()
    page.goto(f"{server.public_url}/simulator")
    page.locator("#phone[data-ready]").wait_for(timeout=15_000)
    page.locator("[data-tab=permissions]").click()
    page.locator("[data-purpose=notice] [data-answer=accepted]").click()
    expect(page.locator("#log")).to_contain_text("/v1/consents")
    page.locator("[data-tab=pad]").click()
    page.locator("#number").fill(house.number)
    page.locator("#call").click()
    for step in ("Une panne ou un souci de réseau", "Le réseau mobile"):
        menu(page).get_by_role("link", name=step).click()
    return page


def menu(page: Page) -> FrameLocator:
    return page.frame_locator("[data-view=menu] iframe")


def posted(page: Page) -> list[str]:
    bodies: list[str] = []
    page.context.on("request", lambda sent: bodies.append(f"{sent.url} {sent.post_data or ''}"))
    return bodies


def use_the_place(page: Page, answer: str) -> None:
    menu(page).get_by_role("link", name="Y a-t-il une panne ici").click()
    page.get_by_role("button", name=answer).click()
    expect(menu(page).get_by_role("heading", name="Carte des pannes")).to_be_visible()


def places(server: Settings) -> int:
    with psycopg.connect(addresses_of(server).owner) as conn:
        found = conn.execute("SELECT count(*) FROM personal.location").fetchone()
    return int(found[0]) if found else 0


@pytest.mark.clause("4.3-e")
def test_off_sends_no_place_keeps_no_row_and_the_menu_goes_on(phone, server):
    before, sent = places(server), posted(phone)
    use_the_place(phone, "Non")
    phone.wait_for_timeout(500)
    assert not any("/v1/location" in line for line in sent)
    assert not any(text in line for line in sent for text in ("g6:", f"{LATITUDE:.4f}", f"{LONGITUDE:.4f}", "latitude"))
    assert places(server) == before
    expect(phone.locator(".sharing")).to_be_empty()


@pytest.mark.clause("4.3-a", "4.3-d")
def test_area_is_shared_in_sight_and_the_exact_place_stays(phone, server):
    before, sent = places(server), posted(phone)
    with phone.expect_response(lambda answer: answer.url.endswith("/v1/location")) as answered:
        use_the_place(phone, "Zone d’environ 6 km")
    assert answered.value.status == 202
    expect(phone.locator(".sharing")).to_contain_text("Position partagée")
    assert places(server) == before + 1
    told = next(line for line in sent if "/v1/location" in line)
    assert json.loads(told.partition(" ")[2])["cell"].startswith("g6:")
    assert not any(text in line for line in sent for text in (f"{LATITUDE:.4f}", f"{LONGITUDE:.4f}", "latitude"))


@pytest.mark.clause("4.3-e")
def test_sharing_is_stopped_where_it_is_shown_and_the_service_is_told(phone, server):
    with phone.expect_response(lambda answer: answer.url.endswith("/v1/location")):
        use_the_place(phone, "Lieu exact")
    with phone.expect_request(lambda sent: sent.url.endswith("/v1/consents")) as told:
        phone.get_by_role("button", name="Ne plus partager").first.click()
    assert json.loads(told.value.post_data or "")["choice"] == "off"
    expect(phone.locator(".sharing")).to_be_empty()
    before = places(server)
    menu(phone).get_by_role("link", name="Retour").first.click()
    menu(phone).get_by_role("link", name="Y a-t-il une panne ici").click()
    expect(menu(phone).get_by_role("heading", name="Carte des pannes")).to_be_visible()
    phone.wait_for_timeout(300)
    assert places(server) == before


@pytest.mark.clause("4.3-a")
def test_menu_without_a_host_never_asks_where_somebody_is(browser, server, house):
    page = browser.new_context(locale="fr-FR").new_page()
    page.add_init_script("navigator.geolocation.getCurrentPosition = () => { window.asked = true; };")
    page.goto(f"{server.public_url}/m/{house.slug}/s/45")
    page.get_by_role("link", name="Y a-t-il une panne ici").click()
    expect(page.get_by_role("heading", name="Carte des pannes")).to_be_visible()
    assert page.evaluate("window.asked") is None
    page.context.close()
