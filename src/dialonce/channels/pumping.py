"""Limits against SMS pumping: fraud that makes us pay for messages to ranges whose owner shares the income.

Pure: counts come as arguments, kept elsewhere under keyed fingerprints, so that nothing here knows a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialonce.errors import Invalid


class LimitReason(StrEnum):
    """Which limit was reached, from the narrowest to the widest; stable codes."""

    COUNTRY_CLOSED = "country-closed"
    CALLER = "caller"
    UNOPENED_LINKS = "unopened-links"
    RANGE = "range"
    COUNTRY = "country"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one fingerprint sent in the current window.

    `ripe` of the `sent` are old enough that an honest person would have opened the link; `opened` of the
    ripe were. `clears_in` is in seconds: when the window gives room again.
    """

    sent: int = 0
    ripe: int = 0
    opened: int = 0
    clears_in: int = 0


@dataclass(frozen=True, slots=True)
class MessageKeys:
    """The four opaque fingerprints of one message; `range` and `country` are per installation, not per publisher."""

    caller: str
    publisher: str
    range: str
    country: str


@dataclass(frozen=True, slots=True)
class MessageCounts:
    """What was sent before this message under each of its keys."""

    caller: Tally
    publisher: Tally
    range: Tally
    country: Tally
    region: str
    """The destination's country, ISO 3166 alpha-2; it is compared with the open countries, not counted."""


@dataclass(frozen=True, slots=True)
class PumpingLimits:
    """The most messages per window, and the least share of opened links that a range must show.

    A range is judged once `judged_from` of its links are ripe. An empty `open_countries` opens none.
    """

    open_countries: frozenset[str] = frozenset({"FR"})
    per_caller: int = 5
    per_range: int = 100
    per_country: int = 20_000
    per_publisher: int = 10_000
    judged_from: int = 20
    least_opened_share: float = 0.1


@dataclass(frozen=True, slots=True)
class Allowed:
    pass


@dataclass(frozen=True, slots=True)
class Limited:
    """The narrowest limit that was reached, and the seconds until *every* reached limit has room again."""

    reason: LimitReason
    retry_after: int


_CLOSED_FOR = 86_400
_NOTHING = Tally()


def counts_for(keys: MessageKeys, tallies: Mapping[str, Tally], region: str) -> MessageCounts:
    """Pick the four tallies out of `tallies`; a fingerprint that is not there has sent nothing."""
    return MessageCounts(
        caller=tallies.get(keys.caller, _NOTHING),
        publisher=tallies.get(keys.publisher, _NOTHING),
        range=tallies.get(keys.range, _NOTHING),
        country=tallies.get(keys.country, _NOTHING),
        region=region,
    )


def allow_message(counts: MessageCounts, limits: PumpingLimits) -> Allowed | Limited:
    """Return whether one more message may go. Over a limit, `eligible` is false and nothing is sent."""
    if counts.region not in limits.open_countries:
        return Limited(LimitReason.COUNTRY_CLOSED, _CLOSED_FOR)
    reached = [
        (LimitReason.CALLER, counts.caller, counts.caller.sent >= limits.per_caller),
        (LimitReason.UNOPENED_LINKS, counts.range, _is_unopened(counts.range, limits)),
        (LimitReason.RANGE, counts.range, counts.range.sent >= limits.per_range),
        (LimitReason.COUNTRY, counts.country, counts.country.sent >= limits.per_country),
        (LimitReason.PUBLISHER, counts.publisher, counts.publisher.sent >= limits.per_publisher),
    ]
    over = [(reason, tally.clears_in) for reason, tally, is_over in reached if is_over]
    if not over:
        return Allowed()
    return Limited(over[0][0], max(1, *(clears_in for _, clears_in in over)))


def destination_range(number: str) -> str:
    """Return the block of 10,000 numbers that the E.164 `number` belongs to; the unit in which ranges are rented.

    It still tells where a person's number lies: fingerprint it before it is kept.
    """
    digits = number.removeprefix("+")
    if not (number.startswith("+") and digits.isascii() and digits.isdecimal() and 7 <= len(digits) <= 15):
        raise Invalid("A destination range is taken of an E.164 number: + and 7 to 15 digits.")
    return "+" + digits[:-4]


def _is_unopened(tally: Tally, limits: PumpingLimits) -> bool:
    return tally.ripe >= limits.judged_from and tally.opened < limits.least_opened_share * tally.ripe
