"""The page of an archive shows every value in its row, as a person reads it."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from dialonce.rights.archive.document import FORMAT, ArchiveDocument, DatasetPart, LinePart
from dialonce.rights.archive.page import page_of

LINE = UUID(int=7)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)


def cells(*rows: dict[str, object]) -> list[list[str]]:
    """The cells of the only table, row by row."""
    document = ArchiveDocument(
        format=FORMAT,
        kind="access",
        reference="A-1",
        locale="en",
        made_at=NOON,
        subject_id=UUID(int=1),
        controller="Azur",
        controller_address="",
        privacy_email="",
        dpo="",
        policy_version="1",
        policy_hash="",
        automated_decisions="",
        your_rights=(),
        recipients=(),
        lines={str(LINE): LinePart("3654", "Support")},
        solutions={},
        datasets=(DatasetPart("personal.example", "Example", "test", (), (), rows),),
    )
    body = page_of(document).split("<tbody>")[1].split("</tbody>")[0]
    return [re.findall("<td>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", body)]


@pytest.mark.clause("7-d")
def test_columns_with_gaps_keep_every_value_in_its_row() -> None:
    found = cells(
        {"said": "a", "line_id": LINE}, {"line_id": None}, {"said": "b"}, {"said": "a", "line_id": UUID(int=8)}
    )

    assert found == [["a", "3654 (Support)"], ["", ""], ["b", ""], ["a", str(UUID(int=8))]]


def test_values_are_shown_as_they_are_and_run_nowhere() -> None:
    """The apostrophe that keeps a spreadsheet from running a value is in the CSV alone."""
    assert cells({"said": "=1+1"}, {"said": "<script>"}) == [["=1+1"], ["&lt;script&gt;"]]
