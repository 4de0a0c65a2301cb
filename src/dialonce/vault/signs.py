"""What is heard of a running call, and what is told of one that has ended: in neither does anything lead to anybody."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from dialonce.vault.counters import NOWHERE

Outcome = Literal["no-answer", "declined", "not-opened", "solved", "voice", "failed"]
OUTCOMES: tuple[Outcome, ...] = ("no-answer", "declined", "not-opened", "solved", "voice", "failed")
"""What a call can have come to; each has one outcome."""


class Sign(msgspec.Struct, frozen=True, gc=False):
    """One sign of a running call: a step, a screen, a choice. `value` is what was dialled or rated."""

    publisher_id: UUID
    line_id: UUID
    at: datetime
    kind: str
    screen: str = ""
    value: str = ""
    solution_id: UUID = NOWHERE
    interface_id: UUID = NOWHERE
    interface_version: int = 0
    culture: str = ""
    device: str = ""
    region: str = ""


class EndedCall(msgspec.Struct, frozen=True):
    """What a call came to. `happened` are events and values for goals; `first` of its caller's day.

    `screens` are the first ones that it saw; `last_screen` is where it ended, however many there were.
    """

    publisher_id: UUID
    line_id: UUID
    began_at: datetime
    outcome: Outcome
    solution_id: UUID
    interface_id: UUID
    interface_version: int
    culture: str
    device: str
    region: str
    first: bool
    answered_after: float | None
    screens: tuple[str, ...]
    last_screen: str
    rating: float | None
    happened: tuple[tuple[str, str], ...]


class Return(msgspec.Struct, frozen=True):
    """Whether the caller of an ended call called the publisher again within a day."""

    publisher_id: UUID
    line_id: UUID
    began_at: datetime
    outcome: Outcome
    again: bool
    interface_id: UUID
    interface_version: int
