"""What stands around the editor: phone, links, search, languages, publication, map, and who may do what."""

import json
import re
from urllib.parse import urlsplit

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.menus import OUTGOING_CALL
from dialonce.staff import Role
from tests.pages.editing import House, open_house, place_of, telecom
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> House:
    return await open_house(client, running)


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


async def test_search_alone_offers_no_change_and_taking_out_is_asked_for(house: House) -> None:
    path = await house.open(telecom(), "Retirer")
    page = await house.get(f"{path}/find?find=facture&replace=&words=1")
    assert "<mark>facture</mark>" in page
    assert 'name="pick0"' not in page
    (removal,) = re.findall(r'href="([^"]+remove=1)"', page)
    page = await house.get(removal.replace("&amp;", "&"))
    assert "<del>facture</del>" in page
    before = json.dumps(await house.draft(path), ensure_ascii=False).count("facture")
    place_of(await house.post(f"{path}/find", page, find="facture", replace="", words="1", remove="1", pick0="1"))
    assert json.dumps(await house.draft(path), ensure_ascii=False).count("facture") == before - 1


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
    assert refused.status_code == 400
    assert (await house.post(f"{path}/publish", page, op="now", force="yes")).status_code == 303
    page = await house.get(f"{path}/versions?first=1&second=2")
    assert "Être rappelé" in page
    await house.post(f"{path}/versions/1/roll-back", page)
    assert re.search("Reprise de la version 1|Version 1 again", await house.get(f"{path}/versions"))
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


async def test_settings_are_kept_and_the_menu_is_switched_off(house: House) -> None:
    path = await house.open(telecom(), "Réglages")
    sent = {"name": "Autre nom", "shown": "Azur", "culture": "fr", "logo": "", "styles": ".a{color:red}"}
    answer = await house.post(f"{path}/settings", await house.get(f"{path}/settings"), **sent)
    assert answer.status_code == 303
    draft = await house.draft(path)
    assert (draft["name"], draft["styles"]) == ("Azur", ".a{color:red}")
    assert "logo" not in draft
    listed = await house.get(house.base)
    assert "Autre nom" in listed
    assert re.search(r"Switched off|Désactivé", listed)


async def test_menu_without_a_first_screen_is_not_published(house: House) -> None:
    path = await house.open(b'{"name":"Vide","culture":"fr","views":{}}', "Rien à voir")
    refused = await house.post(f"{path}/publish", await house.get(f"{path}/publish"), op="now", force="yes")
    assert refused.status_code == 400
    assert "banner bad" in refused.text
