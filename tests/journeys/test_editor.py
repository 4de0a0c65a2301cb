"""The editor in a real browser: a menu built and published by keyboard alone, and a large one timed."""

import asyncio
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.publishers import NewPublisher, create_interface, create_publisher
from dialonce.settings import Settings
from dialonce.staff import Role, invite_staff, open_session, record_training
from dialonce.vault import SYSTEM
from tests.journeys.server import running_server
from tests.menus.documents import large_document_bytes
from tests.pages.axe import axe_path, find_faults
from tests.pages.browser import chromium_path, open_browser

MOST_TABS = 200
SIZES = [(390, 844), (1280, 800)]
TOPICS = ("Horaires", "Adresse", "Commande", "Contact")
FOCUSED = """() => {
  const one = document.activeElement;
  const label = one.labels?.[0]?.textContent ?? "";
  return (one.getAttribute("aria-label") || label || one.textContent || "").replace(/\\s+/g, " ").trim();
}"""


class House(msgspec.Struct, frozen=True):
    """A running server, an editor's ticket, and the path of a menu of 160 screens."""

    settings: Settings
    ticket: str
    large: str

    @property
    def base(self) -> str:
        return f"{self.settings.public_url}/console/atelier/interfaces"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with running_server() as settings:
        yield asyncio.run(_furnish(settings))


async def _furnish(settings: Settings) -> House:
    async with open_parts(settings, addresses_of(settings)) as running:
        parts = running.parts
        made = await create_publisher(parts.vault, NewPublisher(name="Atelier", slug="atelier"))
        async with parts.vault.session([made.publisher_id], SYSTEM) as session:
            invited = await invite_staff(session, parts.staff, "Lou", "lou@atelier.example", Role.EDITOR)
            await record_training(session, invited.staff_id, session.now + timedelta(days=1))
            ticket = await open_session(session, invited.staff_id, second_factor=True)
        async with parts.vault.session([made.publisher_id], SYSTEM) as session:
            large = await create_interface(session, large_document_bytes(), name="Grand Opérateur")
    return House(settings, ticket, str(large.interface_id))


@pytest.fixture(scope="module")
def browser(house: House) -> Iterator[Browser]:
    """Opened after the house was furnished: it brings an event loop of its own."""
    with open_browser() as opened:
        yield opened


def context_of(browser: Browser, house: House, width: int, height: int, *, script: bool = True) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", java_script_enabled=script
    )
    context.add_cookies([{"name": "staff", "value": house.ticket, "url": house.settings.public_url}])
    return context


class Keys:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, name: str) -> None:
        """Press Tab until the control of this name has the focus."""
        wanted = re.compile(name)
        for _ in range(MOST_TABS):
            if wanted.search(str(self.page.evaluate(FOCUSED))):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {name!r}")

    def press(self, name: str) -> None:
        """Go to a link or button, press Enter, and wait for the next page."""
        self.go(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, name: str, option: str) -> None:
        """Go to a list of choices and type the beginning of one."""
        self.go(name)
        self.page.keyboard.type(option)


def add_text(keys: Keys, text: str) -> None:
    keys.press("^Texte$")
    keys.write(text)
    keys.press("^Enregistrer$")


def add_button(keys: Keys, label: str, *, back: bool = False) -> None:
    keys.press("^Bouton$")
    keys.write(label)
    if back:
        keys.choose("^Au toucher", "Rev")
    else:
        keys.choose("^Écran à ouvrir", "Nouvel")
    keys.press("^Enregistrer$")


def build(keys: Keys) -> None:
    """Five screens: a home with four ways, each with a text and a way back."""
    keys.write("Accueil")
    keys.enter()
    add_text(keys, "# Bonjour")
    for topic in TOPICS:
        add_button(keys, topic)
    for topic in TOPICS:
        keys.press(f"^{topic} ?[0-9]")
        add_text(keys, f"# {topic}")
        add_button(keys, "Retour", back=True)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.browser
@pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine")
def test_menu_of_five_screens_is_built_and_published_by_keyboard_alone(
    browser: Browser, house: House, width: int, height: int
) -> None:
    context = context_of(browser, house, width, height)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    keys = Keys(page)
    page.goto(house.base)
    keys.press("^Nouveau menu")
    keys.go("^Nom du menu")
    keys.write(f"Clavier {width}")
    keys.press("^Créer le menu")
    build(keys)
    keys.press("^Accueil ?1")
    keys.press("^Descendre : Horaires")
    assert page.evaluate(FOCUSED) == "Descendre : Horaires"
    expect(page.locator(".ed-rows .ed-name").nth(1)).to_contain_text("Adresse")
    keys.press("^Annuler")
    expect(page.locator(".ed-rows .ed-name").nth(1)).to_contain_text("Horaires")
    expect(page.locator("[data-counts]")).to_have_text("Erreurs : 0 · Alertes : 0")
    assert page.locator(".ed-list li").count() == 5
    keys.press("^Publier$")
    keys.press("^Publier maintenant")
    expect(page.locator(".banner.ok")).to_contain_text("Version 1 publiée")
    assert faults == []
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine")
def test_menu_is_edited_without_script(browser: Browser, house: House) -> None:
    context = context_of(browser, house, 390, 844, script=False)
    page = context.new_page()
    page.goto(f"{house.base}/new")
    page.get_by_label("Nom du menu").fill("Sans script")
    page.get_by_label("Mairie").check()
    page.get_by_role("button", name="Créer le menu").click()
    page.get_by_role("link", name=re.compile("État civil")).last.click()
    page.get_by_label("Libellé").fill("Actes et livret")
    page.get_by_role("button", name="Enregistrer").first.click()
    phone = page.frame_locator("iframe[data-phone]")
    expect(phone.locator("main")).to_contain_text("Actes et livret")
    page.get_by_role("button", name="Monter : Actes et livret").click()
    expect(page.locator(".ed-rows .ed-name").nth(1)).to_contain_text("Actes et livret")
    page.get_by_role("button", name=re.compile("^Annuler")).click()
    expect(page.locator(".ed-rows .ed-name").nth(2)).to_contain_text("Actes et livret")
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine")
def test_phone_and_checks_follow_what_is_typed(browser: Browser, house: House) -> None:
    context = context_of(browser, house, 1280, 800)
    page = context.new_page()
    page.goto(f"{house.base}/{house.large}?screen=0&element=2")
    phone = page.frame_locator("iframe[data-phone]")
    expect(phone.locator("main")).to_contain_text("Facture")
    page.locator('[name="data/label"]').fill("Tapé à l’instant")
    expect(phone.locator("main")).to_contain_text("Tapé à l’instant")
    page.locator('[name="data/label"]').fill("")
    expect(page.locator("[data-findings]")).to_contain_text("libellé")
    phone.locator("a.m-row", has_text="Réseau 42").click()
    expect(page.locator("[data-follow]")).to_be_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine")
def test_element_is_dragged_to_another_place(browser: Browser, house: House) -> None:
    context = context_of(browser, house, 1280, 1200)
    page = context.new_page()
    page.goto(f"{house.base}/{house.large}?screen=10")
    rows = page.locator(".ed-row")
    first = rows.nth(0).locator(".ed-name").text_content()
    with page.expect_navigation():
        rows.nth(0).locator("[data-grip]").drag_to(rows.nth(2))
    assert page.locator(".ed-row").nth(2).locator(".ed-name").text_content() == first
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(chromium_path() is None or axe_path() is None, reason="no Chromium or no axe on this machine")
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_have_no_fault_that_axe_finds(browser: Browser, house: House, width: int, height: int) -> None:
    context = context_of(browser, house, width, height)
    page = context.new_page()
    paths = [
        "",
        "/new",
        *(f"/{house.large}{end}" for end in ("?screen=0&element=2", "/map", "/find?find=facture&replace=x")),
    ]
    paths += [f"/{house.large}/{name}" for name in ("languages", "settings", "versions", "publish")]
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for path in paths:
            page.goto(house.base + path)
            found += [f"{path} {scheme} {fault}" for fault in find_faults(page)]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert found == []
    context.close()


def test_every_action_on_160_screens_is_answered_and_timed(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """Whole answers over HTTP, redirects and following pages apart. The table is what to read; nothing fails for being slow."""
    path = f"/console/atelier/interfaces/{house.large}"
    times: list[tuple[str, float]] = []
    with httpx.Client(
        base_url=house.settings.public_url, cookies={"staff": house.ticket}, headers={"Accept": "text/html"}, timeout=30
    ) as client:

        def page(name: str, end: str) -> str:
            answer = _timed(times, name, lambda: client.get(path + end))
            assert answer.status_code == 200, name
            return answer.text

        shown = page("open the editor", "?screen=0&element=2")
        page("map", "/map")
        page("find", "/find?find=facture&replace=note&values=1")
        page("publish page", "/publish")
        page("preview", "/preview")
        client.get("/console/atelier/interfaces")
        token = re.findall(r'name="_csrf_token" value="([0-9a-f]+)"', shown)[0]
        for name, fields in _ACTIONS:
            revision = re.findall(r'name="revision" value="([0-9]+)"', client.get(path).text)[0]
            sent = {"_csrf_token": token, "revision": revision, **fields}
            end = {"undo": "/undo", "redo": "/redo", "check while typing": "/try"}.get(name, "/do")
            answer = _timed(times, name, lambda sent=sent, end=end: client.post(path + end, data=sent))  # type: ignore[misc]
            assert answer.status_code in (200, 303), f"{name}: {answer.status_code}"
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"  {name:<28} {seconds * 1000:6.0f} ms\n" for name, seconds in times))
    assert len(times) == 5 + len(_ACTIONS)


def _timed(times: list[tuple[str, float]], name: str, ask: Callable[[], httpx.Response]) -> httpx.Response:
    start = time.perf_counter()
    answer = ask()
    times.append((name, time.perf_counter() - start))
    return answer


_BUTTON = {"screen": "0", "element": "2", "data/label": "Autre", "action": "open", "target": "5"}
_ACTIONS: list[tuple[str, dict[str, str]]] = [
    ("check while typing", {"op": "change-element", **_BUTTON}),
    ("change an element", {"op": "change-element", **_BUTTON}),
    ("add an element", {"op": "add-element", "screen": "5", "kind": "button"}),
    ("move an element", {"op": "move-element", "screen": "5", "element": "0", "to": "1", "place": "0"}),
    ("duplicate an element", {"op": "duplicate-element", "screen": "5", "element": "0"}),
    ("remove an element", {"op": "remove-element", "screen": "5", "element": "0"}),
    ("change a screen's address", {"op": "change-screen", "screen": "6", "name": "Neuf", "address": "9000"}),
    ("add a screen", {"op": "add-screen", "name": "Dernier"}),
    ("duplicate a screen", {"op": "duplicate-screen", "screen": "7"}),
    ("move a screen", {"op": "move-screen", "screen": "7", "to": "9", "place": "7"}),
    ("remove a screen", {"op": "remove-screen", "screen": "7"}),
    ("undo", {"screen": "0"}),
    ("redo", {"screen": "0"}),
]
