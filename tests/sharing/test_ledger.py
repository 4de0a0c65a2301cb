"""The ledger and the notices: what leaves is projected and written down; who got it is told."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from psycopg import AsyncConnection
from psycopg.errors import InsufficientPrivilege

from dialonce.app.parts import Running
from dialonce.channels import DeliveryStatus, FailureReason, Handover, MessageKind, Outbound, SigningSecret
from dialonce.errors import Conflict, NotFound, Refused
from dialonce.policy import Action, Actor, Use
from dialonce.sharing import (
    NewAgreement,
    NoticeState,
    Writer,
    confirm_notice,
    deliver_notices,
    disclose,
    end_agreement,
    list_disclosures,
    notice_letter,
    notices_of,
    recent_disclosures,
    recipients_of,
    register_agreement,
    renew_secret,
    signing_secret,
    tell_recipients,
)
from dialonce.vault import SYSTEM
from tests.vault.people import ALLOWING, call, new_publisher

NUMBER = "+33612345678"
WRITER = Writer("1 rue de la Paix, 75002 Paris", "privacy@example.org", "dpo@example.org", "https://menu.example")


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


class Desk:
    """A carrier that keeps what it is handed, and answers as it is told."""

    def __init__(self, answer: Handover | None = None) -> None:
        self.answer = answer or Handover(DeliveryStatus.SENT)
        self.taken: list[Outbound] = []
        self.secrets: list[SigningSecret] = []

    async def hand_over(self, message: Outbound) -> Handover:
        self.taken.append(message)
        return self.answer

    def webhook(self, secrets: Sequence[SigningSecret]) -> "Desk":
        self.secrets.extend(secrets)
        return self


async def shared(running: Running, publisher: UUID, party: str = "partner:livraisons", **reach: str) -> UUID:
    """Somebody's calls went to a party that is reached like this; their pseudonym."""
    vault = running.parts.vault
    subject = (await call(vault, publisher, f"+3361{uuid4().int % 10**7:07d}", steps=2)).subject_id
    async with vault.session([publisher], SYSTEM) as session:
        agreement = await register_agreement(
            session,
            NewAgreement(
                party=party,
                name="Livraisons Réunies",
                reference="CTR-1",
                purposes=("service-provision",),
                categories=("call-log", "called-number"),
                until=session.now + timedelta(days=365),
                **(reach or {"postal_address": "2 quai du Port, 13002 Marseille"}),
            ),
        )
        use = Use(publisher, Actor.PUBLISHER, Action.DISCLOSE, "service-provision", frozenset({"call-log"}), party)
        version = session.policy_of(publisher).version
        facts = msgspec.structs.replace(ALLOWING, agreement=agreement.fact(), notice_acknowledged=version)
        out = await disclose(session, use, facts, subject, agreement.reference)
    assert set(out.data) == {"personal.call_step"}
    assert {name for row in out.data["personal.call_step"] for name in row} <= {"occurred_at", "step", "details"}
    return subject


@pytest.mark.clause("6-b", "6.2-b", "6.3-c", "0-b")
async def test_disclosure_is_projected_and_written_down(running: Running, publisher: UUID) -> None:
    subject = await shared(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        (entry,) = await list_disclosures(session, subject)
        assert (entry.recipient, entry.categories, entry.ground) == ("partner:livraisons", ("call-log",), "CTR-1")
        assert await recent_disclosures(session) == [entry]
        (recipient,) = await recipients_of(session, subject)
        assert (recipient.name, recipient.times, recipient.country) == ("Livraisons Réunies", 1, "FR")


@pytest.mark.clause("6-b")
async def test_refused_disclosure_leaves_no_row(running: Running, publisher: UUID) -> None:
    subject = (await call(running.parts.vault, publisher, NUMBER)).subject_id
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        use = Use(
            publisher, Actor.PUBLISHER, Action.DISCLOSE, "service-provision", frozenset({"call-log"}), "partner:nobody"
        )
        with pytest.raises(Refused):
            await disclose(session, use, ALLOWING, subject, "none")
        assert await list_disclosures(session, subject) == []


async def test_ledger_is_never_changed(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    await shared(running, publisher)
    async with owner.transaction(force_rollback=True):
        await owner.execute("SET LOCAL ROLE dialonce_service")
        with pytest.raises(InsufficientPrivilege):
            await owner.execute("UPDATE personal.disclosure SET recipient = 'partner:other'")


@pytest.mark.clause("3.3-a", "7-i")
async def test_webhook_carries_references_signed_for_the_recipient(running: Running, publisher: UUID) -> None:
    subject = await shared(running, publisher, webhook_url="https://livraisons.example/hook")
    request_id, desk = uuid4(), Desk(Handover(DeliveryStatus.DELIVERED))
    vault = running.parts.vault
    async with vault.session([publisher], SYSTEM) as session:
        assert await tell_recipients(session, subject, request_id, "erasure", ()) == ["Livraisons Réunies"]
    assert await deliver_notices(vault, desk, desk.webhook, WRITER) == 1
    (taken,) = desk.taken
    assert taken.kind is MessageKind.WEBHOOK
    event = msgspec.json.decode(taken.text.body)
    assert event["type"] == "data.erasure"
    assert event["disclosure"].startswith("C-")
    assert "+336" not in taken.text.body
    assert len(desk.secrets) == 1
    async with vault.session([publisher], SYSTEM) as session:
        (notice,) = await notices_of(session, request_id)
        assert (notice.state, notice.attempts) == (NoticeState.SENT, 1)
    assert await deliver_notices(vault, desk, desk.webhook, WRITER) == 0


async def test_email_holds_the_letter(running: Running, publisher: UUID) -> None:
    subject = await shared(running, publisher, email="rgpd@livraisons.example")
    request_id, desk = uuid4(), Desk()
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await tell_recipients(session, subject, request_id, "rectification", ("Nom",))
    await deliver_notices(running.parts.vault, desk, desk.webhook, WRITER)
    (taken,) = desk.taken
    assert taken.kind is MessageKind.EMAIL
    assert "Certaines ont été rectifiées : Nom." in taken.text.body.replace("\u00a0", " ")
    assert "CTR-1" in taken.text.body


async def test_letter_waits_for_a_person_who_prints_it(running: Running, publisher: UUID) -> None:
    subject = await shared(running, publisher)
    request_id, desk = uuid4(), Desk()
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await tell_recipients(session, subject, request_id, "restriction", ())
    await deliver_notices(running.parts.vault, desk, desk.webhook, WRITER)
    assert desk.taken == []
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        (notice,) = await notices_of(session, request_id)
        assert notice.state is NoticeState.BY_LETTER
        assert "sans les utiliser" in (await notice_letter(session, notice, WRITER)).body


async def test_failed_delivery_is_tried_again_and_then_given_up(running: Running, publisher: UUID) -> None:
    subject = await shared(running, publisher, email="rgpd@livraisons.example")
    request_id = uuid4()
    vault = running.parts.vault
    busy = Desk(Handover(DeliveryStatus.FAILED, reason=FailureReason.CARRIER_BUSY))
    gone = Desk(Handover(DeliveryStatus.FAILED, reason=FailureReason.RECIPIENT_GONE))
    async with vault.session([publisher], SYSTEM) as session:
        await tell_recipients(session, subject, request_id, "erasure", ())
    assert await deliver_notices(vault, busy, busy.webhook, WRITER) == 0
    assert await deliver_notices(vault, gone, gone.webhook, WRITER) == 1
    async with vault.session([publisher], SYSTEM) as session:
        (notice,) = await notices_of(session, request_id)
        assert (notice.state, notice.attempts, notice.answer) == (NoticeState.FAILED, 2, "recipient-gone")


@pytest.mark.clause("3.3-a")
async def test_recipient_confirms_once(running: Running, publisher: UUID) -> None:
    subject = await shared(running, publisher)
    request_id = uuid4()
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await tell_recipients(session, subject, request_id, "erasure", ())
        (notice,) = await notices_of(session, request_id)
        confirmed = await confirm_notice(session, notice.notice_id, "Fait, sauf les factures (L123-22).")
        assert confirmed.confirmed_at == session.now
        assert [one.state for one in await notices_of(session, request_id)] == [NoticeState.CONFIRMED]
        with pytest.raises(Conflict):
            await confirm_notice(session, notice.notice_id)
        with pytest.raises(NotFound):
            await confirm_notice(session, uuid4())


async def test_recipients_of_an_ended_agreement_are_told_too(running: Running, publisher: UUID) -> None:
    subject = await shared(running, publisher, email="rgpd@livraisons.example")
    desk = Desk()
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        from dialonce.sharing import list_agreements

        (agreement,) = await list_agreements(session)
        await end_agreement(session, agreement.agreement_id)
        assert await tell_recipients(session, subject, uuid4(), "erasure", ()) == ["Livraisons Réunies"]
    assert await deliver_notices(running.parts.vault, desk, desk.webhook, WRITER) == 1


async def test_secret_is_the_agreements_own_and_can_be_renewed(running: Running, publisher: UUID) -> None:
    await shared(running, publisher, webhook_url="https://livraisons.example/hook")
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        from dialonce.sharing import list_agreements

        (agreement,) = await list_agreements(session)
        first, again = [await signing_secret(session, agreement) for _ in range(2)]
        renewed = await renew_secret(session, agreement)
    assert first.sign("m", 0, b"") == again.sign("m", 0, b"")
    assert first.sign("m", 0, b"") != renewed.sign("m", 0, b"")
