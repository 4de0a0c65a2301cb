"""Legal cases: an authority's order, a company's transaction, a demonstrated need; approved by several people (6.4)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.policy import LegalCase, LegalGround
from dialonce.storage.queries import execute, fetch_all
from dialonce.vault import Session

SHORTEST = 10


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case on file. Nothing leaves under it before enough people approved it; the policy says how many."""

    case_id: UUID
    ground: str
    reference: str
    justification: str
    opened_at: datetime
    closed_at: datetime | None = None
    noticed_at: datetime | None = None
    approvals: int = 0

    def fact(self) -> LegalCase:
        """What the policy is told of it."""
        return LegalCase(
            self.reference,
            LegalGround(self.ground),
            self.justification,
            self.approvals,
            closed=self.closed_at is not None,
            noticed=self.noticed_at is not None,
        )


async def open_case(session: Session, ground: LegalGround, reference: str, justification: str) -> Case:
    """Put a case on file. Raises `Invalid` without a reference, or with a justification that says nothing."""
    faults = [Fault("/reference", "must not be empty")] if not reference.strip() else []
    if len(justification.strip()) < SHORTEST:
        faults.append(Fault("/justification", f"at least {SHORTEST} characters"))
    if faults:
        raise Invalid("The case cannot be opened.", faults=tuple(faults))
    case = Case(
        case_id=uuid4(),
        ground=ground.value,
        reference=reference.strip(),
        justification=justification.strip(),
        opened_at=session.now,
    )
    await execute(
        session.conn, "agreement.add_case", {**msgspec.structs.asdict(case), "publisher_id": session.publisher}
    )
    return case


async def list_cases(session: Session) -> Sequence[Case]:
    """The publisher's cases, newest first."""
    return await fetch_all(session.conn, "agreement.cases", {}, Case)


async def read_case(session: Session, case_id: UUID) -> Case:
    """One case. Raises `NotFound`."""
    for case in await list_cases(session):
        if case.case_id == case_id:
            return case
    raise NotFound("There is no such case.")


async def approve_case(session: Session, case_id: UUID) -> Case:
    """Whoever this session acts for approves; nobody counts twice."""
    await read_case(session, case_id)
    values = {"case_id": case_id, "staff": session.who.name, "now": session.now}
    await execute(session.conn, "agreement.approve_case", values)
    return await read_case(session, case_id)


async def close_case(session: Session, case_id: UUID) -> Case:
    """The transaction is done."""
    await execute(session.conn, "agreement.close_case", {"case_id": case_id, "now": session.now})
    return await read_case(session, case_id)


async def notice_case(session: Session, case_id: UUID) -> Case:
    """The persons were told, or the law forbids telling them."""
    await execute(session.conn, "agreement.notice_case", {"case_id": case_id, "now": session.now})
    return await read_case(session, case_id)
