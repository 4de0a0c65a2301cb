"""The editor through its forms, as a browser without script uses them."""

import json
import re
from html import unescape
from uuid import UUID

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.menus import OUTGOING_CALL, import_classic
from dialonce.publishers import list_edits
from dialonce.vault import SYSTEM
from tests.pages.editing import House, fields_of, open_house, place_of, telecom, token_of
from tests.staff_of import PAGE

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> House:
    return await open_house(client, running)


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
    assert broken.status_code == 400


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
            re.DOTALL,
        )
        if form is None:
            continue
        await house.post(f"{path}/do", page, **fields_of(form[0]))
    assert await house.draft(path) == json.loads(telecom())
    async with house.running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        assert await list_edits(session, UUID(path.rsplit("/", 1)[1])) == []


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


async def test_change_that_cannot_be_is_refused_in_words(house: House) -> None:
    path = await house.open(telecom(), "Refusé")
    page = await house.get(f"{path}?screen=1")
    taken = await house.post(f"{path}/do", page, op="change-screen", screen="1", name="x", address="20")
    assert taken.status_code == 409
    gone = await house.post(f"{path}/do", page, op="remove-element", screen="1", element="77")
    assert gone.status_code == 404
    unknown = await house.post(f"{path}/do", page, op="dance", screen="1")
    assert unknown.status_code == 400
    for answer in (taken, gone, unknown):
        assert "banner bad" in answer.text
    assert await house.draft(path) == json.loads(telecom())
