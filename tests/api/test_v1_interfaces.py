"""Interfaces: a document comes in, is checked, published, compared and rolled back, and comes out as it was."""

import json
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.menus import demo_interface
from tests.api.management import Town, assert_problem, make_town
from tests.menus.documents import SCREENS, as_bytes, large_document, large_document_bytes, wide_document

pytestmark = pytest.mark.anyio

DEMO = demo_interface("fr")


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


async def imported(town: Town, name: str, document: bytes = DEMO) -> str:
    """The address of a new interface."""
    made = await town.me.ask("POST", "/v1/interfaces", params={"name": name}, content=document)
    assert made.status_code == 201, made.text
    assert made.headers["etag"] == '"1"'
    location: str = made.headers["location"]
    return location


async def published(town: Town, path: str, **body: Any) -> int:
    answer = await town.me.ask("POST", f"{path}/versions", json={"force": True, **body})
    assert answer.status_code == 201, answer.text
    version: int = answer.json()["version"]
    return version


async def replaced(town: Town, path: str, document: bytes) -> None:
    tag = (await town.me.ask("GET", f"{path}/draft")).headers["etag"]
    answer = await town.me.ask("PUT", f"{path}/draft", content=document, headers={"If-Match": tag})
    assert answer.status_code == 204, answer.text


def renamed(document: bytes, name: str) -> bytes:
    return as_bytes({**json.loads(document), "name": name})


async def test_large_document_comes_out_byte_for_byte(town: Town) -> None:
    document = large_document_bytes()
    path = await imported(town, "Large", document)
    exported = await town.me.ask("GET", f"{path}/draft")
    assert exported.headers["content-type"] == "application/json"
    assert exported.content == document
    version = await published(town, path)
    assert (await town.me.ask("GET", f"{path}/versions/{version}/document")).content == document


async def test_spacing_and_order_of_a_document_stay(town: Town) -> None:
    document = b'{ "views" : {"outgoing-call":[]},\n\t"name":"\\u00c9t\\u00e9", "culture":"fr" , "zz": 1.0e2 }\n'
    path = await imported(town, "Spacing", document)
    assert (await town.me.ask("GET", f"{path}/draft")).content == document


async def test_document_without_culture_is_in_the_publishers_language(town: Town) -> None:
    path = await imported(town, "Bare", b"{}")
    assert (await town.me.ask("GET", path)).json()["culture"] == "fr"
    await replaced(town, path, b'{"name": "Still bare"}')


async def test_check_tells_findings_in_both_languages(town: Town) -> None:
    document = large_document()
    document["views"]["outgoing-call"][0]["elements"][2]["data"]["value"] = "nowhere"
    path = await imported(town, "Checked", as_bytes(document))
    findings = (await town.me.ask("GET", f"{path}/check")).json()
    errors = [finding for finding in findings if finding["severity"] == "error"]
    assert errors
    assert errors[0]["pointer"].startswith("/views/outgoing-call/")
    assert errors[0]["fr"] != errors[0]["en"]
    problem = assert_problem(await town.me.ask("POST", f"{path}/versions", json={}), 400)
    assert problem["faults"][0]["where"] == errors[0]["pointer"]
    assert await published(town, path, note="all the same") == 1


async def test_draft_is_replaced_only_over_what_was_read(town: Town) -> None:
    path = await imported(town, "Edited")
    put = f"{path}/draft"
    other = renamed(DEMO, "Other")
    assert_problem(await town.me.ask("PUT", put, content=other), 428)
    first = await town.me.ask("PUT", put, content=other, headers={"If-Match": '"1"'})
    assert (first.status_code, first.headers["etag"]) == (204, '"2"')
    assert_problem(await town.me.ask("PUT", put, content=DEMO, headers={"If-Match": '"1"'}), 412)
    assert_problem(await town.me.ask("PUT", put, content=DEMO, headers={"If-Match": 'W/"2"'}), 412)
    assert (await town.me.ask("GET", put)).content == other


async def test_versions_stay_and_roll_back(town: Town) -> None:
    path = await imported(town, "Versions")
    assert await published(town, path, note="first") == 1
    await replaced(town, path, renamed(DEMO, "Second"))
    assert await published(town, path, note="second") == 2
    back = await town.me.ask("POST", f"{path}/rollback", json={"version": 1})
    assert (back.status_code, back.json()["version"]) == (201, 3)
    assert (await town.me.ask("GET", back.headers["location"])).json() == back.json()
    assert (await town.me.ask("GET", f"{path}/versions/3/document")).content == DEMO
    versions = (await town.me.ask("GET", f"{path}/versions")).json()
    assert [(one["version"], one["note"]) for one in versions] == [(3, "= 1"), (2, "second"), (1, "first")]
    assert (await town.me.ask("GET", path)).json()["published_version"] == 3


async def test_diff_tells_what_changed_between_two_texts(town: Town) -> None:
    path = await imported(town, "Compared")
    await published(town, path)
    assert (await town.me.ask("GET", f"{path}/diff?from=1")).json() == []
    document = json.loads(DEMO)
    document["name"] = "Autre"
    document["huge"] = 10**400
    await replaced(town, path, as_bytes(document))
    changes = (await town.me.ask("GET", f"{path}/diff?from=1&to=draft")).json()
    details = {detail["pointer"]: (detail["before"], detail["after"]) for detail in changes[0]["details"]}
    assert details == {
        "/name": (json.dumps(json.loads(DEMO)["name"], ensure_ascii=False), '"Autre"'),
        "/huge": (None, "1" + "0" * 400),
    }


async def test_outline_maps_every_screen(town: Town) -> None:
    path = await imported(town, "Mapped", large_document_bytes())
    outlines = {one["event"]: one for one in (await town.me.ask("GET", f"{path}/outline")).json()}
    assert sum(len(one["nodes"]) for one in outlines.values()) == SCREENS
    assert outlines["outgoing-call"]["nodes"][0]["taps"] == 0
    assert outlines["outgoing-call"]["edges"]


async def test_qr_code_leads_to_the_public_address_once_published(town: Town) -> None:
    path = await imported(town, "Coded")
    assert_problem(await town.me.ask("GET", f"{path}/qr.svg"), 404)
    await published(town, path)
    slug = (await town.me.ask("GET", path)).json()["slug"]
    svg = await town.me.ask("GET", f"{path}/qr.svg")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert f"/m/{slug}</title>" in svg.text
    png = await town.me.ask("GET", f"{path}/qr.png?scale=4")
    assert (png.headers["content-type"], png.content[:4]) == ("image/png", b"\x89PNG")
    assert_problem(await town.me.ask("GET", f"{path}/qr.png?scale=4000"), 400)


async def test_interface_is_renamed_and_disabled(town: Town) -> None:
    path = await imported(town, "Before")
    changed = await town.me.ask("PATCH", path, json={"name": "After", "enabled": False})
    assert (changed.json()["name"], changed.json()["enabled"]) == ("After", False)
    listed = {one["name"] for one in (await town.me.ask("GET", "/v1/interfaces")).json()}
    assert "After" in listed
    assert "Before" not in listed
    await imported(town, "Before")
    assert_problem(await town.me.ask("PATCH", path, json={"name": "Before"}), 409)


@pytest.mark.parametrize(
    ("document", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{broken", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"name": "a\\u0000b", "views": {}}', 400),
        (b'{"name": "\\ud800", "views": {}}', 400),
        (b'{"views": {"outgoing-call": 7}}', 400),
        (b'{"a": NaN}', 400),
        (as_bytes(wide_document(10_020)), 413),
        (b'{"name": "' + b"x" * 2 * 1024 * 1024 + b'"}', 413),
    ],
)
async def test_document_that_is_none_is_refused_and_nothing_kept(town: Town, document: bytes, status: int) -> None:
    before = (await town.me.ask("GET", "/v1/interfaces")).json()
    answer = await town.me.ask("POST", "/v1/interfaces", content=document)
    assert_problem(answer, answer.status_code)
    assert answer.status_code in (400, 413), answer.text
    assert (await town.me.ask("GET", "/v1/interfaces")).json() == before


@pytest.mark.parametrize("query", ["name=%00", "slug=Not+One", "name=" + "x" * 121, "slug=" + "x" * 41])
async def test_unusable_name_is_refused(town: Town, query: str) -> None:
    assert_problem(await town.me.ask("POST", f"/v1/interfaces?{query}", content=DEMO), 400)


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/versions/7", {}, 404),
        ("GET", "/versions/99999999999999999999", {}, 404),
        ("GET", "/versions/99999999999999999999/document", {}, 404),
        ("GET", "/versions/-1", {}, 404),
        ("GET", "/versions/x", {}, 404),
        ("POST", "/rollback", {"json": {"version": 7}}, 404),
        ("POST", "/rollback", {"json": {"version": 10**30}}, 400),
        ("POST", "/rollback", {"json": {}}, 400),
        ("POST", "/versions", {"json": {"force": "yes"}}, 400),
        ("POST", "/versions", {"json": {"note": "\u0000", "force": True}}, 400),
        ("GET", "/diff", {}, 400),
        ("GET", "/diff?from=yesterday", {}, 400),
        ("GET", "/diff?from=7", {}, 404),
        ("GET", "/outline?version=²", {}, 400),
        ("PUT", "/draft", {"content": b"{}", "headers": {"If-Match": '"999999999"'}}, 412),
    ],
)
async def test_bad_question_about_an_interface_is_answered_clearly(
    town: Town, method: str, path: str, more: dict[str, Any], status: int
) -> None:
    base = f"/v1/interfaces/{town.mine.interface_id}"
    assert_problem(await town.me.ask(method, base + path, **more), status)
