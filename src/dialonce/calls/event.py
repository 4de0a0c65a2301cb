"""An event as a device or a voice script reports it, and what became of it.

Nothing in it can hold a contact's name or anything else of an address book, and no sender can add such a member (3.1-u).
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from dialonce.storage.directory import LineEntry, PublisherEntry, SolutionEntry

EventType = Literal[
    "call-start",
    "call-incoming",
    "call-end",
    "call-error",
    "call-continued",
    "answer-get-sms",
    "answer-no-sms",
    "menu-shown",
    "menu-closed",
    "screen-view",
    "button",
    "form",
    "rating",
]
SCREEN_KINDS = {"screen-view": "screen", "button": "button", "form": "form", "rating": "rating"}

Sender = tuple[PublisherEntry, SolutionEntry]
Status = Literal["accepted", "duplicate", "refused", "invalid"]
Id = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """One event. `id` is the idempotency key, unique for its publisher: sent twice, stored once."""

    id: Id
    type: EventType
    occurred_at: Annotated[datetime, Meta(tz=True)]
    line: Annotated[str, Meta(max_length=40)]
    caller: Annotated[str, Meta(max_length=40)] | None = None
    device: Annotated[str, Meta(min_length=8, max_length=64)] | None = None
    culture: Annotated[str, Meta(max_length=16, pattern="^[A-Za-z]*([-_][A-Za-z]+)*$")] = ""
    screen: Name = ""
    element: Name = ""
    value: Annotated[str, Meta(max_length=500)] | None = None


class EventResult(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What became of one event. `refused` names the clauses; nothing that the event held is repeated but its id."""

    id: str
    status: Status
    clauses: tuple[str, ...] = ()
    reason: str = ""


class Taken(msgspec.Struct, frozen=True, gc=False):
    """An event that may be recorded: its line is registered and its time is plausible.

    `row_id` is its idempotency key as stored, unrelated between publishers. `identifier` is the kind and value that lead to
    the caller, None when it only counts.
    """

    event: Event
    solution: SolutionEntry
    line: LineEntry
    row_id: UUID
    identifier: tuple[str, str] | None
