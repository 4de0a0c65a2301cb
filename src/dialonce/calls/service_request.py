"""The caller said yes: a link is made, bound to the call, and a message with it goes out.

Where callers had the notice before, the request is kept as theirs. Otherwise nothing personal is: the number waits sealed
under a key made for this one message, and both are gone when the message is handed over (C3).
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.calls.eligibility import LINK_CATEGORIES, Eligible
from dialonce.calls.steps import line_facts, notice_given, use_of
from dialonce.policy import Action, Facts, Permit
from dialonce.storage.directory import SolutionEntry
from dialonce.vault import (
    CountKey,
    Link,
    NewRow,
    Session,
    SubjectRef,
    Vault,
    Who,
    add_link,
    add_offer,
    new_link_secret,
    store,
    whole_hour,
)

LINK_LIFE = timedelta(hours=1)
MESSAGE_LIFE = timedelta(minutes=10)
REQUEST_CATEGORIES = frozenset(("phone-number", "called-number", "call-log", "interaction", "pseudonym"))


class MessageRef(msgspec.Struct, frozen=True):
    """A message that waits for its carrier. `transient`: its subject exists for it alone and goes with it."""

    publisher_id: UUID
    subject_id: UUID
    message_id: UUID
    transient: bool


Enqueue = Callable[[MessageRef], Awaitable[None]]


async def request_service(
    vault: Vault, solution: SolutionEntry, eligible: Eligible, *, culture: str, enqueue: Enqueue
) -> MessageRef:
    """Send the link of the line's interface to the caller. Answers once it is stored; the carrier comes later."""
    now = vault.clock()
    known = notice_given(solution, now)
    who = Who(f"solution:{solution.solution_id}")
    async with vault.session([solution.publisher_id], who) as session:
        subject = await _subject(session, solution, eligible, known=known)
        permit = _permit(session, solution, eligible, subject, known=known)
        secret = new_link_secret()
        link = _link(solution, eligible, subject if known else None, culture, now)
        await add_link(vault.keyring, secret, link)
        await add_offer(vault, msgspec.structs.replace(eligible.offer, offer_id=link.request_id))
        if known:
            await _keep_request(session, permit, solution, eligible, subject, link)
        ref = MessageRef(solution.publisher_id, subject.subject_id, uuid4(), transient=not known)
        await _queue(session, permit, ref, subject, eligible, secret, culture)
        session.count(_count_key(solution, eligible, culture, now))
        caller = session.running_calls.fingerprint(solution.publisher_id, eligible.caller.text)
        session.after_commit(lambda: session.running_calls.bind(link.request_id, caller))
        session.after_commit(lambda: enqueue(ref))
    return ref


async def _subject(session: Session, solution: SolutionEntry, eligible: Eligible, *, known: bool) -> SubjectRef:
    if known:
        (subject,) = await session.keyring.resolve(
            solution.publisher_id, "phone-number", [eligible.caller.text], session.now
        )
    else:
        (subject,) = await session.keyring.create(solution.publisher_id, 1, session.now)
    return subject


def _permit(
    session: Session, solution: SolutionEntry, eligible: Eligible, subject: SubjectRef, *, known: bool
) -> Permit:
    version = session.policy_of(solution.publisher_id).version if known else None
    facts: Facts = msgspec.structs.replace(
        line_facts(eligible.line, version, solution.notice_channel if known else None), action_by_user=True
    )
    if known:
        use = use_of(solution.publisher_id, Action.COLLECT, "service-provision", REQUEST_CATEGORIES)
    else:
        use = use_of(solution.publisher_id, Action.TRANSIENT, "service-link", LINK_CATEGORIES)
    return session.require(use, facts, subject=subject.subject_id if known else None)


def _link(solution: SolutionEntry, eligible: Eligible, subject: SubjectRef | None, culture: str, now: datetime) -> Link:
    request_id = uuid4()
    return Link(
        publisher_id=solution.publisher_id,
        line_id=eligible.line.line_id,
        solution_id=solution.solution_id,
        interface_id=eligible.interface.interface_id,
        interface_version=eligible.interface.version_of(request_id),
        subject_id=subject.subject_id if subject else None,
        request_id=request_id,
        culture=culture,
        created_at=now,
        expires_at=now + LINK_LIFE,
    )


async def _keep_request(
    session: Session, permit: Permit, solution: SolutionEntry, eligible: Eligible, subject: SubjectRef, link: Link
) -> None:
    clear = (session.now, eligible.line.line_id, solution.solution_id, link.expires_at, None)
    row = NewRow(subject, link.request_id, clear)
    identity = {subject.subject_id: {"phone-number": eligible.caller.text}}
    await store(session, permit, "service_request", [row], identities=identity)


async def _queue(
    session: Session,
    permit: Permit,
    ref: MessageRef,
    subject: SubjectRef,
    eligible: Eligible,
    secret: str,
    culture: str,
) -> None:
    clear = (session.now, "link", "service", "queued", "", 0, "", session.now, session.now + MESSAGE_LIFE)
    private = {"to": eligible.caller.text, "link": secret, "culture": culture, "transient": ref.transient}
    await store(session, permit, "message", [NewRow(subject, ref.message_id, clear, private)])


def _count_key(solution: SolutionEntry, eligible: Eligible, culture: str, now: datetime) -> CountKey:
    return CountKey(
        publisher_id=solution.publisher_id,
        line_id=eligible.line.line_id,
        hour=whole_hour(now),
        step="link-requested",
        interface_id=eligible.interface.interface_id,
        interface_version=eligible.interface.published_version or 0,
        solution_id=solution.solution_id,
        culture=culture,
    )
