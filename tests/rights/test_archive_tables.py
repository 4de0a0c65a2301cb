"""The CSV of an archive tells every value, and gives a spreadsheet nothing to run."""

import csv
import io
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.rights.archive.document import DatasetPart
from dialonce.rights.archive.tables import csv_of

words = st.text(st.characters(exclude_characters="\0\r", codec="utf-8"), max_size=12)


def read(*rows: dict[str, object]) -> list[dict[str, str]]:
    text = csv_of(DatasetPart("personal.example", "Example", "test", (), (), rows)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.clause("7-d")
@given(column=st.lists(st.none() | words, min_size=1))
def test_texts_come_back_and_formulas_do_not_run(column: list[str | None]) -> None:
    # A second column, since a line that is empty altogether is none to a reader.
    found = read(*({"place": str(place), "said": said} for place, said in enumerate(column)))

    expected = ["" if said is None else f"'{said}" if said.startswith(("=", "@", "\t")) else said for said in column]
    assert [row["said"] for row in found] == expected


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "\tx", "\rx"])
def test_one_formula_among_harmless_texts_is_disarmed(formula: str) -> None:
    found = read({"said": "hello"}, {"said": formula}, {"said": "world"})

    assert [row["said"] for row in found] == ["hello", f"'{formula}", "world"]


@given(rows=st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_file_is_what_the_library_writes(rows: list[tuple[str, str]]) -> None:
    expected = io.StringIO()
    disarmed = [[f"'{value}" if value.startswith(("=", "@", "\t")) else value for value in row] for row in rows]
    csv.writer(expected, lineterminator="\r\n").writerows([["a", "b"], *disarmed])

    part = DatasetPart("personal.example", "Example", "test", (), (), tuple({"a": a, "b": b} for a, b in rows))
    assert csv_of(part).decode("utf-8-sig") == expected.getvalue()


def test_row_without_a_field_leaves_it_empty() -> None:
    assert read({"a": "1", "b": "2"}, {"b": "3"}) == [{"a": "1", "b": "2"}, {"a": "", "b": "3"}]


def test_ids_moments_and_structures_are_text() -> None:
    (row,) = read(
        {
            "id": UUID(int=7),
            "at": datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            "count": 3,
            "yes": True,
            "details": {"sda": "=1", "list": [1, 2]},
        }
    )

    assert row == {
        "id": "00000000-0000-0000-0000-000000000007",
        "at": "2026-03-29T01:30:00Z",
        "count": "3",
        "yes": "True",
        "details": '{"sda":"=1","list":[1,2]}',
    }
