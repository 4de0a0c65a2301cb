"""The register of breaches: declared, judged, followed step by step, closed when everything is documented (GDPR 33(5); 8-j)."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Conflict, Fault, Invalid, NotFound
from dialonce.staff.incident import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Assessment,
    Incident,
    IncidentStep,
    StepKind,
    check_step,
    closing_faults,
    with_steps,
)
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.vault import JournalEntry, Session

HOURS = "breach.notify_hours"
TELECOM_HOURS = "breach.operator_notify_hours"


class _IncidentRow(msgspec.Struct, frozen=True):
    incident_id: UUID
    publisher_id: UUID
    title: str
    known_at: datetime
    telecom: bool
    assessment: str
    declared_at: datetime
    declared_by: UUID
    closed_at: datetime | None

    def read(self) -> Incident:
        clear = msgspec.structs.asdict(self)
        return Incident(**{**clear, "assessment": msgspec.json.decode(self.assessment, type=Assessment)})


async def declare_incident(session: Session, staff: UUID, title: str, known_at: datetime, *, telecom: bool) -> Incident:
    """Open a breach in the register; its clock runs since `known_at`. Raises `Invalid` for a title or a moment that cannot be."""
    faults = []
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        faults.append(Fault("title", f"1 to {LONGEST_TITLE} characters"))
    if known_at.tzinfo is None or known_at > session.now:
        faults.append(Fault("known_at", "a moment that has passed"))
    if faults:
        raise Invalid("The breach cannot be recorded so.", faults=tuple(faults))
    made = Incident(
        incident_id=uuid4(),
        publisher_id=session.publisher,
        title=title.strip(),
        known_at=known_at,
        telecom=telecom,
        assessment=Assessment(),
        declared_at=session.now,
        declared_by=staff,
        closed_at=None,
    )
    row = {**msgspec.structs.asdict(made), "assessment": msgspec.json.encode(made.assessment).decode()}
    await execute(session.conn, "incident.add", row)
    await _note(session, made.incident_id, staff, StepKind.DISCOVERED, known_at, "")
    return await read_incident(session, made.incident_id)


async def list_incidents(session: Session) -> list[Incident]:
    """Every breach of the session's publisher, the newest first."""
    rows = await fetch_all(session.conn, "incident.all", {}, _IncidentRow)
    steps = await _steps(session, [row.incident_id for row in rows])
    return [with_steps(row.read(), steps) for row in rows]


async def read_incident(session: Session, incident_id: UUID) -> Incident:
    """One breach with its steps. Raises `NotFound`."""
    row = await fetch_one(session.conn, "incident.one", {"incident_id": incident_id}, _IncidentRow)
    if row is None:
        raise NotFound("There is no such breach in the register.")
    return with_steps(row.read(), await _steps(session, [incident_id]))


async def assess_incident(session: Session, staff: UUID, incident_id: UUID, assessment: Assessment) -> Incident:
    """Keep how the breach is judged now; the steps keep what was judged before. Raises `Invalid`, or `Conflict` when closed."""
    await _open(session, incident_id)
    texts = (assessment.categories, assessment.consequences, assessment.measures, assessment.risk_reason)
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise Invalid(f"A text of the assessment has more than {LONGEST_TEXT} characters.")
    document = msgspec.json.encode(assessment).decode()
    await execute(session.conn, "incident.assess", {"incident_id": incident_id, "assessment": document})
    await _note(session, incident_id, staff, StepKind.ASSESSED, session.now, document)
    return await read_incident(session, incident_id)


async def add_incident_step(
    session: Session, staff: UUID, incident_id: UUID, kind: StepKind, happened_at: datetime, note: str
) -> Incident:
    """Note what was done. Raises `Invalid` for a step that cannot be, `Conflict` when the breach is closed."""
    incident = await _open(session, incident_id)
    check_step(incident, kind, happened_at, note, session.now)
    await _note(session, incident_id, staff, kind, happened_at, note.strip())
    return await read_incident(session, incident_id)


async def close_incident(session: Session, staff: UUID, incident_id: UUID) -> Incident:
    """Close a breach of which everything is documented. Raises `Invalid` whose faults are the codes of what is missing."""
    incident = await _open(session, incident_id)
    if missing := closing_faults(incident, notify_hours(session, incident), session.now):
        raise Invalid("The breach is not documented yet.", faults=tuple(Fault(code, "is missing") for code in missing))
    await execute(session.conn, "incident.close", {"incident_id": incident_id, "now": session.now})
    await _note(session, incident_id, staff, StepKind.CLOSED, session.now, "")
    return await read_incident(session, incident_id)


def notify_hours(session: Session, incident: Incident) -> int:
    """How many hours the authority may wait for this breach, as the policy of today says."""
    figures = session.policy_of(session.publisher).figures
    key = TELECOM_HOURS if incident.telecom else HOURS
    return int(figures[key].at(session.now.date()).value)


async def _open(session: Session, incident_id: UUID) -> Incident:
    incident = await read_incident(session, incident_id)
    if incident.closed_at is not None:
        raise Conflict("This breach is closed; what was written stays as it is.")
    return incident


async def _steps(session: Session, incident_ids: list[UUID]) -> list[IncidentStep]:
    rows = await fetch_all(session.conn, "incident.steps", {"incident_ids": incident_ids}, IncidentStep)
    return [msgspec.structs.replace(row, kind=StepKind(row.kind)) for row in rows]


async def _note(
    session: Session, incident_id: UUID, staff: UUID, kind: StepKind, happened_at: datetime, note: str
) -> None:
    values = {
        "incident_id": incident_id,
        "publisher_id": session.publisher,
        "kind": kind.value,
        "happened_at": happened_at,
        "recorded_at": session.now,
        "staff": staff,
        "note": note,
    }
    await execute(session.conn, "incident.add_step", values)
    session.record(_entry(session, incident_id, kind))


def _entry(session: Session, incident_id: UUID, kind: StepKind) -> JournalEntry:
    return JournalEntry(
        at=session.now,
        publisher=session.publisher,
        actor=session.who.name,
        action=f"breach-{kind.value}",
        purpose="accountability",
        categories=(),
        outcome="permit",
        clauses=("8-j", "S-GDPR-33"),
        note=str(incident_id),
    )
