"""A number as people of a place write it."""

import phonenumbers

from dialonce.numbers.culture import country_of_culture
from dialonce.numbers.number import Number


def format_for_people(number: Number, locale: str) -> str:
    """`06 51 58 09 55` for a reader in the number's country, `+33 6 51 58 09 55` elsewhere.

    A short code is its digits alone.
    """
    if number.is_short_code:
        return number.text[3:]
    home = country_of_culture(locale) == number.country
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(phonenumbers.parse(number.text), style)


def dial_uri(number: Number) -> str:
    """The `tel:` link that dials it (RFC 3966).

    A short code has no `+`: the handset dials it as it stands.
    """
    return f"tel:{number.text[3:] if number.is_short_code else number.text}"
