"""Several carriers for one route: when one cannot be used, the next one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialonce.channels.carrier import Carrier, Handover, Outbound, not_handed_over
from dialonce.channels.delivery import FailureReason

_NOT_TAKEN = frozenset(
    {
        FailureReason.CARRIER_UNREACHABLE,
        FailureReason.CARRIER_UNAVAILABLE,
        FailureReason.CARRIER_BUSY,
        FailureReason.CARRIER_UNAUTHORIZED,
    }
)


@dataclass(frozen=True, slots=True)
class Fallback:
    """A carrier made of `carriers` in order of preference.

    The next is tried only when the one before surely has not taken the message: after a timeout it may
    have, and the person would get it twice.
    """

    carriers: Sequence[Carrier]

    async def hand_over(self, message: Outbound) -> Handover:
        outcome = not_handed_over(FailureReason.NO_CARRIER)
        for carrier in self.carriers:
            outcome = await carrier.hand_over(message)
            if outcome.reason not in _NOT_TAKEN:
                break
        return outcome
