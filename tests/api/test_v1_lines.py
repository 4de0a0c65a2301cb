"""Lines: one by one, page by page, and in lists of ten thousand."""

import json

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from tests.api.management import NOBODY, Town, assert_problem, make_town

pytestmark = pytest.mark.anyio

CSV = {"Content-Type": "text/csv; charset=utf-8"}


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


async def test_line_is_registered_in_canonical_form_and_changed(town: Town) -> None:
    body = {"number": "01 99 00 10 01", "label": "Hotline", "interface_id": str(town.mine.interface_id)}
    made = await town.me.ask("POST", "/v1/lines", json=body)
    assert made.status_code == 201
    assert made.json()["number"] == "+33199001001"
    changed = await town.me.ask("PATCH", made.headers["location"], json={"enabled": False})
    assert changed.json()["enabled"] is False
    assert (await town.me.ask("GET", made.headers["location"])).json() == changed.json()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"number": "112"}, 400),
        ({"number": "twelve"}, 400),
        ({"number": "+33199001001\u0000"}, 400),
        ({"number": "9" * 41}, 400),
        ({"number": 33199001009}, 400),
        ({}, 400),
        ({"number": "0199001009", "country": "ZZ"}, 400),
        ({"number": "0199001009", "sensitivity": "secret"}, 400),
        ({"number": "0199001009", "label": "x" * 121}, 400),
        ({"number": "0199001009", "label": "\u0000"}, 400),
        ({"number": "0199001009", "enabled": "perhaps"}, 400),
        ({"number": "0199001009", "unknown": 1}, 400),
        ({"number": "0199001009", "interface_id": NOBODY}, 404),
        ({"number": "+33199001000"}, 409),
        ([], 400),
        (None, 400),
    ],
)
async def test_line_with_bad_values_is_refused(town: Town, body: object, status: int) -> None:
    assert_problem(await town.me.ask("POST", "/v1/lines", json=body), status)


async def test_number_of_another_publisher_is_a_conflict(town: Town) -> None:
    assert_problem(await town.me.ask("POST", "/v1/lines", json={"number": town.theirs.number}), 409)


async def test_pages_of_lines_hold_each_line_once(town: Town) -> None:
    numbers = [{"number": f"+3319901{index:04d}"} for index in range(25)]
    await town.me.ask("POST", "/v1/lines/import", json=numbers)
    whole = (await town.me.ask("GET", "/v1/lines?limit=1000")).json()
    assert whole["next"] is None
    seen, after = [], ""
    while after is not None:
        page = (
            await town.me.ask("GET", "/v1/lines", params={"limit": 10, "after": after} if after else {"limit": 10})
        ).json()
        assert len(page["lines"]) <= 10
        seen += page["lines"]
        after = page["next"]
    assert seen == whole["lines"]


@pytest.mark.parametrize(
    "query", ["after=%00", "after=nonsense", "after=" + "x" * 65, "limit=0", "limit=x", "limit=10001"]
)
async def test_unreadable_page_is_refused(town: Town, query: str) -> None:
    assert_problem(await town.me.ask("GET", f"/v1/lines?{query}"), 400)


async def test_import_of_ten_thousand_rows_tells_every_bad_one(town: Town) -> None:
    rows = [f"+33198{index:06d};Line {index};;yes" for index in range(10_000)]
    rows[10] = "not a number;Line 10;;yes"
    rows[2_000] = "+33198000001;again;;yes"
    rows[3_000] = "112;rescue;;yes"
    rows[4_000] = f"{town.theirs.number};theirs;;yes"
    rows[5_000] = f"+33198005000;x;{NOBODY};yes"
    rows[6_000] = "+33198006000;x;;perhaps"
    rows[7_000] = "+33198007000;x;;yes;surplus"
    document = "\ufeffnumber;label;interface_id;enabled\r\n" + "\r\n".join(rows)
    answer = await town.me.ask("POST", "/v1/lines/import", content=document.encode(), headers=CSV)
    assert answer.status_code == 200, answer.text
    report = answer.json()
    bad = {row["row"]: row["reason"] for row in report["bad"]}
    assert list(bad) == [12, 2_002, 3_002, 4_002, 5_002, 6_002, 7_002]
    assert "row 3" in bad[2_002]
    assert "emergency" in bad[3_002]
    assert "another publisher" in bad[4_002]
    assert "interface_id" in bad[5_002]
    assert "enabled" in bad[6_002]
    assert "more cells than columns" in bad[7_002]
    assert (report["added"], report["changed"]) == (9_993, 0)


async def test_import_again_changes_and_adds_nothing(town: Town) -> None:
    rows = [{"number": "0197000001", "country": "FR", "label": "one"}, "+33197000002"]
    first = await town.me.ask("POST", "/v1/lines/import", json=rows)
    again = await town.me.ask("POST", "/v1/lines/import", json=rows)
    assert first.json() == {"added": 2, "changed": 0, "bad": []}
    assert again.json() == {"added": 0, "changed": 2, "bad": []}


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"", {}),
        (b"{}", {}),
        (b"[" * 100_000, {}),
        (b'[{"number": ' + b"[" * 100_000, {}),
        (b"\xff\xfe", CSV),
        (b"", CSV),
        (b"label\nno number", CSV),
        (b'number\n"' + b"1" * 200_000, CSV),
    ],
)
async def test_list_that_is_none_is_refused(town: Town, content: bytes, headers: dict[str, str]) -> None:
    assert_problem(await town.me.ask("POST", "/v1/lines/import", content=content, headers=headers), 400)


@pytest.mark.parametrize(
    "row",
    [
        {"number": "+33197000003", "label": "a\u0000b"},
        {"number": "+33197000003", "\u0000": 1},
        {"number": "+33197000003", "label": int("9" * 400)},
        {"number": "+33197000003", "label": [[{}]]},
        {"number": None},
        {},
        1,
        "",
    ],
)
async def test_strange_row_is_reported_and_the_rest_registered(town: Town, row: object) -> None:
    content = json.dumps([row, "+33197000004"]).encode()
    answer = await town.me.ask("POST", "/v1/lines/import", content=content)
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert [bad["row"] for bad in report["bad"]] == [1]
    assert report["added"] + report["changed"] == 1


async def test_list_over_the_limit_is_too_large(town: Town) -> None:
    content = b"number\n" + b"+33197000003\n" * 1_300_000
    assert_problem(await town.me.ask("POST", "/v1/lines/import", content=content, headers=CSV), 413)
