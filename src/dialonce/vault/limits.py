"""Restrictions and objections in memory: data that may be kept and not used (GDPR 18 and 21).

Every process knows the pseudonyms that are limited. The gate refuses what the policy lets nobody do with them, whatever facts it
is shown; rows that come for them are dropped, and rows of theirs are not opened.
"""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from dialonce.storage.personal import rows as stored
from dialonce.vault.session import SYSTEM, Gate, Vault


class _Limited(msgspec.Struct, frozen=True):
    subject_id: UUID
    kind: str


async def load_limits(vault: Vault) -> None:
    """Learn anew who is limited, and how."""
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        rows = await stored.query_rows(session.conn, "limitation", "running", {})
    remember(vault.limits, (msgspec.convert(row, _Limited) for row in rows))


def remember(limits: dict[UUID, frozenset[str]], found: Iterable[_Limited]) -> None:
    """Put what was found in the place of what was known."""
    known: dict[UUID, set[str]] = {}
    for one in found:
        known.setdefault(one.subject_id, set()).add(one.kind)
    limits.clear()
    limits.update({subject: frozenset(kinds) for subject, kinds in known.items()})


def mark_limited(gate: Gate, subject_id: UUID, kind: str, *, limited: bool) -> None:
    """Let this process know at once, when the transaction commits; the others hear of it a moment later."""

    def mark() -> None:
        before = gate.limits.get(subject_id, frozenset())
        after = before | {kind} if limited else before - {kind}
        _set(gate.limits, subject_id, after)

    gate.after_commit(mark)


def _set(limits: dict[UUID, frozenset[str]], subject_id: UUID, kinds: frozenset[str]) -> None:
    if kinds:
        limits[subject_id] = kinds
    else:
        limits.pop(subject_id, None)
