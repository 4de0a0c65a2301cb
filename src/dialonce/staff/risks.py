"""The register of risks to people's data: judged, owned, looked at again by a day (8-b; GDPR 32).

Likelihood and severity are on the four steps of the CNIL's impact-assessment method: negligible, limited, important, maximal.
"""

from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.storage.queries import execute, fetch_all
from dialonce.vault import JournalEntry, Session

STEPS: Final = (1, 2, 3, 4)
GRAVE: Final = 9
"""From this product of likelihood and severity on a risk is grave."""
LONGEST_TITLE: Final = 120
LONGEST_MEASURES: Final = 2_000


class Judgement(msgspec.Struct, frozen=True):
    """How a risk is seen now, what is done about it, who answers for it, and by when somebody looks again."""

    likelihood: int
    severity: int
    measures: str
    owner: UUID
    review_by: date


class NotedRisk(Judgement, frozen=True, kw_only=True):
    """One risk of a publisher that has not ended."""

    risk_id: UUID
    title: str
    noted_at: datetime

    @property
    def weight(self) -> int:
        """Likelihood times severity, 1 to 16."""
        return self.likelihood * self.severity

    def is_overdue(self, today: date) -> bool:
        """Whether nobody looked at it again in time."""
        return self.review_by < today


async def add_risk(session: Session, title: str, judged: Judgement) -> UUID:
    """Note a risk. Raises `Invalid` naming each thing that cannot be."""
    faults = _faults(judged, session.now.date())
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        faults.append(Fault("title", f"1 to {LONGEST_TITLE} characters"))
    _require(faults)
    risk_id = uuid4()
    row = {"risk_id": risk_id, "publisher_id": session.publisher, "title": title.strip(), "noted_at": session.now}
    await execute(session.conn, "risk.add", {**row, **msgspec.structs.asdict(judged)})
    session.record(_entry(session, risk_id, "risk-noted"))
    return risk_id


async def review_risk(session: Session, risk_id: UUID, judged: Judgement) -> None:
    """Judge a risk anew. Raises `Invalid`, or `NotFound` when it has ended or never was."""
    _require(_faults(judged, session.now.date()))
    if not await execute(session.conn, "risk.review", {"risk_id": risk_id, **msgspec.structs.asdict(judged)}):
        raise NotFound("There is no such risk.")
    session.record(_entry(session, risk_id, "risk-reviewed"))


async def end_risk(session: Session, risk_id: UUID) -> None:
    """A risk that is none any more. Raises `NotFound`."""
    if not await execute(session.conn, "risk.end", {"risk_id": risk_id, "now": session.now}):
        raise NotFound("There is no such risk.")
    session.record(_entry(session, risk_id, "risk-ended"))


async def list_risks(session: Session) -> list[NotedRisk]:
    """The risks of the session's publisher that have not ended, the gravest first."""
    return await fetch_all(session.conn, "risk.running", {}, NotedRisk)


def _faults(judged: Judgement, today: date) -> list[Fault]:
    found = [Fault(name, "1 to 4") for name in ("likelihood", "severity") if getattr(judged, name) not in STEPS]
    if not 0 < len(judged.measures.strip()) <= LONGEST_MEASURES:
        found.append(Fault("measures", f"1 to {LONGEST_MEASURES} characters"))
    if judged.review_by <= today:
        found.append(Fault("review_by", "a day to come"))
    return found


def _require(faults: list[Fault]) -> None:
    if faults:
        raise Invalid("The risk cannot be noted so.", faults=tuple(faults))


def _entry(session: Session, risk_id: UUID, action: str) -> JournalEntry:
    return JournalEntry(
        at=session.now,
        publisher=session.publisher,
        actor=session.who.name,
        action=action,
        purpose="security",
        categories=(),
        outcome="permit",
        clauses=("8-b",),
        note=str(risk_id),
    )
