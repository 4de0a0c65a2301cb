"""The editor through its forms, as a browser without script uses them."""

import json
import re
from collections.abc import AsyncIterator
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import msgspec
import pytest
from httpx import Response
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.menus import OUTGOING_CALL, import_classic
from dialonce.menus.templates import template_document
from dialonce.publishers import NewPublisher, create_interface, create_publisher, list_edits, read_interface
from dialonce.staff import Role
from dialonce.vault import SYSTEM
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio


class House(msgspec.Struct, frozen=True):
    """A publisher with an editor signed in."""

    client: AsyncTestClient
    running: Running
    publisher_id: UUID
    base: str

    async def open(self, document: bytes, name: str) -> str:
        """A new menu; the path of its editor."""
        async with self.running.parts.vault.session([self.publisher_id], SYSTEM) as session:
            made = await create_interface(session, document, name=name)
        return f"{self.base}/{made.interface_id}"

    async def get(self, path: str) -> str:
        answer = await self.client.get(path, headers=PAGE)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def post(self, path: str, page: str, **fields: str) -> Response:
        """Send a form of the page, with the tokens that it carries."""
        sent = {"_csrf_token": token_of(page), "revision": revision_of(page), **fields}
        return await self.client.post(path, data=sent, headers=PAGE, follow_redirects=False)

    async def draft(self, path: str) -> dict[str, object]:
        async with self.running.parts.vault.session([self.publisher_id], SYSTEM) as session:
            return json.loads((await read_interface(session, UUID(path.rsplit("/", 1)[1]))).draft)


def token_of(page: str) -> str:
    return re.findall(r'name="_csrf_token" value="([0-9a-f]+)"', page)[0]


def revision_of(page: str) -> str:
    return (re.findall(r'name="revision" value="([0-9]+)"', page) or ["1"])[0]


def place_of(answer: Response) -> dict[str, list[str]]:
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> AsyncIterator[House]:
    publisher = await create_publisher(running.parts.vault, NewPublisher(name="Atelier", slug="atelier"))
    app = client.app.state.parts
    while publisher.publisher_id not in app.vault.directory.publishers:
        async with running.directory_pool.connection() as conn:
            await app.vault.directory.refresh(conn, frozenset(("publisher",)))
    await sign_in(client, running, role=Role.EDITOR, publisher_id=publisher.publisher_id)
    yield House(client, running, publisher.publisher_id, "/console/atelier/interfaces")


def telecom() -> bytes:
    return template_document("telecom", "fr")


async def test_menu_is_begun_from_a_template(house: House) -> None:
    page = await house.get(f"{house.base}/new")
    answer = await house.post(f"{house.base}/new", page, name="Depuis modèle", language="en", template="bank")
    path = answer.headers["location"]
    draft = await house.draft(path)
    assert (draft["name"], draft["culture"]) == ("Depuis modèle", "en")
    assert "Card lost or stolen" in await house.get(path)
    again = await house.post(f"{house.base}/new", page, name="Depuis modèle", language="en", template="bank")
    assert again.status_code == 409


async def test_menu_is_begun_from_a_file(house: House) -> None:
    page = await house.get(f"{house.base}/new")
    sent = {"_csrf_token": token_of(page), "name": "Importé", "template": "blank", "language": "fr"}
    file = {"file": ("menu.json", telecom(), "application/json")}
    answer = await house.client.post(f"{house.base}/new", data=sent, files=file, headers=PAGE, follow_redirects=False)
    assert await house.draft(answer.headers["location"]) == json.loads(telecom())
    broken = await house.client.post(
        f"{house.base}/new",
        data=sent | {"name": "Cassé"},
        files={"file": ("x.json", b"{", "application/json")},
        headers=PAGE,
    )
    assert broken.status_code == 422 or broken.status_code == 400


async def test_screens_and_elements_are_made_by_forms(house: House) -> None:
    path = await house.open(b'{"name":"Formes","culture":"fr","views":{}}', "Formes")
    place = place_of(await house.post(f"{path}/do", await house.get(path), op="add-screen", name="Accueil"))
    assert place["screen"] == ["0"]
    page = await house.get(f"{path}?screen=0")
    place = place_of(await house.post(f"{path}/do", page, op="add-element", screen="0", kind="button"))
    assert place["element"] == ["0"]
    page = await house.get(f"{path}?screen=0&element=0")
    sent = {"screen": "0", "element": "0", "data/label": "Nos horaires", "action": "open", "target": "+"}
    await house.post(f"{path}/do", page, op="change-element", **sent)
    interface = import_classic(json.dumps(await house.draft(path)).encode())
    home, hours = interface.views[OUTGOING_CALL].screens
    assert (home.name, hours.name, hours.address) == ("Accueil", "Nos horaires", "2")
    assert home.elements[0].content.command.value == "2"  # type: ignore[union-attr]


async def test_form_of_an_element_keeps_what_it_does_not_show(house: House) -> None:
    document = json.loads(telecom())
    element = document["views"][OUTGOING_CALL][0]["elements"][1]
    element["data"] |= {"legacy": [1], "command": "openView", "realm": "kept"}
    path = await house.open(json.dumps(document).encode(), "Gardé")
    page = await house.get(f"{path}?screen=0&element=1")
    sent = {"screen": "0", "element": "1", "data/label": "Autre", "action": "open", "target": element["data"]["value"]}
    await house.post(f"{path}/do", page, op="change-element", **sent, given_title="", given_url="")
    element["data"]["label"] = "Autre"
    assert await house.draft(path) == document


async def test_saving_without_a_change_makes_no_revision(house: House) -> None:
    path = await house.open(telecom(), "Inchangé")
    for index in range(8):
        page = await house.get(f"{path}?screen=0&element={index}")
        form = re.search(
            r'<form class="ed-form"[^>]*data-live.*?</form>',
            page[page.index("ed-open") :] if "ed-open" in page else page,
            re.S,
        )
        if form is None:
            continue
        await house.post(f"{path}/do", page, **fields_of(form[0]))
    assert await house.draft(path) == json.loads(telecom())
    async with house.running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        assert await list_edits(session, UUID(path.rsplit("/", 1)[1])) == []


def fields_of(form: str) -> dict[str, str]:
    """What a browser would send of a form that nobody touched."""
    found = {
        name: unescape(value) for name, value in re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form)
    }
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        found[name] = unescape(body)
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', body) or re.findall(r'<option value="([^"]*)"', body)
        found[name] = unescape(chosen[0])
    return found


async def test_moved_element_keeps_the_keyboard_on_its_arrow(house: House) -> None:
    path = await house.open(telecom(), "Ordre")
    page = await house.get(path)
    sent = {"screen": "0", "element": "1", "place": "1", "to": "2"}
    place = place_of(await house.post(f"{path}/do", page, op="move-element", **sent))
    assert (place["touched"], place["focus"]) == (["2"], ["down"])
    page = await house.get(f"{path}?screen=0&touched=2&focus=down")
    assert len(re.findall(" autofocus", page)) == 1


async def test_change_is_undone_and_done_again(house: House) -> None:
    path = await house.open(telecom(), "Retour")
    await house.post(f"{path}/do", await house.get(path), op="remove-screen", screen="1")
    page = await house.get(path)
    assert "Supprimer un écran" in page or "Remove a screen" in page
    await house.post(f"{path}/undo", page, screen="0")
    assert await house.draft(path) == json.loads(telecom())
    await house.post(f"{path}/redo", await house.get(path), screen="0")
    assert len((await house.draft(path))["views"][OUTGOING_CALL]) == 10  # type: ignore[index,call-overload,arg-type]
    stale = await house.post(f"{path}/undo", page, screen="0")
    assert stale.status_code == 409


async def test_two_editors_of_one_element_see_both_and_decide(house: House) -> None:
    path = await house.open(telecom(), "Deux")
    opened = await house.get(f"{path}?screen=0&element=1")
    sent = {"op": "change-element", "screen": "0", "element": "1", "action": "open", "target": "10"}
    place_of(await house.post(f"{path}/do", opened, **sent, **{"data/label": "Leur"}))
    clash = await house.post(f"{path}/do", opened, **sent, **{"data/label": "Mien"})
    assert clash.status_code == 409
    assert "Leur" in clash.text
    assert "Mien" in clash.text
    operation = unescape(re.findall(r'name="operation" value="([^"]+)"', clash.text)[0])
    place_of(await house.post(f"{path}/do", clash.text, operation=operation, subject="Mien"))
    draft = await house.draft(path)
    assert draft["views"][OUTGOING_CALL][0]["elements"][1]["data"]["label"] == "Mien"  # type: ignore[index,call-overload]


async def test_two_editors_of_different_elements_both_keep_their_work(house: House) -> None:
    path = await house.open(telecom(), "Deux autres")
    opened = await house.get(f"{path}?screen=0&element=1")
    for index, target in ((1, "10"), (2, "20")):
        sent = {"screen": "0", "element": str(index), "action": "open", "target": target, "data/label": f"N{index}"}
        place = place_of(await house.post(f"{path}/do", opened, op="change-element", **sent))
    assert place["merged"] == ["1"]
    elements = (await house.draft(path))["views"][OUTGOING_CALL][0]["elements"]  # type: ignore[index,call-overload]
    assert [one["data"]["label"] for one in elements[1:3]] == ["N1", "N2"]


async def test_change_is_tried_without_being_kept(house: House) -> None:
    path = await house.open(telecom(), "Essai")
    page = await house.get(f"{path}?screen=0&element=1")
    sent = {"screen": "0", "element": "1", "data/label": "Tout neuf", "action": "open", "target": "404"}
    tried = (await house.post(f"{path}/try", page, op="change-element", **sent)).json()
    assert "Tout neuf" in tried["page"]
    assert "404" in tried["findings"]
    assert await house.draft(path) == json.loads(telecom())


async def test_preview_is_the_callers_page_and_counts_nothing(house: House) -> None:
    path = await house.open(telecom(), "Aperçu")
    answer = await house.client.get(f"{path}/preview", headers=PAGE)
    assert "Panne ou connexion lente" in answer.text
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    for verb in ("call", "leave", "rate", "interception"):
        touched = await house.client.post(f"{path}/preview/s/1/6/{verb}", headers=PAGE, follow_redirects=False)
        assert touched.status_code == 303
    faulty = await house.client.post(f"{path}/preview/s/90/1/send", data={"field.phone": ""}, headers=PAGE)
    assert "aria-invalid" in faulty.text


async def test_link_shows_the_draft_to_whoever_has_it_until_its_day(house: House, client: AsyncTestClient) -> None:
    path = await house.open(telecom(), "Partage")
    page = await house.get(f"{path}/settings")
    shared = await house.post(f"{path}/share", page, days="1")
    link = urlsplit(re.findall(r"https?://[^<\s]+/draft/[\w-]+", shared.text)[0]).path
    ticket = client.cookies.get("staff")
    client.cookies.delete("staff")
    try:
        seen = await client.get(link, headers=PAGE)
        assert seen.status_code == 200
        assert "noindex" in seen.headers["x-robots-tag"]
        assert "Panne ou connexion lente" in seen.text
        forged = link[:-4] + ("AAAA" if not link.endswith("AAAA") else "BBBB")
        assert (await client.get(forged, headers=PAGE)).status_code == 404
    finally:
        client.cookies.set("staff", ticket)


async def test_texts_are_found_and_replaced_after_a_look(house: House) -> None:
    path = await house.open(telecom(), "Chercher")
    page = await house.get(f"{path}/find?find=facture&replace=note")
    assert len(re.findall(r'name="pick\d+"', page)) == 4
    place_of(await house.post(f"{path}/find", page, find="facture", replace="note", pick0="1"))
    text = json.dumps(await house.draft(path), ensure_ascii=False)
    assert text.count("note") == json.dumps(json.loads(telecom()), ensure_ascii=False).count("note") + 1


async def test_translation_is_begun_filled_in_and_watched(house: House) -> None:
    path = await house.open(telecom(), "Bilingue")
    answer = await house.post(f"{path}/languages", await house.get(f"{path}/languages"), op="begin", culture="en")
    twin = answer.headers["location"]
    page = await house.get(f"{path}/languages?screen=0")
    await house.post(f"{path}/languages", page, op="write", screen="0", text0="Home", text2="Fault")
    screen = (await house.draft(twin))["views"][OUTGOING_CALL][0]  # type: ignore[index,call-overload]
    assert (screen["name"], screen["elements"][1]["data"]["label"]) == ("Home", "Fault")
    await house.post(f"{twin}/do", await house.get(twin), op="remove-screen", screen="3")
    page = await house.get(f"{path}/languages?screen=3")
    await house.post(f"{path}/languages", page, op="copy", screen="3")
    assert len((await house.draft(twin))["views"][OUTGOING_CALL]) == 11  # type: ignore[index,call-overload,arg-type]


async def test_menu_is_published_planned_compared_and_rolled_back(house: House) -> None:
    path = await house.open(telecom(), "Publier")
    answer = await house.post(f"{path}/publish", await house.get(f"{path}/publish"), op="now", note="première")
    assert answer.headers["location"].endswith("done=1")
    await house.post(f"{path}/do", await house.get(path), op="remove-screen", screen="10")
    page = await house.get(f"{path}/publish")
    assert "Être rappelé" in page
    refused = await house.post(f"{path}/publish", page, op="now")
    assert refused.status_code == 422 or refused.status_code == 400
    assert (await house.post(f"{path}/publish", page, op="now", force="yes")).status_code == 303
    page = await house.get(f"{path}/versions?first=1&second=2")
    assert "Être rappelé" in page
    await house.post(f"{path}/versions/1/roll-back", page)
    assert ">Version 3" in await house.get(f"{path}/versions")
    await house.post(f"{path}/versions/1/to-draft", await house.get(path))
    assert await house.draft(path) == json.loads(telecom())
    page = await house.get(f"{path}/publish")
    past = await house.post(f"{path}/publish", page, op="plan", due="2020-01-01T08:00")
    assert 'aria-describedby="due-hint due-error"' in past.text
    assert (await house.post(f"{path}/publish", page, op="plan", due="2090-01-01T08:00")).status_code == 303
    page = await house.get(f"{path}/publish")
    assert "2090" in page
    await house.post(f"{path}/plan/cancel", page)
    assert "2090" not in await house.get(f"{path}/publish")


async def test_file_comes_out_as_it_went_in(house: House) -> None:
    text = telecom().replace(b'{"phoneNumbers"', b'{ "phoneNumbers"')
    path = await house.open(text, "Fichier")
    answer = await house.client.get(f"{path}/export")
    assert answer.content == text
    assert "attachment" in answer.headers["content-disposition"]


async def test_map_marks_what_cannot_be_reached(house: House) -> None:
    document = json.loads(telecom())
    document["views"][OUTGOING_CALL].append({"id": "x", "name": "Perdu", "order": 99, "elements": []})
    path = await house.open(json.dumps(document).encode(), "Plan")
    page = await house.get(f"{path}/map")
    assert len(re.findall(r'class="node lost', page)) == 1
    assert len(re.findall(r"<rect class=.node", page)) == 12


async def test_foreign_forms_and_foreign_publishers_are_refused(house: House) -> None:
    path = await house.open(telecom(), "Étranger")
    answer = await house.client.post(f"{path}/do", data={"op": "remove-screen", "screen": "0"}, headers=PAGE)
    assert answer.status_code == 403
    other = path.replace("/atelier/", "/ailleurs/")
    assert (await house.client.get(other, headers=PAGE)).status_code == 404


async def test_who_only_reads_sees_and_changes_nothing(house: House, client: AsyncTestClient) -> None:
    path = await house.open(telecom(), "Lecture")
    editors = client.cookies.get("staff")
    try:
        await sign_in(client, house.running, role=Role.ANALYST, publisher_id=house.publisher_id)
        page = await house.get(path)
        assert 'name="op"' not in page
        assert (
            await house.post(f"{path}/do", page + 'name="revision" value="1"', op="remove-screen")
        ).status_code == 403
        assert (await client.get(f"{path}/publish", headers=PAGE)).status_code == 403
        for name in ("map", "find", "languages", "settings", "versions", "export", "preview"):
            assert (await client.get(f"{path}/{name}", headers=PAGE)).status_code == 200
    finally:
        client.cookies.set("staff", editors)
