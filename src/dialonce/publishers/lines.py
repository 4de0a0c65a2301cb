"""Lines: the finite list of registered numbers (3.1-e)."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from msgspec import UNSET, UnsetType

from dialonce.errors import Conflict, Fault, Invalid, NotFound
from dialonce.numbers import parse_line
from dialonce.publishers.opening_hours import canonical_hours
from dialonce.publishers.publisher import check_text
from dialonce.storage.queries import execute, fetch_all, fetch_one, fetch_value
from dialonce.vault import Session

SENSITIVITIES = ("ordinary", "special")
LONGEST_LABEL = 120
LONGEST_HOURS = 500


class Line(msgspec.Struct, frozen=True):
    """A registered number in canonical form: E.164, or country and digits of a short code (`FR:3654`)."""

    line_id: UUID
    publisher_id: UUID
    number: str
    label: str
    sensitivity: str
    opening_hours: str
    interface_id: UUID | None
    enabled: bool
    created_at: datetime
    updated_at: datetime


class NewLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`country` is needed for national numbers and short codes; the publisher's own when left out."""

    number: str
    country: str | None = None
    label: str = ""
    sensitivity: str = "ordinary"
    opening_hours: str = ""
    interface_id: UUID | None = None
    enabled: bool = True


class LineChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to change. None leaves a thing as it is, but for the interface: None takes it away, UNSET leaves it.

    The number of a line never changes: register another.
    """

    label: str | None = None
    sensitivity: str | None = None
    opening_hours: str | None = None
    interface_id: UUID | UnsetType | None = UNSET
    enabled: bool | None = None


def canonical_number(session: Session, text: str, country: str | None) -> str:
    """The canonical form of a line's number; `Invalid` when it is none, or an emergency service."""
    home = session.directory.publishers.get(session.publisher)
    return parse_line(text, country or (home.country if home else None)).text


def check_line(data: NewLine) -> None:
    """Raise `Invalid` for what cannot stand in a line."""
    check_fields(data.label, data.sensitivity, data.opening_hours)


def check_fields(label: str | None, sensitivity: str | None, opening_hours: str | None) -> None:
    """Raise `Invalid` for a label, sensitivity or opening hours that cannot stand in a line."""
    check_text("/label", label or "", LONGEST_LABEL, least=0)
    check_text("/opening_hours", opening_hours or "", LONGEST_HOURS, least=0)
    canonical_hours(opening_hours or "")
    if sensitivity is not None and sensitivity not in SENSITIVITIES:
        wanted = f"one of {', '.join(SENSITIVITIES)}"
        raise Invalid("The line has a value that cannot be.", faults=(Fault("/sensitivity", wanted),))


async def check_interface_exists(session: Session, interface_id: UUID | None) -> None:
    """Raise `NotFound` unless the interface is this publisher's."""
    if interface_id is None:
        return
    if await fetch_value(session.conn, "interface.one", {"interface_id": interface_id}) is None:
        raise NotFound("There is no such interface.")


async def register_line(session: Session, data: NewLine) -> Line:
    """Register a number. Raises `Invalid`, or `Conflict` when it is registered already."""
    check_line(data)
    await check_interface_exists(session, data.interface_id)
    line_id = uuid4()
    values = {
        "line_id": line_id,
        "publisher_id": session.publisher,
        "number": canonical_number(session, data.number, data.country),
        "label": data.label,
        "sensitivity": data.sensitivity,
        "opening_hours": canonical_hours(data.opening_hours),
        "interface_id": data.interface_id,
        "enabled": data.enabled,
        "now": session.now,
    }
    if not await execute(session.conn, "line.add", values):
        raise Conflict("This number is registered already.")
    return await read_line(session, line_id)


async def read_line(session: Session, line_id: UUID) -> Line:
    """One line of the session's publisher, or `NotFound`."""
    found = await fetch_one(session.conn, "line.one", {"line_id": line_id}, Line)
    if found is None:
        raise NotFound("There is no such line.")
    return found


async def list_lines(session: Session, *, after: str = "", limit: int = 500) -> list[Line]:
    """Lines in the order of their numbers, from the first after `after`."""
    return await fetch_all(session.conn, "line.all", {"after": after, "limit": limit}, Line)


class LinePage(msgspec.Struct, frozen=True):
    """A page of the lines that a search found, and how many it found."""

    lines: list[Line]
    total: int


class _Found(Line, frozen=True):
    total: int


async def search_lines(session: Session, text: str = "", *, offset: int = 0, limit: int = 50) -> LinePage:
    """Lines by a part of their label, some of their digits, or the number as people write it; all of them for no text."""
    text = text.strip()[:LONGEST_LABEL]
    values = {
        "text": text,
        "digits": "".join(char for char in text if char in "0123456789") if not any(map(str.isalpha, text)) else "",
        "number": _number_in(session, text),
        "limit": limit,
        "offset": offset,
    }
    found = await fetch_all(session.conn, "line.search", values, _Found)
    names = Line.__struct_fields__
    lines = [Line(**{name: getattr(row, name) for name in names}) for row in found]
    return LinePage(lines, found[0].total if found else 0)


def _number_in(session: Session, text: str) -> str:
    """The canonical number that a text is; empty when it is none."""
    try:
        return canonical_number(session, text, None) if text else ""
    except Invalid:
        return ""


async def change_line(session: Session, line_id: UUID, change: LineChange) -> Line:
    """Change a line. A disabled one is as if it were not registered."""
    check_fields(change.label, change.sensitivity, change.opening_hours)
    interface_id = None if isinstance(change.interface_id, UnsetType) else change.interface_id
    await check_interface_exists(session, interface_id)
    values = {
        **msgspec.structs.asdict(change),
        "line_id": line_id,
        "opening_hours": None if change.opening_hours is None else canonical_hours(change.opening_hours),
        "interface_id": interface_id,
        "interface_is_given": change.interface_id is not UNSET,
        "now": session.now,
    }
    if not await execute(session.conn, "line.change", values):
        raise NotFound("There is no such line.")
    return await read_line(session, line_id)
