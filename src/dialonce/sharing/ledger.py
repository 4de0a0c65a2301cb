"""The ledger: data goes out only with a permit, projected to what the agreement names, and with a row that says so (C10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Conflict
from dialonce.policy import Action, Actor, Facts, Permit, Use, load_catalogue, projection
from dialonce.sharing.agreements import Agreement, agreement_with
from dialonce.vault import NewRow, Session, fetch, query, store

LEDGER = frozenset(("disclosure-record", "pseudonym"))


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure: to whom, why, which kinds of data, on which ground (an agreement's reference or a case), where."""

    disclosure_id: UUID
    subject_id: UUID
    recipient: str
    purpose: str
    categories: tuple[str, ...]
    ground: str
    region: str
    disclosed_at: datetime

    @property
    def reference(self) -> str:
        """What recipient and publisher call it."""
        return f"C-{self.disclosure_id.hex[:12].upper()}"


class Recipient(msgspec.Struct, frozen=True):
    """Somebody who received data of a person: by name, and what, why, how often, when last."""

    party: str
    name: str
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    country: str
    times: int
    last_at: datetime


class HandedOver(msgspec.Struct, frozen=True):
    """What leaves: fields by dataset, nothing beyond the projection; and the ledger's row."""

    disclosure: Disclosure
    data: Mapping[str, Sequence[Mapping[str, object]]]


async def disclose(session: Session, use: Use, facts: Facts, subject_id: UUID, ground: str) -> HandedOver:
    """Hand over one person's data for a use that names its recipient, and write it down in the same commit.

    `ground` is the reference of the agreement or legal case. Raises `Refused` by the gate. Delivering is the caller's.
    """
    permit = session.require(use, facts, subject=subject_id)
    data = {
        dataset: await _fields(session, permit, dataset, columns, subject_id)
        for dataset, columns in projection(load_catalogue(), use).items()
        if dataset.startswith("personal.")
    }
    return HandedOver(await note_disclosure(session, permit, subject_id, ground), data)


async def note_disclosure(session: Session, permit: Permit, subject_id: UUID, ground: str) -> Disclosure:
    """Write down in the ledger that a permit to disclose was used for one person. Raises `Conflict` for an erased one."""
    use = permit.use
    if use.action not in {Action.DISCLOSE, Action.TRANSFER, Action.TRANSIENT} or use.recipient is None:
        raise ValueError("the ledger is of disclosures that name their recipient")
    disclosure = Disclosure(
        disclosure_id=uuid4(),
        subject_id=subject_id,
        recipient=use.recipient,
        purpose=use.purpose,
        categories=tuple(sorted(use.categories)),
        ground=ground,
        region=use.region,
        disclosed_at=session.now,
    )
    refs = await session.keyring.refs(session.publisher, [subject_id], session.now)
    if subject_id not in refs:
        raise Conflict("Nobody is known here by this pseudonym, or their data was erased.")
    clear = (
        disclosure.recipient,
        disclosure.purpose,
        " ".join(disclosure.categories),
        ground,
        disclosure.region,
        disclosure.disclosed_at,
    )
    row = NewRow(refs[subject_id], disclosure.disclosure_id, clear)
    await store(session, to_ledger(session, Action.RETAIN, subject_id), "disclosure", [row])
    return disclosure


async def list_disclosures(session: Session, subject_id: UUID) -> list[Disclosure]:
    """What was disclosed of one person, oldest first; also after an erasure, until the term ends."""
    rows = await fetch(session, to_ledger(session, Action.USE, subject_id), "disclosure", [subject_id])
    return [_disclosure(row.clear) for row in rows]


async def recent_disclosures(session: Session, limit: int = 200) -> list[Disclosure]:
    """The publisher's newest disclosures."""
    permit = to_ledger(session, Action.USE)
    rows = await query(session, permit, "disclosure", "recent", {"limit": limit})
    return [_disclosure(row.clear) for row in rows]


async def recipients_of(session: Session, subject_id: UUID) -> list[Recipient]:
    """Who received data of one person, by name (GDPR 15(1)(c), C-154/21): each once, with all that went there."""
    by_party: dict[str, list[Disclosure]] = {}
    for disclosure in await list_disclosures(session, subject_id):
        by_party.setdefault(disclosure.recipient, []).append(disclosure)
    return [_recipient(party, found, await agreement_with(session, party)) for party, found in by_party.items()]


def to_ledger(session: Session, action: Action, subject_id: UUID | None = None) -> Permit:
    """Leave to keep or to look at the ledger (GDPR 5(2))."""
    use = Use(session.publisher, Actor.PUBLISHER, action, "accountability", LEDGER)
    return session.require(use, Facts(), subject=subject_id)


async def _fields(
    session: Session, permit: Permit, dataset: str, columns: Sequence[str], subject_id: UUID
) -> list[Mapping[str, object]]:
    """The named fields of one dataset's rows, and no other."""
    names = frozenset(columns)
    rows = await fetch(session, permit, dataset.removeprefix("personal."), [subject_id], only=names)
    return [
        {**{name: value for name, value in row.clear.items() if name in names}, **row.private.reveal(permit)}
        for row in rows
    ]


def _disclosure(clear: Mapping[str, object]) -> Disclosure:
    values = {name: clear[name] for name in Disclosure.__struct_fields__}
    return msgspec.convert({**values, "categories": str(clear["categories"]).split()}, Disclosure, strict=False)


def _recipient(party: str, found: Sequence[Disclosure], agreement: Agreement | None) -> Recipient:
    return Recipient(
        party=party,
        name=agreement.name if agreement else party.partition(":")[2] or party,
        purposes=tuple(sorted({one.purpose for one in found})),
        categories=tuple(sorted({name for one in found for name in one.categories})),
        country=found[-1].region,
        times=len(found),
        last_at=max(one.disclosed_at for one in found),
    )
