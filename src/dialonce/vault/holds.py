"""Legal holds: while one runs, nothing of its subject is swept or erased (GDPR 17(3)(e))."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.errors import Invalid, NotFound
from dialonce.policy import Action, Actor, Facts, Permit, Use
from dialonce.storage.personal import rows as stored
from dialonce.vault.known import require_known
from dialonce.vault.session import Session

HOLD_CATEGORIES = frozenset(("pseudonym", "rights-record"))


class LegalHold(msgspec.Struct, frozen=True):
    """A hold on one subject: why, since when, until when."""

    subject_id: UUID
    publisher_id: UUID
    reason: str
    placed_at: datetime
    until: datetime


async def place_hold(session: Session, subject_id: UUID, reason: str, until: datetime) -> LegalHold:
    """Hold a subject's data of the session's publisher. Raises `Invalid` without a reason or with an end that is past.

    Raises `NotFound` for a subject that the publisher does not have.
    """
    if not reason.strip() or until <= session.now:
        raise Invalid("A legal hold needs a reason and an end that lies ahead.")
    async with session.keyring.transaction(session.publisher) as conn:
        await require_known(session, conn, session.publisher, subject_id)
    _permit(session, subject_id)
    hold = LegalHold(subject_id, session.publisher, reason.strip(), session.now, until)
    await stored.change_rows(session.conn, "legal_hold", "place", msgspec.structs.asdict(hold))
    return hold


async def end_hold(session: Session, subject_id: UUID) -> None:
    """End a hold now. Raises `NotFound` when none runs."""
    _permit(session, subject_id)
    values: dict[str, object] = {"subject_id": subject_id, "now": session.now}
    if not await stored.change_rows(session.conn, "legal_hold", "end", values):
        raise NotFound("No legal hold runs on this subject.")


async def running_holds(session: Session) -> list[LegalHold]:
    """Holds of the session's publishers that have not ended."""
    rows = await stored.query_rows(session.conn, "legal_hold", "running", {"now": session.now})
    return msgspec.convert(rows, list[LegalHold])


def _permit(session: Session, subject_id: UUID) -> Permit:
    use = Use(session.publisher, Actor.PUBLISHER, Action.RETAIN, "subject-rights", HOLD_CATEGORIES)
    return session.require(use, Facts(), subject=subject_id)
