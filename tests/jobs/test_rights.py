"""What the rights desk does by itself: notices go out, archives go, the mailbox hears what is due."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.channels import EgressRules, MessageKind, SigningSecret, verify_webhook
from dialonce.jobs import RightsWork
from dialonce.policy import Action, Actor, Use
from dialonce.rights import Right
from dialonce.sharing import (
    NewAgreement,
    NoticeState,
    Writer,
    disclose,
    notices_of,
    register_agreement,
    signing_secret,
    tell_recipients,
)
from dialonce.vault import SYSTEM, Session, Who
from tests.calls.calling import Desk
from tests.channels.servers import http_server
from tests.rights.people import asks, somebody
from tests.vault.people import ALLOWING, at, new_publisher

WRITER = Writer("1 rue de la Paix", "privacy@example.org", "dpo@example.org", "https://menu.example")


@pytest.mark.clause("7-i")
async def test_mailbox_hears_what_is_due_and_no_name(running: Running) -> None:
    vault, desk = running.parts.vault, Desk()
    publisher = await new_publisher(running)
    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with at(vault, begun):
        async with vault.session([publisher], Who("staff:1")) as session:
            request = await asks(session, Right.ACCESS, body="Je suis Zéphyrine", name="Zéphyrine")
    work = RightsWork(vault, desk, WRITER)
    with at(vault, begun + timedelta(days=5)):
        assert await work.remind() == 0
    with at(vault, begun + timedelta(days=28)):
        assert await work.remind() == 1
    with at(vault, begun + timedelta(days=40)):
        await work.remind()
    assert [message.kind for message in desk.taken] == [MessageKind.EMAIL] * 2
    first, late = (message.text.body for message in desk.taken)
    assert f"{request.reference}\u00a0: due dans 3 jours, le 2 avril 2026" in first
    assert "en retard de 9 jours" in late
    assert "phyrine" not in first + late
    assert desk.taken[0].recipient.reveal() == "privacy@example.org"


async def test_installation_without_mailbox_is_not_reminded(running: Running) -> None:
    desk = Desk()
    assert await RightsWork(running.parts.vault, desk, Writer("", "", "", "")).remind() == 0
    assert desk.taken == []


async def shared(session: Session, subject: UUID, url: str) -> tuple[UUID, SigningSecret]:
    """A request that recipients must be told of, and the secret of the one who is reached at this address.

    Agreements are registered for public addresses alone; this one was moved into the house.
    """
    new = NewAgreement(
        party="partner:livraisons",
        name="Livraisons Réunies",
        reference="CTR-1",
        purposes=("service-provision",),
        categories=("call-log",),
        until=session.now + timedelta(days=9),
        webhook_url="https://livraisons.example/hook",
    )
    agreement = await register_agreement(session, new)
    await session.conn.execute("UPDATE core.agreement SET webhook_url = %s", (url,))
    use = Use(
        session.publisher,
        Actor.PUBLISHER,
        Action.DISCLOSE,
        "service-provision",
        frozenset({"call-log"}),
        agreement.party,
    )
    version = session.policy_of(session.publisher).version
    facts = msgspec.structs.replace(ALLOWING, agreement=agreement.fact(), notice_acknowledged=version)
    await disclose(session, use, facts, subject, agreement.reference)
    request_id = uuid4()
    await tell_recipients(session, subject, request_id, "erasure", ())
    return request_id, await signing_secret(session, agreement)


@pytest.mark.clause("3.3-a")
async def test_notice_reaches_the_recipients_server_signed(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = (await somebody(running, publisher)).subject_id
    with http_server() as far:
        async with vault.session([publisher], SYSTEM) as session:
            request_id, secret = await shared(session, subject, f"http://127.0.0.1:{far.port}/hook")
        work = RightsWork(vault, Desk(), WRITER, EgressRules(allow_private=True, allow_plaintext=True))
        assert await work.deliver() == 1
    (received,) = far.received
    assert verify_webhook([secret], received.headers, received.body, int(vault.clock().timestamp()))
    async with vault.session([publisher], SYSTEM) as session:
        assert [one.state for one in await notices_of(session, request_id)] == [NoticeState.SENT]
    await work.keep()


async def test_notice_to_a_private_address_is_not_sent(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = (await somebody(running, publisher)).subject_id
    with http_server() as far:
        async with vault.session([publisher], SYSTEM) as session:
            request_id, _ = await shared(session, subject, f"http://127.0.0.1:{far.port}/hook")
        await RightsWork(vault, Desk(), WRITER).deliver()
    assert far.received == []
    async with vault.session([publisher], SYSTEM) as session:
        assert [one.state for one in await notices_of(session, request_id)] == [NoticeState.FAILED]


async def test_desk_without_work_leaves_no_trace(running: Running, owner: AsyncConnection) -> None:
    work = RightsWork(running.parts.vault, Desk(), WRITER)
    await work.keep()
    before = await (await owner.execute("SELECT count(*) FROM audit.entry")).fetchone()
    await work.keep()
    assert await (await owner.execute("SELECT count(*) FROM audit.entry")).fetchone() == before
