"""People named within organisations: staff, and contacts of publishers. Sealed by a key of their own, as callers are (2-g).

Their rows lie in `core` tables. Who has no key any more is erased: what was sealed for them opens no more.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from dialonce.policy import Permit, load_catalogue
from dialonce.storage.queries import fetch_all
from dialonce.vault.keyring import SubjectRef
from dialonce.vault.keys import belonging
from dialonce.vault.permits import WRITING, PermitMismatchError, check_permit
from dialonce.vault.session import Session


class _Person(msgspec.Struct, frozen=True):
    person_id: UUID


async def known_people(session: Session, keys: Sequence[UUID]) -> set[UUID]:
    """Which of these keys are of people named within organisations, whose rows are nobody's `personal` ones."""
    rows = await fetch_all(session.conn, "people.known", {"people": list(keys)}, _Person)
    return {row.person_id for row in rows}


async def new_person(session: Session, permit: Permit) -> SubjectRef:
    """Somebody new, with a key. Their id is the reference's `subject_id`."""
    check_permit(session, permit, permit.use.publisher)
    (made,) = await session.keyring.create(permit.use.publisher, 1, session.now)
    return made


async def seal_person(
    session: Session, permit: Permit, table: str, person: UUID, private: Mapping[str, object]
) -> bytes:
    """What is private of a person as the row of a `core` table holds it. Raises `PermitMismatchError`."""
    _check(session, permit, table)
    if permit.use.action not in WRITING:
        raise PermitMismatchError(f"A permit to {permit.use.action} does not allow writing to core.{table}.")
    if undeclared := private.keys() - load_catalogue().dataset(f"core.{table}").sealed.keys():
        raise PermitMismatchError(f"core.{table} declares no sealed {min(undeclared)}.")
    refs = await session.keyring.refs(permit.use.publisher, [person], session.now)
    place = belonging(permit.use.publisher, table, "sealed", person.bytes)
    return refs[person].key.seal(msgspec.msgpack.encode(private), place)


async def open_people(
    session: Session, permit: Permit, table: str, sealed: Mapping[UUID, bytes]
) -> dict[UUID, dict[str, Any]]:
    """What was sealed, by person. The erased are missing from the answer. Raises `PermitMismatchError`."""
    _check(session, permit, table)
    keys = await session.keyring.keys_of(permit.use.publisher, list(sealed), session.now)
    return {
        person: msgspec.msgpack.decode(
            key.open(sealed[person], belonging(permit.use.publisher, table, "sealed", person.bytes))
        )
        for person, key in keys.items()
    }


def _check(session: Session, permit: Permit, table: str) -> None:
    check_permit(session, permit, permit.use.publisher)
    needed = frozenset(load_catalogue().dataset(f"core.{table}").sealed.values())
    if not permit.covers(needed):
        missing = ", ".join(sorted(needed - permit.use.categories))
        raise PermitMismatchError(f"core.{table} needs a permit for these categories too: {missing}.")
