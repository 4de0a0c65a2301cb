"""Campaigns: who withdrew between queue and sending gets nothing, whatever races with what."""

import asyncio
import random
import time
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from dialonce.app.parts import Running
from dialonce.calls import CallStep
from dialonce.channels import Handover, MessageClass, Outbound
from dialonce.channels.carrier import handed_over, not_handed_over
from dialonce.channels.delivery import FailureReason
from dialonce.consent import Answer, record_answer
from dialonce.engagement import CampaignRef, NewCampaign, open_campaign, queue_campaign
from dialonce.errors import Invalid
from dialonce.jobs.campaigns import deliver_campaign_message
from dialonce.vault import NOWHERE, SUBJECT, SYSTEM, SubjectRef, opt_out
from tests.house_of import Furnished, furnish

PEOPLE = 40
ROUNDS = 3
SPREAD = 0.4


class SlowCarrier:
    """Takes its time, and remembers when each hand-over began and for whom."""

    def __init__(self, slowest: float = 0.0, reason: FailureReason | None = None) -> None:
        self.began: dict[str, float] = {}
        self._slowest = slowest
        self._reason = reason

    async def hand_over(self, message: Outbound) -> Handover:
        assert message.message_class is MessageClass.MARKETING
        assert "STOP" in message.text.body
        self.began[message.recipient.reveal()] = time.monotonic()
        await asyncio.sleep(random.uniform(0, self._slowest))
        return not_handed_over(self._reason) if self._reason else handed_over("reference")


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


async def agreed(running: Running, house: Furnished, number: str) -> SubjectRef:
    """Somebody known by a number who agreed to promotions by SMS."""
    vault = running.parts.vault
    await name(running, house, number)
    async with vault.session([house.publisher_id], SYSTEM) as session:
        (subject,) = await session.keyring.resolve(house.publisher_id, "phone-number", [number], session.now)
        await answer(session, house, subject, "accepted")
    return subject


async def answer(session, house: Furnished, subject: SubjectRef, choice: str) -> None:
    given = Answer(uuid4(), "promotion", choice, session.now, "sms", "fr", "centre", "of-age")
    await record_answer(session, house.publisher_id, subject, given)


async def name(running: Running, house: Furnished, number: str) -> None:
    """Seal the number into the subject's row, as a call does."""
    directory = running.parts.vault.directory
    solution, line = directory.solutions[house.solution_id], directory.lines_by_id[house.line_id]
    await running.parts.recorder.submit(CallStep(uuid4(), running.parts.now, solution, line, "call-start", number))


async def withdraw(running: Running, house: Furnished, subject: SubjectRef, choice: str = "refused") -> float:
    """Say no; when it was acknowledged."""
    async with running.parts.vault.session([house.publisher_id], SUBJECT) as session:
        await answer(session, house, subject, choice)
    return time.monotonic()


async def queued(running: Running, house: Furnished, subjects: list[UUID]) -> list[CampaignRef]:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        campaign = await open_campaign(session, NewCampaign("promotion", "Deux mois offerts.", "36179"))
        return await queue_campaign(session, campaign, subjects)


async def deliver(running: Running, carrier: SlowCarrier, ref: CampaignRef) -> bool:
    return await deliver_campaign_message(running.parts.vault, carrier, "AZUR", ref)


@pytest.mark.clause("4.2-b3")
async def test_who_agreed_gets_it_once(running, house):
    subject, carrier = await agreed(running, house, "+33612346001"), SlowCarrier()
    (ref,) = await queued(running, house, [subject.subject_id])
    assert await asyncio.gather(*(deliver(running, carrier, ref) for _ in range(4))) == [False] * 4
    assert list(carrier.began) == ["+33612346001"]


@pytest.mark.clause("4.2-b3", "4.2-b5", "S-CPCE-L34-5")
async def test_who_withdrew_after_the_queue_gets_nothing(running, house, owner):
    subject, carrier = await agreed(running, house, "+33612346002"), SlowCarrier()
    (ref,) = await queued(running, house, [subject.subject_id])
    await withdraw(running, house, subject)
    await deliver(running, carrier, ref)
    assert carrier.began == {}
    rows = await owner.execute("SELECT status FROM personal.campaign_message WHERE subject_id = %s", (ref.subject_id,))
    assert await rows.fetchall() == [("refused",)]


@pytest.mark.clause("4.2-b5", "S-GDPR-21")
@pytest.mark.parametrize("place", ["publisher", "everywhere"])
async def test_who_opted_out_after_the_queue_gets_nothing(running, house, place):
    number = {"publisher": "+33612346003", "everywhere": "+33612346004"}[place]
    subject, carrier = await agreed(running, house, number), SlowCarrier()
    (ref,) = await queued(running, house, [subject.subject_id])
    where = house.publisher_id if place == "publisher" else NOWHERE
    await opt_out(running.parts.vault, where, number, out=True)
    await deliver(running, carrier, ref)
    assert carrier.began == {}


async def test_carrier_that_is_busy_leaves_it_waiting(running, house):
    subject = await agreed(running, house, "+33612346005")
    (ref,) = await queued(running, house, [subject.subject_id])
    assert await deliver(running, SlowCarrier(reason=FailureReason.CARRIER_BUSY), ref)
    carrier = SlowCarrier()
    assert not await deliver(running, carrier, ref)
    assert len(carrier.began) == 1


@pytest.mark.clause("S-GDPR-7")
async def test_nothing_is_handed_over_after_a_withdrawal_was_acknowledged(running, house):
    """Many people, each withdrawing while their message is being sent: 0 leaks."""
    numbers = [f"+3361235{place:04d}" for place in range(PEOPLE)]
    subjects = [await agreed(running, house, number) for number in numbers]
    leaks, sent, refused = 0, 0, 0
    for _ in range(ROUNDS):
        for subject in subjects:
            await withdraw(running, house, subject, "accepted")
        refs = await queued(running, house, [subject.subject_id for subject in subjects])
        carrier = SlowCarrier(slowest=0.04)

        async def later(subject: SubjectRef) -> float:
            await asyncio.sleep(random.uniform(0, SPREAD))
            return await withdraw(running, house, subject)

        async def meanwhile(ref: CampaignRef, carrier: SlowCarrier) -> None:
            await asyncio.sleep(random.uniform(0, SPREAD))
            await deliver(running, carrier, ref)

        acknowledged, _ = await asyncio.gather(
            asyncio.gather(*(later(subject) for subject in subjects)),
            asyncio.gather(*(meanwhile(ref, carrier) for ref in refs)),
        )
        said_no = dict(zip(numbers, acknowledged, strict=True))
        leaks += sum(began > said_no[number] for number, began in carrier.began.items())
        sent += len(carrier.began)
        refused += PEOPLE - len(carrier.began)
    told = f"{ROUNDS * PEOPLE} races: {sent} sent before the no, {refused} stopped by it, {leaks} leaks"
    assert leaks == 0, told
    assert sent, told
    assert refused, told


@pytest.mark.clause("S-GDPR-7")
async def test_of_two_devices_that_race_the_no_wins(running, house):
    """One device says yes with a clock that runs behind, the other no: afterwards nothing goes out."""
    numbers = [f"+3361236{place:04d}" for place in range(PEOPLE // 2)]
    subjects = [await agreed(running, house, number) for number in numbers]
    refs = await queued(running, house, [subject.subject_id for subject in subjects])

    async def say_yes_late(subject: SubjectRef, moment: datetime) -> None:
        async with running.parts.vault.session([house.publisher_id], SUBJECT) as session:
            await asyncio.sleep(random.uniform(0, 0.05))
            given = Answer(uuid4(), "promotion", "accepted", moment, "sms", "fr", "app", "of-age")
            await record_answer(session, house.publisher_id, subject, given)

    for subject in subjects:
        pause = asyncio.create_task(say_yes_late(subject, running.parts.now))
        await asyncio.sleep(random.uniform(0, 0.02))
        await withdraw(running, house, subject)
        await pause
    carrier = SlowCarrier()
    await asyncio.gather(*(deliver(running, carrier, ref) for ref in refs))
    assert carrier.began == {}


async def test_campaign_without_a_way_to_stop_is_refused(running, house):
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        for new in (
            NewCampaign("promotion", "Deux mois offerts.", " "),
            NewCampaign("service-message", "Offre", "36179"),
        ):
            with pytest.raises(Invalid):
                await open_campaign(session, new)
