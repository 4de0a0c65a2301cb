"""Questions about a number that decide what may be done with it."""

import phonenumbers
from phonenumbers import shortnumberinfo as short_numbers

from dialonce.numbers.culture import country_of_culture
from dialonce.numbers.number import Kind, Number
from dialonce.numbers.parse import find_number

_TAKES_MESSAGES = frozenset((Kind.MOBILE, Kind.MOBILE_OR_LANDLINE))


def can_receive_sms(number: Number) -> bool:
    """Whether the number is assigned to mobiles, or to mobiles and landlines alike as in North America."""
    return number.kind in _TAKES_MESSAGES


def is_mobile(text: str, culture: str | None = None) -> bool:
    """The answer of the classic `GET /phoneNumbers/isMobile` (classic API, section 2).

    Digits that are no valid number, and national numbers without a culture, are not mobile. Raises Invalid
    for a text that cannot be a telephone number at all.
    """
    number = find_number(text, country_of_culture(culture))
    return number is not None and can_receive_sms(number)


def is_premium_rate(number: Number) -> bool:
    """Whether dialling it costs more than an ordinary call, as far as the numbering plans know.

    For a short code of unknown cost the answer is no: the plans list few of them.
    """
    if not number.is_short_code:
        return number.kind is Kind.PREMIUM
    parsed = phonenumbers.parse(number.text[3:], number.country)
    cost = short_numbers.expected_cost_for_region(parsed, number.country)
    return cost == short_numbers.ShortNumberCost.PREMIUM_RATE
