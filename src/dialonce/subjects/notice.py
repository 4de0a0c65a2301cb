"""The notice comes before the data (0-c): who acknowledged it becomes a subject, and nobody else does.

Acknowledging is never consent. Declining leaves nothing here.
"""

from uuid import UUID

from dialonce.errors import Conflict
from dialonce.policy import Action, Actor, Facts, Use
from dialonce.vault import (
    SUBJECT,
    Link,
    NewRow,
    Session,
    SubjectRef,
    Vault,
    bind_link,
    find_link,
    forget_transient,
    store,
)

CHANNEL = "interface"
NOTICE_CATEGORIES = frozenset(("consent-record", "pseudonym"))


async def acknowledge_notice(vault: Vault, link: Link, secret: str, version: str) -> UUID:
    """The subject that the link leads to from now on. The first acknowledgement stays; a second changes nothing.

    Raises `Conflict` when the policy has another version by now: then that one has to be read.
    """
    async with vault.session([link.publisher_id], SUBJECT) as session:
        subject = await new_subject(session, link.publisher_id, version)
    await bind_link(vault.keyring, secret, link, subject.subject_id)
    bound = await find_link(vault, secret)
    if bound is None or bound.subject_id is None or bound.subject_id == subject.subject_id:
        return subject.subject_id
    await forget_transient(vault, link.publisher_id, subject.subject_id)
    return bound.subject_id


async def new_subject(session: Session, publisher_id: UUID, version: str) -> SubjectRef:
    """Somebody new who acknowledged the notice of this version on a page of ours, with the proof. Raises `Conflict`."""
    if version != session.policy_of(publisher_id).version:
        raise Conflict("The notice has changed since this page was opened. Open the page again and read it anew.")
    use = Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, "notice", NOTICE_CATEGORIES)
    facts = Facts(notice_acknowledged=version, notice_channel=CHANNEL, action_by_user=True, subject_restricted=False)
    (subject,) = await session.keyring.create(publisher_id, 1, session.now)
    permit = session.require(use, facts, subject=subject.subject_id)
    await store(session, permit, "notice", [NewRow(subject, None, (version, CHANNEL, session.now))])
    return subject
