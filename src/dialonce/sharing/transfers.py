"""Transfers out of the European Economic Area: which safeguard covers a country, from when until when (GDPR 44 to 49; 10-a)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.policy import Mechanism, TransferFact
from dialonce.storage.queries import execute, fetch_all
from dialonce.vault import Session


class NewTransfer(msgspec.Struct, frozen=True, kw_only=True):
    """A safeguard to register. `assessed`: the transfer impact assessment was done; `recurring`: the flow is systematic."""

    country: str
    mechanism: Mechanism
    until: datetime
    assessed: bool = False
    recurring: bool = True
    agreement_id: UUID | None = None


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """A safeguard as it stands."""

    transfer_id: UUID
    publisher_id: UUID
    agreement_id: UUID | None
    country: str
    mechanism: str
    assessed: bool
    recurring: bool
    created_at: datetime
    until: datetime

    def fact(self) -> TransferFact:
        """What the policy is told of it."""
        return TransferFact(self.country, Mechanism(self.mechanism), self.until, self.assessed, self.recurring)


async def register_transfer(session: Session, new: NewTransfer) -> Transfer:
    """Register a safeguard. Raises `Invalid` for a country of the EEA, which needs none, and for a consent to a regular flow."""
    _check(session, new)
    transfer = Transfer(
        transfer_id=uuid4(),
        publisher_id=session.publisher,
        created_at=session.now,
        **{**msgspec.structs.asdict(new), "mechanism": new.mechanism.value},
    )
    await execute(session.conn, "agreement.add_transfer", msgspec.structs.asdict(transfer))
    return transfer


async def list_transfers(session: Session) -> Sequence[Transfer]:
    """The publisher's safeguards, also those that are over."""
    return await fetch_all(session.conn, "agreement.transfers", {}, Transfer)


async def transfer_to(session: Session, country: str) -> TransferFact | None:
    """The newest safeguard that covers a country now; None when there is none."""
    for transfer in await list_transfers(session):
        if transfer.country == country and transfer.until > session.now:
            return transfer.fact()
    return None


async def end_transfer(session: Session, transfer_id: UUID) -> None:
    """A safeguard holds no longer: nothing goes there from now on. Raises `NotFound`."""
    values = {"transfer_id": transfer_id, "now": session.now}
    if not await execute(session.conn, "agreement.end_transfer", values):
        raise NotFound("There is no such safeguard.")


def _check(session: Session, new: NewTransfer) -> None:
    lists = session.policy_of(session.publisher).vocabulary
    checks = (
        (new.country in lists.regions, "/country", "a country code (ISO 3166-1)"),
        (new.country not in lists.eea, "/country", "a country outside the European Economic Area"),
        (new.until.tzinfo is not None and new.until > session.now, "/until", "a moment that lies ahead"),
        (
            not (new.mechanism is Mechanism.EXPLICIT_CONSENT and new.recurring),
            "/recurring",
            "no, if it rests on consent",
        ),
    )
    faults = tuple(Fault(where, wanted) for holds, where, wanted in checks if not holds)
    if faults:
        raise Invalid("The safeguard cannot be registered.", faults=faults)
