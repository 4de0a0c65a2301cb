"""Agreements, transfers and legal cases: what is on file, and what the policy makes of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.policy import Action, Actor, Denial, LegalGround, Mechanism, Permit, Use
from dialonce.sharing import (
    Agreement,
    NewAgreement,
    NewTransfer,
    agreement_with,
    approve_case,
    close_case,
    end_agreement,
    end_transfer,
    list_agreements,
    list_cases,
    list_transfers,
    notice_case,
    open_case,
    processor_agreement,
    read_agreement,
    read_case,
    register_agreement,
    register_transfer,
    transfer_to,
)
from dialonce.vault import SYSTEM, Session, Who
from tests.vault.people import ALLOWING, new_publisher

PARTY = "partner:livraisons"


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


def new(session: Session, **more: object) -> NewAgreement:
    given = {
        "party": PARTY,
        "name": "Livraisons Réunies",
        "reference": "CTR-1",
        "purposes": ("service-provision",),
        "categories": ("call-log",),
        "until": session.now + timedelta(days=365),
        "email": "rgpd@livraisons.example",
        **more,
    }
    return msgspec.convert(given, NewAgreement)


def disclosing(session: Session, agreement: Agreement | None, *categories: str, region: str = "FR") -> Permit | Denial:
    """What the policy says to a disclosure of these categories under this agreement."""
    use = Use(
        session.publisher, Actor.PUBLISHER, Action.DISCLOSE, "service-provision", frozenset(categories), PARTY, region
    )
    version = session.policy_of(session.publisher).version
    fact = agreement.fact() if agreement else None
    return session.decide(use, msgspec.structs.replace(ALLOWING, agreement=fact, notice_acknowledged=version))


@pytest.mark.clause("6.3-a", "6.3-c", "S-GDPR-28")
async def test_only_what_an_agreement_names_goes_out(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        agreement = await register_agreement(session, new(session))
        assert isinstance(disclosing(session, agreement, "call-log"), Permit)
        assert isinstance(disclosing(session, agreement, "call-log", "phone-number"), Denial)
        assert isinstance(disclosing(session, None, "call-log"), Denial)


@pytest.mark.clause("3.3-a")
async def test_ended_agreement_lets_nothing_out(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        agreement = await register_agreement(session, new(session))
        ended = await end_agreement(session, agreement.agreement_id)
        assert not ended.binds(session.now)
        assert isinstance(disclosing(session, ended, "call-log"), Denial)
        assert (await read_agreement(session, agreement.agreement_id)).ended_at == session.now
        with pytest.raises(Conflict):
            await end_agreement(session, agreement.agreement_id)


async def test_newest_agreement_with_a_party_counts(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        assert await agreement_with(session, PARTY) is None
        await register_agreement(session, new(session))
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        newer = await register_agreement(session, new(session, reference="CTR-2"))
        assert await agreement_with(session, PARTY) == newer
        assert len(await list_agreements(session)) == 2


@pytest.mark.clause("3.1-m")
async def test_processor_agreement_is_the_operators(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await register_agreement(session, new(session))
        assert await processor_agreement(session) is None
        await register_agreement(session, new(session, party="operator:dial-once", purposes=("orders",)))
        fact = await processor_agreement(session)
        assert fact is not None
        assert fact.purposes == frozenset({"orders"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"party": "huawei"},
        {"party": "friend:x"},
        {"purposes": ("sale",)},
        {"purposes": ()},
        {"categories": ("everything",)},
        {"country": "XX"},
        {"email": ""},
        {"name": " "},
        {"webhook_url": "http://livraisons.example/hook"},
        {"webhook_url": "https://127.0.0.1/hook"},
    ],
)
async def test_what_cannot_be_an_agreement_is_invalid(
    running: Running, publisher: UUID, wrong: dict[str, object]
) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Invalid):
            await register_agreement(session, new(session, **wrong))


async def test_agreements_of_others_are_not_there(running: Running, publisher: UUID) -> None:
    foreign = await new_publisher(running)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        agreement = await register_agreement(session, new(session))
    async with running.parts.vault.session([foreign], SYSTEM) as session:
        assert await list_agreements(session) == []
        with pytest.raises(NotFound):
            await end_agreement(session, agreement.agreement_id)


@pytest.mark.clause("10-a", "10-b", "S-GDPR-44")
async def test_data_leaves_the_union_only_under_a_safeguard(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        agreement = await register_agreement(session, new(session, country="MA"))
        assert await transfer_to(session, "MA") is None
        assert isinstance(disclosing(session, agreement, "call-log", region="MA"), Denial)
        made = await register_transfer(
            session,
            NewTransfer(
                country="MA",
                mechanism=Mechanism.STANDARD_CLAUSES,
                until=session.now + timedelta(days=90),
                assessed=True,
                agreement_id=agreement.agreement_id,
            ),
        )
        fact = await transfer_to(session, "MA")
        assert fact == made.fact()
        use = Use(
            publisher, Actor.PUBLISHER, Action.DISCLOSE, "service-provision", frozenset({"call-log"}), PARTY, "MA"
        )
        version = session.policy_of(publisher).version
        facts = msgspec.structs.replace(
            ALLOWING, agreement=agreement.fact(), transfer=fact, notice_acknowledged=version
        )
        session.require(use, facts)
        await end_transfer(session, made.transfer_id)
        assert len(await list_transfers(session)) == 1
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        assert await transfer_to(session, "MA") is None
        with pytest.raises(NotFound):
            await end_transfer(session, uuid4())


@pytest.mark.clause("10-c", "S-GDPR-49")
async def test_consent_never_grounds_a_regular_flow(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        until = session.now + timedelta(days=9)
        for wrong in (
            NewTransfer(country="MA", mechanism=Mechanism.EXPLICIT_CONSENT, until=until),
            NewTransfer(country="DE", mechanism=Mechanism.STANDARD_CLAUSES, until=until),
            NewTransfer(country="MA", mechanism=Mechanism.STANDARD_CLAUSES, until=session.now),
        ):
            with pytest.raises(Invalid):
                await register_transfer(session, wrong)


@pytest.mark.clause("6.4-a", "6.4-b", "6.4-c")
async def test_legal_case_needs_two_people(running: Running, publisher: UUID) -> None:
    vault = running.parts.vault
    use = Use(
        publisher,
        Actor.PUBLISHER,
        Action.DISCLOSE,
        "legal-obligation",
        frozenset({"call-log", "phone-number"}),
        "authority:tj-paris",
    )
    async with vault.session([publisher], Who("staff:1")) as session:
        case = await open_case(session, LegalGround.ORDER, "TJ Paris 26/1234", "Réquisition du 12 novembre 2026.")
        await approve_case(session, case.case_id)
        once = await approve_case(session, case.case_id)
        assert once.approvals == 1
    async with vault.session([publisher], Who("staff:2")) as session:
        await approve_case(session, case.case_id)
        told = await notice_case(session, case.case_id)
        facts = msgspec.structs.replace(ALLOWING, legal_case=told.fact())
        assert told.approvals == 2
        session.require(use, facts)
        unapproved = msgspec.structs.replace(ALLOWING, legal_case=once.fact())
        assert isinstance(session.decide(use, unapproved), Denial)
        closed = await close_case(session, case.case_id)
        assert closed.closed_at == session.now
        assert [one.case_id for one in await list_cases(session)] == [case.case_id]
        with pytest.raises(NotFound):
            await read_case(session, uuid4())


async def test_case_without_justification_is_none(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Invalid):
            await open_case(session, LegalGround.NEED, " ", "court")
