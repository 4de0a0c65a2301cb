"""The consent recorder: answers that arrive together share one transaction and its commit, a no like a yes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

import msgspec

from dialonce.consent.answer import Answer, answer_row, check_answer, check_gpc, collecting, record_answer
from dialonce.errors import Refused
from dialonce.policy import Denial, Permit
from dialonce.vault import GroupCommit, OpenRow, Session, SubjectRef, Vault, Who, query, store

DEVICE = Who("device")


class Given(msgspec.Struct, frozen=True):
    """An answer, and whose it is."""

    publisher_id: UUID
    subject: SubjectRef
    answer: Answer


Outcome = bool | Refused
"""Kept; not kept, since it has to wait for something and so goes alone; or refused."""


class ConsentRecorder(GroupCommit[Given, Outcome]):
    """Keeps answers from devices; `record` returns once the answer is committed."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(partial(_record_together, vault))
        self._vault = vault

    async def record(self, given: Given) -> None:
        """As `record_answer`, in company."""
        check_answer(given.answer)
        check_gpc(self._vault.policy_of(given.publisher_id), given.answer)
        outcome = await self.submit(given)
        if isinstance(outcome, Refused):
            raise outcome
        if not outcome:
            async with self._vault.session([given.publisher_id], DEVICE) as session:
                await record_answer(session, given.publisher_id, given.subject, given.answer)


async def _record_together(vault: Vault, items: Sequence[Given]) -> list[Outcome]:
    publishers = dict.fromkeys(item.publisher_id for item in items)
    outcomes: dict[int, Outcome] = {}
    async with vault.session(publishers, DEVICE) as session:
        for publisher_id in publishers:
            own = [item for item in items if item.publisher_id == publisher_id]
            found = await _record_for(session, publisher_id, own)
            outcomes |= {id(item): outcome for item, outcome in zip(own, found, strict=True)}
    return [outcomes[id(item)] for item in items]


async def _record_for(session: Session, publisher_id: UUID, items: Sequence[Given]) -> list[Outcome]:
    use, facts = collecting(publisher_id)
    answers = [session.decide(use, facts, subject=item.subject.subject_id) for item in items]
    permit = next((answer for answer in answers if isinstance(answer, Permit)), None)
    allowed = [item for item, answer in zip(items, answers, strict=True) if isinstance(answer, Permit)]
    standing = await _standing(session, permit, allowed) if permit else {}
    kept = [item for item in allowed if not item.answer.is_no or item.subject.subject_id in standing]
    if permit and kept:
        rows = [
            answer_row(session, publisher_id, item.subject, item.answer, standing.get(item.subject.subject_id, ()))
            for item in kept
        ]
        await store(session, permit, "consent", rows)
    places = {id(item) for item in kept}
    return [
        Refused(answer.explain("en"), clauses=answer.clauses) if isinstance(answer, Denial) else id(item) in places
        for item, answer in zip(items, answers, strict=True)
    ]


async def _standing(session: Session, permit: Permit, items: Sequence[Given]) -> Mapping[UUID, Sequence[OpenRow]]:
    """What stands of those who say no, held still until the transaction ends.

    Without whoever must be waited for (a message is being handed over to them) and whoever says more than one thing at once.
    """
    said = Counter(item.subject.subject_id for item in items)
    once = [item.subject.subject_id for item in items if item.answer.is_no and said[item.subject.subject_id] == 1]
    if not once:
        return {}
    locks = await query(session, permit, "consent", "lock_free", {"subject_ids": once})
    standing: dict[UUID, list[OpenRow]] = {lock.subject_id: [] for lock in locks if lock.clear["held"]}
    for row in await query(session, permit, "consent", "newest", {"subject_ids": list(standing)}):
        standing[row.subject_id].append(row)
    return standing
