import asyncio
from dataclasses import dataclass

import pytest

from dialonce.channels import FailureReason, Fallback, Handover, Outbound
from dialonce.channels.carrier import handed_over, not_handed_over
from tests.channels.messages import sms


@dataclass
class Answering:
    outcome: Handover
    asked: int = 0

    async def hand_over(self, message: Outbound) -> Handover:
        self.asked += 1
        return self.outcome


def failing(reason: FailureReason) -> Answering:
    return Answering(not_handed_over(reason))


@pytest.mark.parametrize(
    "reason", ["carrier-unreachable", "carrier-unavailable", "carrier-busy", "carrier-unauthorized"]
)
def test_fallback_after_a_carrier_that_cannot_be_used_tries_the_next(reason: str) -> None:
    second = Answering(handed_over("second"))
    outcome = asyncio.run(Fallback([failing(FailureReason(reason)), second]).hand_over(sms()))
    assert outcome.carrier_reference == "second"


@pytest.mark.parametrize("reason", ["carrier-timeout", "recipient-opted-out", "message-refused", "unknown"])
def test_fallback_after_a_failure_that_the_next_would_share_or_double_stops(reason: str) -> None:
    second = Answering(handed_over())
    outcome = asyncio.run(Fallback([failing(FailureReason(reason)), second]).hand_over(sms()))
    assert outcome.reason == reason
    assert second.asked == 0


def test_fallback_when_all_are_away_tells_of_the_last() -> None:
    carriers = [failing(FailureReason.CARRIER_UNREACHABLE), failing(FailureReason.CARRIER_BUSY)]
    assert asyncio.run(Fallback(carriers).hand_over(sms())).reason is FailureReason.CARRIER_BUSY


def test_fallback_of_no_carriers_has_none() -> None:
    assert asyncio.run(Fallback([]).hand_over(sms())).reason is FailureReason.NO_CARRIER
