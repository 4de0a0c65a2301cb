"""Lists of lines: every row is added, changed or reported with its place; none is lost."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialonce.app.parts import Running
from dialonce.errors import Invalid
from dialonce.publishers import ImportReport, import_lines, list_lines, read_csv, read_json
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

Rows = list[tuple[int, Mapping[str, Any]]]


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture(scope="module")
async def neighbour(running: Running) -> Furnished:
    return await furnish(running, name="Voisin", number="+33199002000")


async def take(running: Running, publisher_id: UUID, rows: Rows) -> ImportReport:
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        return await import_lines(session, iter(rows))


numbers = st.one_of(
    st.sampled_from(("3654", "700", "0199003001", "+33199003001", "01 99 00 30 02", "112", "XXX", "", "+33", "0000")),
    st.text(max_size=12),
)
cells = st.one_of(st.text(max_size=8), st.integers(), st.none(), st.booleans(), st.lists(st.integers(), max_size=2))
rows_of_anything = st.lists(
    st.one_of(
        st.fixed_dictionaries({"number": numbers}),
        st.dictionaries(
            st.sampled_from(
                ("number", "country", "label", "sensitivity", "opening_hours", "interface_id", "enabled", "?")
            ),
            st.one_of(cells, numbers),
        ),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_rows=rows_of_anything)
async def test_no_row_is_lost(running: Running, house: Furnished, given_rows: list[dict[str, Any]]) -> None:
    rows: Rows = list(enumerate(given_rows, start=1))
    report = await take(running, house.publisher_id, rows)
    assert report.added + report.changed + len(report.bad) == len(rows)
    assert [bad.row for bad in report.bad] == sorted(bad.row for bad in report.bad)
    assert all(bad.reason for bad in report.bad)


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=9), max_size=6), st.sampled_from(",;"))
def test_any_csv_is_read_or_refused(cells: list[list[str]], separator: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([["number", "label"], *cells])
    rows = read_or_refuse(text.getvalue().encode("utf-8", "ignore"))
    assert rows is None or len(rows) <= len(cells)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
    read_or_refuse(b"number\n" + data)
    try:
        list(read_json(data))
    except Invalid as wrong:
        assert wrong.detail  # noqa: PT017 - either way is right; a refusal says why


def read_or_refuse(data: bytes) -> Rows | None:
    try:
        return list(read_csv(data))
    except Invalid:
        return None


async def test_number_of_another_publisher_is_a_bad_row(
    running: Running, house: Furnished, neighbour: Furnished
) -> None:
    rows: Rows = [
        (1, {"number": "+33199004001"}),
        (2, {"number": neighbour.number, "label": "mine now"}),
        (3, {"number": "+33199004002"}),
    ]
    report = await take(running, house.publisher_id, rows)
    assert (report.added, report.changed) == (2, 0)
    assert [(bad.row, bad.reason) for bad in report.bad] == [(2, "another publisher has this number")]
    async with running.parts.vault.session([neighbour.publisher_id], SYSTEM) as session:
        (line,) = await list_lines(session)
    assert line.label == ""


async def test_second_import_changes_what_the_first_added(running: Running, house: Furnished) -> None:
    rows: Rows = [(1, {"number": "+33199005001"}), (2, {"number": "+33199005002", "label": "Ventes"})]
    assert (await take(running, house.publisher_id, rows)).added == 2
    report = await take(running, house.publisher_id, [(1, {"number": "0199005001", "label": "Aide", "enabled": "non"})])
    assert (report.added, report.changed, report.bad) == (0, 1, [])
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        lines = {line.number: line for line in await list_lines(session)}
    assert (lines["+33199005001"].label, lines["+33199005001"].enabled) == ("Aide", False)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"number": ""}, "number"),
        ({"label": "x"}, "number"),
        ({"number": "112"}, "emergency"),
        ({"number": "XXX"}, "telephone number"),
        ({"number": "+33199006001", "sensitivity": "secret"}, "sensitivity"),
        ({"number": "+33199006001", "label": "x" * 121}, "label"),
        ({"number": "+33199006001", "label": "a\x00b"}, "label"),
        ({"number": "+33199006001", "enabled": "maybe"}, "enabled"),
        ({"number": "+33199006001", "interface_id": "x"}, "interface_id"),
        ({"number": "+33199006001", "interface_id": str(uuid4())}, "interface_id"),
        ({"number": "+33199006001", "color": "red"}, "color"),
    ],
)
async def test_bad_row_says_why(running: Running, house: Furnished, row: dict[str, str], reason: str) -> None:
    report = await take(running, house.publisher_id, [(7, row)])
    assert (report.added, report.changed) == (0, 0)
    assert report.bad[0].row == 7
    assert reason in report.bad[0].reason


async def test_number_given_twice_is_reported_with_the_first(running: Running, house: Furnished) -> None:
    rows: Rows = [(2, {"number": "+33199007001"}), (3, {"number": "0199007001"})]
    report = await take(running, house.publisher_id, rows)
    assert report.added == 1
    assert [(bad.row, "row 2" in bad.reason) for bad in report.bad] == [(3, True)]


@pytest.mark.parametrize(
    "file",
    ["number;label\r\n3654;\u00c9t\u00e9\r\n", "\ufeffnumber,label\n3654,Été\n", 'NUMBER , label\n"3654","Été"\n'],
)
def test_csv_as_people_save_it_is_read(file: str) -> None:
    ((place, row),) = read_csv(file.encode())
    assert (place, row["number"], row["label"]) == (2, "3654", "Été")


@pytest.mark.parametrize(
    "file", [b"", b"label\nx", b"number,colour\n1,2", b"number\n\xff", b"number\n" + b"x" * 200_000]
)
def test_unreadable_csv_is_refused(file: bytes) -> None:
    with pytest.raises(Invalid):
        list(read_csv(file))


@pytest.mark.parametrize(
    ("text", "count"), [("[]", 0), ('["3654"]', 1), ("[3654]", 1), ('[{"number":3654}]', 1), ('["3654", 7.5, null]', 3)]
)
async def test_json_rows_are_all_accounted_for(running: Running, house: Furnished, text: str, count: int) -> None:
    report = await take(running, house.publisher_id, list(read_json(text.encode())))
    assert report.added + report.changed + len(report.bad) == count


@pytest.mark.parametrize("text", ["", "{}", "null", "[", "[" * 9_000, '"3654"'])
def test_unreadable_json_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        list(read_json(text.encode()))


async def test_report_can_be_written_as_json(running: Running, house: Furnished) -> None:
    import msgspec

    rows = list(read_csv(b"number,label\nXXX,a,b,c\n"))
    report = await take(running, house.publisher_id, rows)
    assert len(json.loads(msgspec.json.encode(report))["bad"]) == 1
