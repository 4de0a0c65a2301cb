"""A breach of security as it is documented: what happened, how it is judged, what was done (GDPR 33 and 34). Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from dialonce.errors import Fault, Invalid

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000
Count = Annotated[int, Meta(ge=0, le=10**10)]


class Nature(StrEnum):
    """What was harmed (GDPR 4(12))."""

    CONFIDENTIALITY = "confidentiality"
    INTEGRITY = "integrity"
    AVAILABILITY = "availability"


class Risk(StrEnum):
    """How likely it harms people. Without risk nobody need be told; with a high one the people themselves are (34)."""

    UNKNOWN = "unknown"
    NONE = "none"
    RISK = "risk"
    HIGH = "high"


class StepKind(StrEnum):
    """What was done about it."""

    DISCOVERED = "discovered"
    CONTAINED = "contained"
    ASSESSED = "assessed"
    AUTHORITY_TOLD = "authority-told"
    AUTHORITY_COMPLETED = "authority-completed"
    PEOPLE_TOLD = "people-told"
    PEOPLE_NOT_TOLD = "people-not-told"
    MEASURE = "measure"
    CLOSED = "closed"


WRITTEN_BY_HAND = tuple(
    kind for kind in StepKind if kind not in (StepKind.DISCOVERED, StepKind.ASSESSED, StepKind.CLOSED)
)
"""Steps that somebody notes; the others are noted by what they belong to."""


class Assessment(msgspec.Struct, frozen=True):
    """What the authority asks for (GDPR 33(3)). `people` and `records` are estimates, None while there is none."""

    natures: tuple[Nature, ...] = ()
    categories: str = ""
    people: Count | None = None
    records: Count | None = None
    consequences: str = ""
    measures: str = ""
    risk: Risk = Risk.UNKNOWN
    risk_reason: str = ""


class IncidentStep(msgspec.Struct, frozen=True):
    """One thing that was done. `happened_at` is when, `recorded_at` when it was written down."""

    incident_id: UUID
    step: int
    kind: StepKind
    happened_at: datetime
    recorded_at: datetime
    staff: UUID
    note: str


class Incident(msgspec.Struct, frozen=True):
    """One breach. `known_at` is when the publisher became aware: the clock runs from there.

    `telecom`: it falls under Regulation 611/2013, whose clock is shorter.
    """

    incident_id: UUID
    publisher_id: UUID
    title: str
    known_at: datetime
    telecom: bool
    assessment: Assessment
    declared_at: datetime
    declared_by: UUID
    closed_at: datetime | None
    steps: tuple[IncidentStep, ...] = ()

    def first(self, kind: StepKind) -> IncidentStep | None:
        """The first step of a kind, by when it happened."""
        found = [step for step in self.steps if step.kind == kind]
        return min(found, key=lambda step: step.happened_at) if found else None


class ClockState(StrEnum):
    """Where a duty stands. `OPEN`: there is no hour by which, but no time to lose."""

    RUNNING = "running"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done-late"
    NOT_NEEDED = "not-needed"
    OPEN = "open"


class Clock(msgspec.Struct, frozen=True):
    """One duty: by when (None where the law says `without undue delay`), when it was done, where it stands."""

    state: ClockState
    due: datetime | None = None
    done: datetime | None = None


def authority_clock(incident: Incident, hours: int, now: datetime) -> Clock:
    """Telling the authority (GDPR 33(1)). A period of hours runs through nights, weekends and holidays (Reg. 1182/71, art. 3).

    Hours are hours that pass: when clocks are put back it ends an hour earlier on the wall, and later in spring.
    """
    if incident.assessment.risk == Risk.NONE:
        return Clock(ClockState.NOT_NEEDED)
    due = incident.known_at + timedelta(hours=hours)
    told = incident.first(StepKind.AUTHORITY_TOLD)
    if told is not None:
        return Clock(ClockState.DONE if told.happened_at <= due else ClockState.DONE_LATE, due, told.happened_at)
    return Clock(ClockState.LATE if now > due else ClockState.RUNNING, due)


def people_clock(incident: Incident) -> Clock:
    """Telling the people concerned, of a high risk alone (GDPR 34)."""
    told = incident.first(StepKind.PEOPLE_TOLD)
    if told is not None:
        return Clock(ClockState.DONE, done=told.happened_at)
    spared = incident.first(StepKind.PEOPLE_NOT_TOLD)
    if incident.assessment.risk in (Risk.NONE, Risk.RISK) or spared is not None:
        return Clock(ClockState.NOT_NEEDED, done=spared.happened_at if spared else None)
    return Clock(ClockState.OPEN)


def closing_faults(incident: Incident, hours: int, now: datetime) -> list[str]:
    """What is still missing before it may be closed, as codes: everything is documented first (GDPR 33(5))."""
    judged = incident.assessment
    authority, people = authority_clock(incident, hours, now), people_clock(incident)
    missing = {
        "natures": not judged.natures,
        "risk": judged.risk == Risk.UNKNOWN,
        "risk-reason": not judged.risk_reason,
        "consequences": not judged.consequences,
        "measures": not judged.measures,
        "authority": authority.state in (ClockState.RUNNING, ClockState.LATE),
        "delay-reason": authority.state == ClockState.DONE_LATE and not _explains(incident.steps),
        "people": people.state == ClockState.OPEN,
    }
    return [code for code, lacks in missing.items() if lacks]


def check_step(incident: Incident, kind: StepKind, happened_at: datetime, note: str, now: datetime) -> None:
    """Raise `Invalid` for a step that cannot be: of the future, of before, or without the words that it needs."""
    faults = []
    if not incident.known_at <= happened_at <= now:
        faults.append(Fault("happened_at", "between the moment it was known and now"))
    if len(note) > LONGEST_TEXT or (kind == StepKind.PEOPLE_NOT_TOLD and not note.strip()):
        faults.append(Fault("note", f"why the people are not told (GDPR 34(3)), in at most {LONGEST_TEXT} characters"))
    if faults:
        raise Invalid("This step cannot be noted so.", faults=tuple(faults))


def with_steps(incident: Incident, steps: Iterable[IncidentStep]) -> Incident:
    """The breach with its own steps out of many."""
    own = tuple(step for step in steps if step.incident_id == incident.incident_id)
    return msgspec.structs.replace(incident, steps=own)


def _explains(steps: Sequence[IncidentStep]) -> bool:
    """Whether telling the authority late was explained (GDPR 33(1), last sentence)."""
    return any(step.note.strip() for step in steps if step.kind == StepKind.AUTHORITY_TOLD)
