"""People who ask, for tests of the rights desk: somebody who called, and a desk to answer them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.app.parts import Running
from dialonce.policy import Action, Actor, Contacts, Use
from dialonce.rights import Channel, Desk, Identity, NewRequest, Request, Right, open_request
from dialonce.sharing import NewAgreement, disclose, register_agreement
from dialonce.vault import SYSTEM, Session, SubjectRef
from dialonce.web.rights_desk import desk_of
from tests.vault.people import ALLOWING, call

NUMBER = "+33612345678"
CONTACTS = Contacts(
    "privacy@example.org", "Claude Martin, dpo@example.org", "Dial-Once", "1 rue de la Paix, 75002 Paris"
)


def desk_for(running: Running, publisher_id: UUID) -> Desk:
    """A desk whose letters have every address."""
    desk = desk_of(running.parts, publisher_id)
    head = msgspec.structs.replace(desk.head, controller_address="1 rue de la Paix, 75002 Paris", contacts=CONTACTS)
    return msgspec.structs.replace(desk, head=head)


async def somebody(running: Running, publisher_id: UUID, number: str = NUMBER, steps: int = 3) -> SubjectRef:
    """Somebody who called, so many steps."""
    return await call(running.parts.vault, publisher_id, number, steps=steps)


async def asks(
    session: Session,
    right: Right,
    subject: UUID | None = None,
    *,
    identity: Identity = Identity.CONFIRMED,
    channel: Channel = Channel.PAGE,
    received_at: datetime | None = None,
    **more: str,
) -> Request:
    """A request, received now unless said otherwise."""
    when = received_at or session.now
    given = {"right": right, "channel": channel, "subject": subject, "identity": identity, "received_at": when, **more}
    return await open_request(session, msgspec.convert(given, NewRequest))


async def disclosed(running: Running, publisher_id: UUID, subject_id: UUID, party: str = "partner:livraisons") -> None:
    """The person's calls went to a partner, once, under an agreement."""
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        agreement = await register_agreement(
            session,
            NewAgreement(
                party=party,
                name="Livraisons Réunies",
                reference=f"CTR-{uuid4().hex[:6]}",
                purposes=("service-provision",),
                categories=("call-log", "called-number", "phone-number"),
                until=session.now + timedelta(days=365),
                postal_address="2 quai du Port, 13002 Marseille",
            ),
        )
        use = Use(publisher_id, Actor.PUBLISHER, Action.DISCLOSE, "service-provision", frozenset({"call-log"}), party)
        facts = msgspec.structs.replace(
            ALLOWING, agreement=agreement.fact(), notice_acknowledged=session.policy_of(publisher_id).version
        )
        await disclose(session, use, facts, subject_id, agreement.reference)
