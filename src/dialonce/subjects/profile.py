"""What a caller told an organisation of themself, and may put right in place (4.1-b, 7-a, 7-c; GDPR 16).

The number itself is not part of it: another number is another person until a code proves otherwise.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from dialonce.errors import Conflict, Fault, Invalid
from dialonce.policy import Action, Actor, Facts, Permit, Use
from dialonce.vault import NewRow, Session, change, fetch, store

LONGEST: Final[Mapping[str, int]] = {"name": 120, "email": 254, "address": 400}
"""The fields that a person may put right, with the most characters of each."""
PROFILE_CATEGORIES: Final = frozenset(("name", "email", "postal-address", "account", "profile", "third-party-account"))
_EMAIL: Final = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+")


class Profile(msgspec.Struct, frozen=True):
    """A profile as it stands. `fields` is what the organisation asked for with forms of its own."""

    updated_at: datetime
    name: str = ""
    email: str = ""
    address: str = ""
    preferences: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}
    accounts: Mapping[str, str] = {}


async def read_profile(session: Session, subject_id: UUID) -> Profile | None:
    """The profile, for the signed-in person themself; None when there is none."""
    return await _read(session, subject_id, _permit(session, subject_id, Action.READ, None))


async def _read(session: Session, subject_id: UUID, permit: Permit) -> Profile | None:
    for row in await fetch(session, permit, "profile", [subject_id]):
        return msgspec.convert({"updated_at": row.clear["updated_at"], **row.private.reveal(permit)}, Profile)
    return None


async def rectify_profile(
    session: Session, subject_id: UUID, changes: Mapping[str, str], *, request: str | None = None
) -> dict[str, str]:
    """Put a profile right; the fields that are different now, with what they say. Empty text deletes a field.

    By the signed-in person, or for them on a `request` of this reference, once their identity is sure (7-h). Raises
    `Invalid` naming each field that cannot be, and `Conflict` for somebody who was erased.
    """
    _check(changes)
    before = await _read(session, subject_id, _permit(session, subject_id, Action.READ, request))
    known = msgspec.structs.asdict(before) if before else {}
    different = {name: text.strip() for name, text in changes.items() if known.get(name, "") != text.strip()}
    if different:
        merged = {**{name: value for name, value in known.items() if name != "updated_at"}, **different}
        permit = _permit(session, subject_id, Action.RECTIFY, request)
        await _replace(session, permit, subject_id, {name: value for name, value in merged.items() if value})
    return different


async def _replace(session: Session, permit: Permit, subject_id: UUID, private: Mapping[str, object]) -> None:
    refs = await session.keyring.refs(session.publisher, [subject_id], session.now)
    if subject_id not in refs:
        raise Conflict("Nobody is known here by this pseudonym, or their data was erased.")
    await change(session, permit, "profile", "forget", {"subject_id": subject_id})
    if private:
        await store(session, permit, "profile", [NewRow(refs[subject_id], None, (session.now,), private)])


def _permit(session: Session, subject_id: UUID, action: Action, request: str | None) -> Permit:
    """Leave for the person themself, who signed in (7-a), or for the publisher on their request (7-d, 7-h)."""
    actor = Actor.SUBJECT if request is None else Actor.PUBLISHER
    use = Use(session.publisher, actor, action, "subject-rights", PROFILE_CATEGORIES | {"pseudonym"}, "subject")
    facts = Facts(identity_checked=True, action_by_user=request is None, request=request)
    return session.require(use, facts, subject=subject_id)


def _check(changes: Mapping[str, str]) -> None:
    faults = [Fault(f"/{name}", "is nothing that can be put right here") for name in changes.keys() - LONGEST.keys()]
    faults += [
        Fault(f"/{name}", f"at most {longest} characters")
        for name, longest in LONGEST.items()
        if len(changes.get(name, "")) > longest
    ]
    email = changes.get("email", "").strip()
    if email and not _EMAIL.fullmatch(email):
        faults.append(Fault("/email", "an address such as someone@example.org"))
    if faults:
        raise Invalid("The profile cannot be changed like this.", faults=tuple(faults))
