"""Access, whole: from the menu to one's own data, its reasons, its choices, and an archive to take away."""

import asyncio
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import Running, open_parts
from dialonce.rights import Channel, Declined, NewRequest, Right, open_request, refuse
from dialonce.settings import Settings
from dialonce.vault import Who
from dialonce.web.rights_desk import letterhead_of
from tests.house_of import Furnished, furnish
from tests.journeys.centre import check_page, enter_code, let_call, phone, sign_in
from tests.journeys.server import running_server
from tests.journeys.test_call import shoot, watch
from tests.pages.browser import chromium_path, open_browser
from tests.rights.people import disclosed
from tests.vault.people import call

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
REFUSED = "0612345634"
PAGES = ("history", "choices", "looks", "details", "download", "requests", "browser", "delete", "receipts")


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def house(server: Settings) -> Furnished:
    async def move_in() -> Furnished:
        async with open_parts(server, addresses_of(server)) as running:
            house = await furnish(running)
            await answer_by_hand(running, house)
            return house

    return asyncio.run(move_in())


async def answer_by_hand(running: Running, house: Furnished) -> None:
    """Somebody's calls went to a partner; they wrote by e-mail, and the desk declined."""
    subject = (await call(running.parts.vault, house.publisher_id, f"+33{REFUSED[1:]}", steps=2)).subject_id
    await disclosed(running, house.publisher_id, subject)
    head = letterhead_of(running.parts, house.publisher_id)
    async with running.parts.vault.session([house.publisher_id], Who("staff:desk")) as session:
        new = NewRequest(right=Right.ERASURE, channel=Channel.EMAIL, received_at=session.now, subject=subject)
        asked = await open_request(session, new, head)
        why = Declined("legal-claims", "Un litige est en cours avec vous.", "vos appels de mars")
        await refuse(session, asked.request_id, why, head)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.mark.clause("7-a", "7-d")
@pytest.mark.parametrize(("script", "caller"), [(True, "0612345631"), (False, "0612345632")])
def test_caller_sees_changes_and_takes_away_what_is_kept(
    server: Settings, house: Furnished, browser: Browser, script: bool, caller: str, tmp_path: Path
) -> None:
    page = phone(browser, script=script)
    strays = watch(page, server)
    page.goto(let_call(server, house, caller))
    page.get_by_role("link", name="Ma facture").click()
    page.get_by_role("link", name="Mes données").click()
    shoot(page, "centre-sign-in", script=script)
    check_page(page, script=script)
    sign_in(page, server, caller)
    read_what_is_kept(page, script=script)
    walk_through(page, server, script=script)
    answer_questions(page, server, script=script)
    take_away(page, server, tmp_path, caller)
    leave(page, server)
    assert strays == []


def read_what_is_kept(page: Page, *, script: bool) -> None:
    expect(page.get_by_role("heading", name="Télécom Azur")).to_be_visible()
    shoot(page, "centre-home", script=script)
    check_page(page, script=script)
    row = page.locator(".c-held details", has_text="Appels")
    expect(row.locator(".c-count")).to_have_text("3")
    row.locator("summary").click()
    expect(row.get_by_text("rendre le service demandé")).to_be_visible()
    expect(row.get_by_role("link", name="3.1-d")).to_have_attribute("href", "/privacy?publisher=telecom-azur#3.1-d")
    check_page(page, script=script)


def walk_through(page: Page, server: Settings, *, script: bool) -> None:
    for name in PAGES:
        page.goto(f"{server.public_url}/privacy/me/{name}")
        expect(page.locator("h1")).to_be_visible()
        for closed in page.locator("main details > summary").all():
            closed.click()
        shoot(page, f"centre-{name}", script=script)
        check_page(page, script=script)
    page.goto(f"{server.public_url}/privacy/me/history")
    expect(page.get_by_text("Vous avez demandé le lien")).to_be_visible()
    expect(page.get_by_text("Écran ouvert").first).to_be_visible()
    expect(page.get_by_text("Accueil", exact=True).first).to_be_visible()


def answer_questions(page: Page, server: Settings, *, script: bool) -> None:
    """Nothing is chosen beforehand; a yes asks for the age once, a no asks nothing; both leave a receipt."""
    page.goto(f"{server.public_url}/privacy/me/choices")
    expect(page.locator(".c-answers [aria-pressed=true]")).to_have_count(0)
    marketing = page.get_by_role("group", name="Prospection commerciale, Par SMS")
    marketing.get_by_role("button", name="Oui").click()
    shoot(page, "centre-age", script=script)
    check_page(page, script=script)
    page.get_by_role("button", name="J’ai 15 ans ou plus").click()
    expect(marketing.get_by_role("button", name="Oui")).to_have_attribute("aria-pressed", "true")
    shoot(page, "centre-choice-made", script=script)
    check_page(page, script=script)
    marketing.get_by_role("button", name="Non").click()
    expect(marketing.get_by_role("button", name="Non")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("group", name="Votre position, Télécom Azur").get_by_role("button", name="Ma zone").click()
    expect(page.locator(".c-answers [aria-pressed=true]")).to_have_count(2)
    page.get_by_role("link", name="Vos reçus").click()
    expect(page.get_by_role("link", name="JSON")).to_have_count(2)
    shoot(page, "centre-receipts-kept", script=script)
    check_page(page, script=script)


def take_away(page: Page, server: Settings, folder: Path, caller: str) -> None:
    page.goto(f"{server.public_url}/privacy/me/download")
    page.get_by_role("button", name="Préparer mon archive").click()
    link = page.get_by_role("link", name="Télécom Azur")
    shoot(page, "centre-archive", script=True)
    with page.expect_download() as fetched:
        link.click()
    fetched.value.save_as(folder / "archive.zip")
    with zipfile.ZipFile(folder / "archive.zip") as archive:
        documents = [name for name in archive.namelist() if name.endswith(".json") and "schema" not in name]
        texts = [archive.read(name).decode() for name in documents]
    page.get_by_role("button", name="Emporter vers un autre service").click()
    expect(page.get_by_role("link", name="Emporter vers un autre service")).to_be_visible()
    shoot(page, "centre-portability", script=True)
    check_page(page, script=False)
    assert any(caller[1:] in text for text in texts)
    assert all(json.loads(text) for text in texts)


def leave(page: Page, server: Settings) -> None:
    page.goto(f"{server.public_url}/privacy/me")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_label("Votre numéro de mobile")).to_be_visible()
    assert page.context.cookies() == []


def test_whoever_is_unknown_is_asked_the_same_and_told_that_nothing_is_kept(server: Settings, browser: Browser) -> None:
    page = phone(browser, script=False)
    page.goto(f"{server.public_url}/privacy/me/history")
    sign_in(page, server, "0612345699", to="Vos appels")
    page.goto(f"{server.public_url}/privacy/me")
    expect(page.get_by_text("Nous ne gardons rien sur vous")).to_be_visible()
    shoot(page, "centre-nothing", script=False)


@pytest.mark.clause("7-d", "7-j", "S-L78-85")
def test_caller_reads_who_received_it_and_each_letter_and_takes_wishes_back(
    server: Settings, house: Furnished, browser: Browser
) -> None:
    page = phone(browser, script=False)
    page.goto(f"{server.public_url}/privacy/me/looks")
    sign_in(page, server, REFUSED, to="Qui a vu vos données")
    expect(page.get_by_text("Livraisons Réunies")).to_be_visible()
    shoot(page, "centre-receivers", script=False)
    check_page(page, script=False)
    page.goto(f"{server.public_url}/privacy/me/requests")
    page.get_by_text("Lire : Réponse à votre demande").click()
    for words in ("Un litige est en cours avec vous.", "CNIL", "tribunaux"):
        expect(page.locator(".message-body:visible", has_text=words)).to_be_visible()
    shoot(page, "centre-refusal", script=False)
    page.get_by_text("Après mon décès", exact=True).click()
    page.get_by_label("Que faire de vos données").fill("Tout effacer.")
    page.get_by_role("button", name="Enregistrer mes directives").click()
    expect(page.locator("strong", has_text="vos directives du")).to_be_visible()
    shoot(page, "centre-wishes", script=False)
    check_page(page, script=False)
    page.get_by_role("button", name="Retirer mes directives").click()
    expect(page.locator("strong", has_text="vos directives du")).to_have_count(0)


@pytest.mark.clause("7-a", "4.1-b")
def test_caller_corrects_the_profile_and_signs_in_by_email(
    server: Settings, house: Furnished, browser: Browser
) -> None:
    caller, address = "0612345633", "amandine.canari@example.org"
    page = phone(browser, script=False)
    page.goto(let_call(server, house, caller))
    page.goto(f"{server.public_url}/privacy/me/details")
    sign_in(page, server, caller, to="Corriger")
    page.get_by_label("Votre nom").fill("Amandine Canari")
    page.get_by_label("Votre e-mail").fill("amandine@nulle-part")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Écrivez une adresse e-mail")).to_be_visible()
    page.get_by_label("Votre e-mail").fill(address.upper())
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_label("Votre e-mail")).to_have_value(address)
    shoot(page, "centre-corrected", script=False)
    page.get_by_role("button", name="Confirmer cette adresse").click()
    enter_code(page, server, address)
    expect(page.get_by_role("button", name="Confirmer cette adresse")).to_have_count(0)
    leave(page, server)
    page.get_by_text("Recevoir le code par e-mail").click()
    page.get_by_label("Votre adresse e-mail").fill(address)
    page.get_by_role("button", name="Recevoir un code").last.click()
    enter_code(page, server, address)
    expect(page.get_by_role("heading", name="Télécom Azur")).to_be_visible()
