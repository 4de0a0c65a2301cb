"""Solutions: a publisher's website, app or voice IVR that uses us."""

import re
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from msgspec import UNSET, UnsetType

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.publishers.publisher import check_text
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.storage.violations import conflict_when_taken
from dialonce.vault import Session

KINDS = ("ivr", "sdk", "tag", "link")
FIRST_YEAR, LAST_YEAR = 2000, 2200
NOTICE_CHANNELS = ("interface", "ivr", "app")
_ORIGIN = re.compile(r"(https?://(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?)/?", re.IGNORECASE | re.ASCII)


class Solution(msgspec.Struct, frozen=True):
    """`notice_channel` tells how callers get the privacy notice (0-c); for `ivr` and `app`, since `notice_since`."""

    solution_id: UUID
    publisher_id: UUID
    name: str
    kind: str
    allowed_origins: list[str]
    notice_channel: str
    notice_since: datetime | None
    enabled: bool
    created_at: datetime


class NewSolution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    kind: str
    allowed_origins: list[str] = []
    notice_channel: str = "interface"
    notice_since: datetime | None = None


class SolutionChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to change. None leaves a thing as it is, but for the notice's date: None takes it away, UNSET leaves it."""

    name: str | None = None
    allowed_origins: list[str] | None = None
    notice_channel: str | None = None
    notice_since: datetime | UnsetType | None = UNSET
    enabled: bool | None = None


def _one_of(where: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise Invalid("A value is not one of those allowed.", faults=(Fault(where, f"one of {', '.join(allowed)}"),))


def _check_origin(position: int, origin: str) -> str:
    parts = _ORIGIN.fullmatch(origin)
    if parts is None:
        wanted = "scheme, host and port only, such as https://www.example.fr"
        raise Invalid("An origin is not one.", faults=(Fault(f"/allowed_origins/{position}", wanted),))
    return parts[1].lower()


def _check_notice(channel: str, since: datetime | None) -> None:
    _one_of("/notice_channel", channel, NOTICE_CHANNELS)
    if channel != "interface" and since is None:
        wanted = "the moment since when callers hear or see the notice there"
        raise Invalid("The notice needs a date (clause 0-c).", faults=(Fault("/notice_since", wanted),))
    if since is not None:
        check_moment("/notice_since", since)


def check_moment(where: str, moment: datetime) -> None:
    """Raise `Invalid` for a moment without time zone, or of a century that nobody means and no calendar can shift."""
    if moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        wanted = f"with a time zone, of the years {FIRST_YEAR} to {LAST_YEAR}, such as 2026-01-31T00:00:00Z"
        raise Invalid("A moment cannot be used.", faults=(Fault(where, wanted),))


async def create_solution(session: Session, data: NewSolution) -> Solution:
    """Open a solution. Raises `Invalid`, or `Conflict` when the publisher has one of this name."""
    _one_of("/kind", data.kind, KINDS)
    _check_notice(data.notice_channel, data.notice_since)
    solution_id = uuid4()
    values = {
        "solution_id": solution_id,
        "publisher_id": session.publisher,
        "name": check_text("/name", data.name),
        "kind": data.kind,
        "allowed_origins": [_check_origin(i, origin) for i, origin in enumerate(data.allowed_origins)],
        "notice_channel": data.notice_channel,
        "notice_since": data.notice_since,
        "now": session.now,
    }
    with conflict_when_taken("This publisher already has a solution of that name."):
        await execute(session.conn, "solution.add", values)
    return await read_solution(session, solution_id)


async def read_solution(session: Session, solution_id: UUID) -> Solution:
    """One solution of the session's publisher, or `NotFound`."""
    found = await fetch_one(session.conn, "solution.one", {"solution_id": solution_id}, Solution)
    if found is None:
        raise NotFound("There is no such solution.")
    return found


async def list_solutions(session: Session) -> list[Solution]:
    """All solutions of the publisher, by name."""
    return await fetch_all(session.conn, "solution.all", {}, Solution)


async def change_solution(session: Session, solution_id: UUID, change: SolutionChange) -> Solution:
    """Change a solution. Disabling one makes its credentials and tokens useless at once."""
    before = await read_solution(session, solution_id)
    since = before.notice_since if isinstance(change.notice_since, UnsetType) else change.notice_since
    _check_notice(change.notice_channel or before.notice_channel, since)
    origins = change.allowed_origins
    values = {
        "solution_id": solution_id,
        "name": check_text("/name", change.name) if change.name is not None else None,
        "allowed_origins": None if origins is None else [_check_origin(i, origin) for i, origin in enumerate(origins)],
        "notice_channel": change.notice_channel,
        "notice_since": since,
        "enabled": change.enabled,
    }
    with conflict_when_taken("This publisher already has a solution of that name."):
        await execute(session.conn, "solution.change", values)
    return await read_solution(session, solution_id)
