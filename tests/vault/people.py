"""People for tests of the vault: a publisher of their own, and somebody who called it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.app.parts import Running
from dialonce.policy import Action, Actor, Facts, Permit, Sensitivity, Use
from dialonce.publishers import NewPublisher, create_publisher
from dialonce.vault import SYSTEM, NewRow, Session, SubjectRef, Vault, ensure_months, store

CATEGORIES = frozenset(
    ("phone-number", "called-number", "call-log", "interaction", "pseudonym", "form-answer", "device-info")
)
ALLOWING = Facts(
    line_registered=True,
    line_sensitivity=Sensitivity.ORDINARY,
    notice_acknowledged="1.0.0",
    notice_channel="ivr",
    legal_hold=False,
    subject_opted_out=False,
    subject_under_age=False,
    subject_objected=False,
    subject_restricted=False,
    action_by_user=True,
    identity_checked=True,
    request="request-1",
)


@contextmanager
def at(vault: Vault, moment: datetime) -> Iterator[None]:
    """The vault's clock stands at a moment."""
    before = vault.clock
    vault.clock = lambda: moment
    try:
        yield
    finally:
        vault.clock = before


async def new_publisher(running: Running, name: str = "Azur") -> UUID:
    """A publisher that this process's directory knows."""
    made = await create_publisher(running.parts.vault, NewPublisher(name=f"{name} {uuid4().hex[:8]}"))
    async with running.directory_pool.connection() as conn:
        await running.parts.vault.directory.refresh(conn, frozenset(("publisher",)))
    return made.publisher_id


def collecting(session: Session, publisher_id: UUID) -> Permit:
    """Leave to store what a call brings."""
    version = session.policy_of(publisher_id).version
    use = Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, "service-provision", CATEGORIES)
    return session.require(use, msgspec.structs.replace(ALLOWING, notice_acknowledged=version))


def reading(session: Session, publisher_id: UUID) -> Permit:
    """Leave to read it, for the person's own request."""
    use = Use(publisher_id, Actor.PUBLISHER, Action.READ, "subject-rights", CATEGORIES, "subject")
    return session.require(use, ALLOWING)


def erasing(session: Session, publisher_id: UUID) -> Permit:
    """Leave to erase, as the person asked."""
    use = Use(publisher_id, Actor.PUBLISHER, Action.ERASE, "subject-rights", CATEGORIES)
    return session.require(use, ALLOWING)


async def call(
    vault: Vault, publisher_id: UUID, number: str, *, steps: int = 1, occurred_at: datetime | None = None
) -> SubjectRef:
    """Somebody calls: so many steps, with a sealed detail each."""
    moment = occurred_at or vault.clock()
    async with vault.session([publisher_id], SYSTEM) as session:
        await ensure_months(session, [moment, moment + timedelta(days=31)])
    async with vault.session([publisher_id], SYSTEM) as session:
        (subject,) = await session.keyring.resolve(publisher_id, "phone-number", [number], session.now)
        clear = (moment, uuid4(), uuid4(), "call-start")
        rows = [NewRow(subject, uuid4(), clear, {"culture": f"fr-{number}"}) for _ in range(steps)]
        identities = {subject.subject_id: {"phone-number": number}}
        await store(session, collecting(session, publisher_id), "call_step", rows, identities=identities)
    return subject
