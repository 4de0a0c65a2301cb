"""Lists of lines from CSV or JSON: the good rows are registered, every bad one comes back with its place and reason."""

import asyncio
import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Fault, Invalid, TooLarge
from dialonce.publishers.lines import NewLine, canonical_number, check_line
from dialonce.publishers.opening_hours import canonical_hours
from dialonce.storage.queries import fetch_all
from dialonce.vault import Session

MOST_ROWS = 100_000
ROWS_AT_A_TIME = 256
ROWS_A_STATEMENT = 2_000
LONGEST_SHOWN = 200
REJECTS = frozenset(("row", "reason"))  # columns of a list of rejects, mended and given again
SURPLUS = "more cells than columns"
COLUMNS = frozenset(NewLine.__struct_fields__)
_TRUE = frozenset(("1", "true", "yes", "oui", "vrai", ""))
_FALSE = frozenset(("0", "false", "no", "non", "faux"))


class BadRow(msgspec.Struct, frozen=True):
    """A row that was not registered. `row` counts from 1 (in CSV: the line of the file); `given` is what stood there.

    `code` is the column at fault, or `columns` (too many cells), `twice` (the number of row `same_as`), `taken` (another's).
    """

    row: int
    code: str
    reason: str
    given: Mapping[str, str]
    same_as: int | None = None


class ImportReport(msgspec.Struct, frozen=True):
    """What became of every row: `added + changed + len(bad)` is the number of rows given."""

    added: int
    changed: int
    bad: list[BadRow]


def _bad(row: int, code: str, reason: str, given: Mapping[str, Any], same_as: int | None = None) -> BadRow:
    shown = itertools.islice(given.items(), len(COLUMNS) + 1)
    return BadRow(row, code, reason, {name[:LONGEST_SHOWN]: _cell(value) for name, value in shown}, same_as)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


class _Outcome(msgspec.Struct, frozen=True):
    number: str
    added: bool


class _Row(msgspec.Struct, frozen=True):
    row: int
    number: str
    line: NewLine
    given: Mapping[str, Any]


def read_csv(data: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows of a CSV file with their line numbers. Separator `,` or `;`, UTF-8 with or without a mark.

    Raises `Invalid` when the file has no header with a column `number`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Invalid("The file is not UTF-8; save it as “CSV UTF-8”.") from wrong
    header = text.partition("\n")[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=None), delimiter=separator, restkey=SURPLUS)
    try:
        reader.fieldnames = _columns(reader.fieldnames or ())
        for row in reader:
            yield reader.line_num, {name: value for name, value in row.items() if name not in REJECTS}
    except csv.Error as wrong:
        raise Invalid(
            "The file is not CSV; nothing was registered.", faults=(Fault(f"line {reader.line_num}", str(wrong)),)
        ) from wrong


def _columns(header: Sequence[str]) -> list[str]:
    names = [name.strip().lower() for name in header]
    if "number" not in names or not set(names) <= COLUMNS | REJECTS:
        wanted = f"number, and any of {', '.join(sorted(COLUMNS - {'number'}))}"
        raise Invalid("The header of the file is not as expected.", faults=(Fault("line 1", wanted),))
    return names


def read_json(data: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows of a JSON list of objects, or of plain numbers, counted from 1. Raises `Invalid` when it is something else."""
    try:
        rows = msgspec.json.decode(data, type=list[Any])
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise Invalid("The file is not a JSON list of lines.", faults=(Fault("", str(wrong)),)) from wrong
    for position, row in enumerate(rows, start=1):
        yield position, _row_of(row)


def _row_of(item: object) -> Mapping[str, Any]:
    """A JSON item as a row; a plain item is the number, whatever it is."""
    row = item if isinstance(item, dict) else {"number": item}
    number = row.get("number")
    return {**row, "number": str(number)} if isinstance(number, int) and not isinstance(number, bool) else row


async def import_lines(session: Session, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> ImportReport:
    """Register or bring up to date every good row, in the session's transaction; report every other."""
    good: dict[str, _Row] = {}
    bad: list[BadRow] = []
    for count, (row, given) in enumerate(rows):
        if count % ROWS_AT_A_TIME == 0:
            await asyncio.sleep(0)  # a long list must not keep callers waiting
        if len(good) + len(bad) >= MOST_ROWS:
            raise TooLarge(f"At most {MOST_ROWS} lines at a time; split the file. Nothing was registered.")
        read = _read_row(session, row, given)
        if isinstance(read, _Row) and read.number in good:
            first = good[read.number].row
            read = _bad(row, "twice", f"the same number as row {first}", given, first)
        if isinstance(read, BadRow):
            bad.append(read)
        else:
            good[read.number] = read
    return await _store(session, good, bad)


async def preview_lines(session: Session, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> ImportReport:
    """What `import_lines` would do with these rows. Nothing is changed."""
    async with session.conn.transaction(force_rollback=True):
        return await import_lines(session, rows)


def _read_row(session: Session, row: int, given: Mapping[str, Any]) -> _Row | BadRow:
    try:
        line = msgspec.convert(_cells(given), NewLine, strict=False)
        check_line(line)
        if line.interface_id is not None and not _is_ours(session, line.interface_id):
            return _bad(row, "interface_id", "interface_id: there is no such interface", given)
        return _Row(row, canonical_number(session, line.number, line.country), line, given)
    except msgspec.ValidationError as wrong:
        return _bad(row, _column_named(str(wrong)), str(wrong), given)
    except Invalid as wrong:
        what = "; ".join(f"{fault.where.strip('/')}: {fault.what}" for fault in wrong.faults)
        at_fault = wrong.faults[0].where.strip("/") if wrong.faults else ""
        return _bad(row, at_fault if at_fault in COLUMNS else "number", what or wrong.detail, given)


def _column_named(message: str) -> str:
    """The column that msgspec speaks of; a member it does not know is one too many."""
    return next((name for name in COLUMNS if f"$.{name}`" in message or f"field `{name}`" in message), "columns")


def _cells(given: Mapping[str, Any]) -> dict[str, Any]:
    """A row without its empty cells, with yes and no as people write them."""
    cells = {name: value for name, value in given.items() if value not in (None, "")}
    enabled = str(cells.pop("enabled", "")).strip().lower()
    if enabled not in _TRUE | _FALSE:
        raise Invalid("Not yes or no.", faults=(Fault("enabled", "true or false"),))
    return {**cells, "enabled": enabled in _TRUE}


def _is_ours(session: Session, interface_id: UUID) -> bool:
    entry = session.directory.interfaces.get(interface_id)
    return entry is not None and entry.publisher_id == session.publisher


async def _store(session: Session, good: Mapping[str, _Row], bad: list[BadRow]) -> ImportReport:
    rows = list(good.values())
    outcomes: list[_Outcome] = []
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        values = _columns_of(session, rows[start : start + ROWS_A_STATEMENT])
        outcomes += await fetch_all(session.conn, "line.import", values, _Outcome)
    stored = {outcome.number for outcome in outcomes}
    taken = [
        _bad(row.row, "taken", "another publisher has this number", row.given)
        for row in rows
        if row.number not in stored
    ]
    added = sum(outcome.added for outcome in outcomes)
    return ImportReport(added, len(outcomes) - added, sorted([*bad, *taken], key=lambda row: row.row))


def _columns_of(session: Session, rows: Sequence[_Row]) -> dict[str, object]:
    lines = [row.line for row in rows]
    return {
        "publisher_id": session.publisher,
        "now": session.now,
        "line_ids": [uuid4() for _ in lines],
        "numbers": [row.number for row in rows],
        "labels": [line.label for line in lines],
        "sensitivities": [line.sensitivity for line in lines],
        "opening_hours": [canonical_hours(line.opening_hours) for line in lines],
        "interface_ids": [line.interface_id for line in lines],
        "enabled": [line.enabled for line in lines],
    }
