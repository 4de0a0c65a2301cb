"""The phone simulator in a real browser, on the real server: what is dialled, and what leaves."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

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
CANARY = "+33 1 99 00 55 10"
CONTACT = "Dr Morel"
KEPT = """async () => {
  const text = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? new TextDecoder("latin1").decode(value)
    : value && typeof value === "object" ? Object.values(value).map(text).join(" ") : String(value);
  const kept = { names: [], text: "", key: [] };
  for (const { name } of await indexedDB.databases()) {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const table = (await done(indexedDB.open(name))).transaction("values").objectStore("values");
    for (const key of await done(table.getAllKeys())) {
      const value = await done(table.get(key));
      if (value instanceof CryptoKey) kept.key.push(value.extractable);
      kept.names.push(key);
      kept.text += text(value);
    }
  }
  return kept;
}"""
SIZES = [(390, 844), (1280, 800)]


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


class Traffic:
    """Every request of a page, frames included, with what it carried."""

    def __init__(self, page: Page) -> None:
        self.sent: list[str] = []
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.sent.append(f"{request.method} {request.url} {request.headers} {request.post_data or ''}")

    def holds(self, *secrets: str) -> list[str]:
        return [line for line in self.sent if any(secret.lower() in line.lower() for secret in secrets)]


@pytest.fixture
def phone(browser: Browser, server: Settings, house: Furnished) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    page = context.new_page()
    open_simulator(page, server)
    yield page
    context.close()


def open_simulator(page: Page, server: Settings) -> None:
    page.goto(f"{server.public_url}/simulator")
    page.locator("#phone[data-ready]").wait_for(timeout=15_000)


def dial(page: Page, number: str) -> None:
    page.locator("#number").fill(number)
    page.locator("#call").click()


def test_registered_number_opens_its_menu_in_the_phone(phone, house):
    dial(phone, "01 99 00 10 00")
    menu = phone.frame_locator("[data-view=menu] iframe")
    expect(menu.locator("main")).to_be_visible()
    expect(phone.locator("#log .requests")).to_contain_text(f"/m/{house.slug}")


@pytest.mark.clause("3.1-e")
def test_any_other_number_is_a_plain_call_and_nothing_leaves(phone):
    traffic = Traffic(phone)
    dial(phone, CANARY)
    expect(phone.locator("#who")).to_have_text(CONTACT)
    expect(phone.locator("#log .none")).to_be_visible()
    phone.locator("#hang-up").click()
    phone.wait_for_timeout(500)
    assert traffic.sent == []


@pytest.mark.clause("3.1-t", "3.1-u")
def test_address_book_is_in_no_request_whatever_is_called_and_agreed(browser, server, house):
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR").new_page()
    traffic = Traffic(page)
    open_simulator(page, server)
    page.locator("[data-tab=permissions]").click()
    for purpose in ("notice", "contact-display", "device-registration"):
        page.locator(f"[data-purpose={purpose}] [data-answer=accepted]").click()
        expect(page.locator(f"[data-purpose={purpose}] [aria-pressed=true]")).to_have_count(1)
    page.locator("[data-tab=contacts]").click()
    page.get_by_role("button", name=CONTACT).click()
    page.locator("#hang-up").click()
    dial(page, house.number)
    page.get_by_role("button", name="Continuer l’appel").click()
    page.locator("#hang-up").click()
    page.wait_for_timeout(500)
    assert any("/v1/events" in line for line in traffic.sent)
    assert traffic.holds("199005510", "1%2099", CONTACT, "Morel", "Camille", "639981234") == []
    page.context.close()


@pytest.mark.clause("0-c")
def test_before_the_notice_a_registered_call_is_not_reported(phone, house):
    traffic = Traffic(phone)
    dial(phone, house.number)
    expect(phone.frame_locator("[data-view=menu] iframe").locator("main")).to_be_visible()
    assert not any(line.startswith("POST") for line in traffic.sent)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_page_fits_its_screen_and_breaks_nothing(browser, server, house, width, height):
    page = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR").new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    open_simulator(page, server)
    page.locator("[data-tab=permissions]").click()
    page.locator("[data-purpose=notice] [data-answer=accepted]").click()
    expect(page.locator("#log")).to_contain_text("/v1/consents")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []
    page.context.close()


@pytest.mark.clause("8-c")
def test_steps_that_wait_for_the_network_are_unreadable_on_the_device(browser, server, house):
    """What IndexedDB holds while the phone is without a network, byte by byte, as another program would find it."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    open_simulator(page, server)
    page.locator("[data-tab=permissions]").click()
    page.locator("[data-purpose=notice] [data-answer=accepted]").click()
    expect(page.locator("#log")).to_contain_text("/v1/consents")
    page.locator("[data-tab=pad]").click()
    context.set_offline(True)
    dial(page, house.number)
    expect(page.locator("#log")).to_contain_text("/v1/events")
    kept = page.evaluate(KEPT)
    assert "queue" in kept["names"]
    assert house.number not in kept["text"]
    assert "call-start" not in kept["text"]
    assert kept["key"] == [False]
    context.set_offline(False)
    context.close()


@pytest.mark.clause("3.1-h", "3.1-i")
def test_advertising_identifier_leaves_alone_and_is_forgotten_when_its_consent_is_withdrawn(phone, server):
    traffic = Traffic(phone)
    phone.locator("[data-tab=permissions]").click()
    phone.locator("[data-purpose=notice] [data-answer=accepted]").click()
    analytics = phone.locator("[data-purpose=user-analytics]")
    with phone.expect_response(lambda answer: answer.url.endswith("/v1/advertising-ids")) as shared:
        analytics.locator("[data-answer=accepted]").click()
    with phone.expect_response(lambda answer: answer.url.endswith("/v1/advertising-ids/forget")) as forgotten:
        analytics.locator("[data-answer=refused]").click()
    expect(analytics.locator("[data-answer=refused]")).to_have_attribute("aria-pressed", "true")
    assert (shared.value.status, forgotten.value.status) == (202, 202)
    body = json.loads(shared.value.request.post_data or "")
    assert sorted(body) == ["advertising_id", "id", "occurred_at"]
    named = traffic.holds(body["advertising_id"])
    assert [line.split()[1].removeprefix(server.public_url) for line in named] == [
        "/v1/advertising-ids",
        "/v1/advertising-ids/forget",
    ]


@pytest.mark.clause("0-c")
def test_once_the_notice_is_withdrawn_nothing_is_sent_of_a_registered_call(phone, house):
    phone.locator("[data-tab=permissions]").click()
    phone.locator("[data-purpose=notice] [data-answer=accepted]").click()
    expect(phone.locator("#log")).to_contain_text("/v1/consents")
    phone.locator("[data-purpose=notice] [data-answer=refused]").click()
    expect(phone.locator("[data-purpose=notice] [data-answer=refused]")).to_have_attribute("aria-pressed", "true")
    traffic = Traffic(phone)
    phone.locator("[data-tab=pad]").click()
    dial(phone, house.number)
    expect(phone.frame_locator("[data-view=menu] iframe").locator("main")).to_be_visible()
    phone.get_by_role("button", name="Fermer").click()
    phone.wait_for_timeout(300)
    assert not any(line.startswith("POST") for line in traffic.sent)
