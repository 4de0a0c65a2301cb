"""The person behind a session of the privacy centre, and where in this installation something is kept of them.

Which subjects are one person is known while a request is answered, and written nowhere.
"""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

import msgspec

from dialonce.policy import Action, Actor, Facts, Permit, Use, load_catalogue
from dialonce.subjects.identity import Identity
from dialonce.vault import (
    Session,
    Vault,
    change_caller_session,
    end_caller_session,
    open_caller_session,
    read_caller_session,
)


class Trace(msgspec.Struct, frozen=True):
    """A subject of one publisher."""

    publisher_id: UUID
    subject_id: UUID


class Person(msgspec.Struct, frozen=True):
    """What somebody proved in this session. `visits` are subjects that a private link of theirs led to, without a number."""

    identities: tuple[Identity, ...] = ()
    visits: tuple[Trace, ...] = ()

    def of_kind(self, kind: str) -> str | None:
        """The number or address that was proved, or None."""
        return next((one.value for one in self.identities if one.kind == kind), None)


async def sign_in(vault: Vault, person: Person) -> str:
    """Begin a session; the secret for the cookie."""
    return await open_caller_session(vault, msgspec.msgpack.encode(person))


async def recognise(vault: Vault, secret: str) -> Person | None:
    """Whose session it is; None when it has ended."""
    content = await read_caller_session(vault, secret)
    return msgspec.msgpack.decode(content, type=Person) if content is not None else None


async def extend(vault: Vault, secret: str, person: Person) -> None:
    """Let the session know more of the same person."""
    await change_caller_session(vault, secret, msgspec.msgpack.encode(person))


async def sign_out(vault: Vault, secret: str) -> None:
    """End the session at once."""
    await end_caller_session(vault, secret)


async def traces_of(vault: Vault, person: Person) -> list[Trace]:
    """Every subject that the person proved to be, publisher by publisher, by name."""
    publishers = [one.publisher_id for one in vault.directory.publishers.values()]
    found: dict[Trace, None] = {}
    for identity in person.identities:
        where = await vault.keyring.find_everywhere(publishers, identity.kind, identity.value, vault.clock())
        found |= {Trace(publisher_id, subject_id): None for publisher_id, subject_id in where.items()}
    found |= await _living(vault, person.visits)
    return sorted(found, key=lambda trace: _name(vault, trace.publisher_id))


async def _living(vault: Vault, visits: Iterable[Trace]) -> dict[Trace, None]:
    """Subjects of links that were not erased since."""
    alive: dict[Trace, None] = {}
    for trace in visits:
        if await vault.keyring.refs(trace.publisher_id, [trace.subject_id], vault.clock()):
            alive[trace] = None
    return alive


def _name(vault: Vault, publisher_id: UUID) -> str:
    entry = vault.directory.publishers.get(publisher_id)
    return entry.name.casefold() if entry else ""


def require_own(session: Session, trace: Trace, action: Action) -> Permit:
    """A Permit for the person to do something with all that is theirs (7-a). Raises `Refused`."""
    use = Use(trace.publisher_id, Actor.SUBJECT, action, "subject-rights", _kept(), recipient="subject")
    facts = Facts(identity_checked=True, action_by_user=True, legal_hold=False, request="self-service")
    return session.require(use, facts, subject=trace.subject_id)


@cache
def _kept() -> frozenset[str]:
    """Every category that some dataset about callers holds."""
    running = load_catalogue().running()
    return frozenset(
        category for name, dataset in running if name.startswith("personal.") for category in dataset.categories
    )
