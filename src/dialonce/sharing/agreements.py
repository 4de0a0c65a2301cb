"""Agreements: who may receive data, for what, until when, and how they are reached (GDPR 28; 3.3-a, 6.2-a, 6.3-a)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import msgspec

from dialonce.channels import EgressRules, check_endpoint
from dialonce.errors import Conflict, Fault, Invalid, NotFound
from dialonce.policy import AgreementFact
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.vault import Session

PROCESSOR: Final = "operator"
"""The kind of party with whom the publisher has a processor agreement: who runs this installation (3.1-m)."""
KINDS: Final = (PROCESSOR, "affiliate", "carrier", "partner", "third-party", "transaction-party", "authority")


class NewAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement to register. `party` is `kind:name`; `purposes` and `categories` are ids of the policy's closed lists.

    Notices go to the webhook if there is one, else to the e-mail address, else to the postal address as a letter.
    `notifies_subject`: the recipient informs the persons itself (3.3-c).
    """

    party: str
    name: str
    reference: str
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    until: datetime
    country: str = "FR"
    locale: str = "fr"
    email: str = ""
    webhook_url: str = ""
    postal_address: str = ""
    notifies_subject: bool = False


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement as it stands. It binds from `created_at` until `until`, or until it was ended."""

    agreement_id: UUID
    publisher_id: UUID
    party: str
    name: str
    reference: str
    purposes: Sequence[str]
    categories: Sequence[str]
    country: str
    locale: str
    email: str
    webhook_url: str
    postal_address: str
    secret_version: int
    notifies_subject: bool
    created_at: datetime
    until: datetime
    ended_at: datetime | None

    def binds(self, now: datetime) -> bool:
        """Whether it is in force."""
        return self.ended_at is None and self.created_at <= now < self.until

    def fact(self) -> AgreementFact:
        """What the policy is told of it; one that was ended is past."""
        until = self.until if self.ended_at is None else self.ended_at
        return AgreementFact(
            self.party, frozenset(self.categories), frozenset(self.purposes), until, self.notifies_subject
        )


async def register_agreement(session: Session, new: NewAgreement) -> Agreement:
    """Register an agreement of the session's publisher. Raises `Invalid` naming every field that cannot be."""
    _check(session, new)
    agreement = Agreement(
        agreement_id=uuid4(),
        publisher_id=session.publisher,
        secret_version=1,
        created_at=session.now,
        ended_at=None,
        **{**msgspec.structs.asdict(new), "purposes": list(new.purposes), "categories": list(new.categories)},
    )
    await execute(session.conn, "agreement.add", msgspec.structs.asdict(agreement))
    return agreement


async def list_agreements(session: Session) -> list[Agreement]:
    """The publisher's agreements, also those that are over, by party."""
    return await fetch_all(session.conn, "agreement.all", {}, Agreement)


async def read_agreement(session: Session, agreement_id: UUID) -> Agreement:
    """One agreement. Raises `NotFound`."""
    found = await fetch_one(session.conn, "agreement.one", {"agreement_id": agreement_id}, Agreement)
    if found is None:
        raise NotFound("There is no such agreement.")
    return found


async def agreement_with(session: Session, party: str) -> Agreement | None:
    """The newest agreement with a party, in force or over; None when there never was one."""
    return await fetch_one(session.conn, "agreement.newest", {"party": party}, Agreement)


async def processor_agreement(session: Session) -> AgreementFact | None:
    """The processor agreement with the operator, as the policy asks for it (3.1-m)."""
    for agreement in await list_agreements(session):
        if agreement.party.partition(":")[0] == PROCESSOR and agreement.binds(session.now):
            return agreement.fact()
    return None


async def end_agreement(session: Session, agreement_id: UUID) -> Agreement:
    """End an agreement now: nothing more goes to that party. Raises `Conflict` when it is over."""
    agreement = await read_agreement(session, agreement_id)
    if agreement.ended_at is not None:
        raise Conflict("This agreement has ended already.")
    await execute(session.conn, "agreement.end", {"agreement_id": agreement_id, "now": session.now})
    return msgspec.structs.replace(agreement, ended_at=session.now)


def _check(session: Session, new: NewAgreement) -> None:
    lists = session.policy_of(session.publisher).vocabulary
    kind, _, name = new.party.partition(":")
    unknown_purposes = [one for one in new.purposes if one not in lists.purposes or lists.purposes[one].refused]
    unknown_categories = [one for one in new.categories if one not in lists.categories]
    checks = (
        (kind in KINDS and bool(name), "/party", f"kind:name, where kind is one of {', '.join(KINDS)}"),
        (bool(new.name.strip()), "/name", "must not be empty"),
        (bool(new.reference.strip()), "/reference", "must not be empty"),
        (bool(new.purposes) and not unknown_purposes, "/purposes", "purposes of the policy that are not refused"),
        (bool(new.categories) and not unknown_categories, "/categories", "kinds of data of the policy"),
        (new.until.tzinfo is not None and new.until > session.now, "/until", "a moment that lies ahead"),
        (new.country in lists.regions, "/country", "a country code (ISO 3166-1)"),
        (bool(new.email or new.webhook_url or new.postal_address), "/email", "a way to reach the recipient is needed"),
    )
    faults = tuple(Fault(where, wanted) for holds, where, wanted in checks if not holds)
    if faults:
        raise Invalid("The agreement cannot be registered.", faults=faults)
    if new.webhook_url:
        check_endpoint(new.webhook_url, EgressRules())
