"""From what people, files and telephone networks write to a `Number`.

Three doors: `parse_number` for any number, `parse_caller` for who calls (never a short code), `parse_line`
for what is registered and dialled (never an emergency service). `find_number` tells the two classic failures
apart: a string that is no telephone number (error) and digits that no country would dial (None).
"""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType, ValidationResult
from phonenumbers import shortnumberinfo as short_numbers

from dialonce.errors import Invalid
from dialonce.numbers.number import Kind, Number

CACHED_NUMBERS = 16_384
LONGEST_TEXT = 40

_SHAPE = re.compile(r"(?:tel:)?\s*(\+?[\d\s().\-/\u00a0\u202f]*\d[\d\s().\-/\u00a0\u202f]*)", re.ASCII | re.IGNORECASE)
_SHORT_CODE = re.compile(r"([A-Za-z]{2}):(\d{2,6})", re.ASCII)
_KINDS = {
    PhoneNumberType.MOBILE: Kind.MOBILE,
    PhoneNumberType.FIXED_LINE: Kind.LANDLINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: Kind.MOBILE_OR_LANDLINE,
    PhoneNumberType.TOLL_FREE: Kind.TOLL_FREE,
    PhoneNumberType.SHARED_COST: Kind.SHARED_COST,
    PhoneNumberType.PREMIUM_RATE: Kind.PREMIUM,
    PhoneNumberType.VOIP: Kind.VOIP,
    PhoneNumberType.UNKNOWN: Kind.UNASSIGNED,
}


def parse_number(text: str, country: str | None = None) -> Number:
    """The number that `text` writes: E.164, national or short code, or our canonical form.

    National numbers and short codes need `country` (ISO 3166, capitals). The number need not be assigned to
    anyone, but its country must be able to dial it. Raises Invalid otherwise; the message never repeats the
    number.
    """
    number = find_number(text, country)
    if number is None:
        hint = f"digits that {country} does not dial" if country else "a national number without its country"
        raise Invalid(f"The telephone number is {hint}; write it with + and the country code, such as +33…")
    return number


def parse_caller(text: str, country: str | None = None) -> Number:
    """The number of a person who calls.

    Raises Invalid as `parse_number` does, and for a short code: nobody calls from one.
    """
    number = parse_number(text, country)
    if number.is_short_code:
        raise Invalid("The caller's number is a short code; only companies are dialled by one, write +33…")
    return number


def parse_line(text: str, country: str | None = None) -> Number:
    """The number of a line to register.

    Raises Invalid as `parse_number` does, and for an emergency service.
    """
    number = parse_number(text, country)
    if is_emergency(number):
        raise Invalid("The line is an emergency number; those calls are never touched, leave it out.")
    return number


def is_emergency(number: Number) -> bool:
    """Whether dialling it reaches rescue or police in its country (libphonenumber metadata)."""
    return number.is_short_code and short_numbers.is_emergency_number(number.text[3:], number.country)


@lru_cache(maxsize=CACHED_NUMBERS)
def find_number(text: str, country: str | None = None) -> Number | None:
    """The number that `text` writes; None when its digits are merely not a number that `country` dials.

    Raises Invalid when `text` cannot be a telephone number at all: letters, no digit, far too long.
    The last answers are kept in memory (bounded), because parsing costs some 25 µs; see `forget_numbers`.
    """
    if short := _SHORT_CODE.fullmatch(text):
        return _short_code(short[2], short[1].upper())
    shape = _SHAPE.fullmatch(text.strip()) if len(text) <= LONGEST_TEXT else None
    if shape is None:
        raise Invalid("This is not a telephone number: use digits, spaces and one leading +, such as +33…")
    written = re.sub(r"\s+", " ", shape[1])
    if country is None and written.startswith("00"):
        written = "+" + written[2:]
    return _full_number(written, country) or _dialled_short(written, country)


def forget_numbers() -> None:
    """Empty the memory of parsed numbers, for instance after an erasure."""
    find_number.cache_clear()


def _full_number(written: str, country: str | None) -> Number | None:
    parsed = _parse(written, country)
    if parsed is None or phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return None
    if country and len(re.sub(r"\D", "", written)) <= 6 and not phonenumbers.is_valid_number(parsed):
        return None
    region = phonenumbers.region_code_for_number(parsed)
    return Number(
        text=phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
        country=region or _main_region(parsed),
        kind=_KINDS.get(phonenumbers.number_type(parsed), Kind.OTHER),
    )


def _parse(written: str, country: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(written, country)
    except NumberParseException:
        return None


def _main_region(parsed: PhoneNumber) -> str:
    return phonenumbers.region_code_for_country_code(parsed.country_code or 0)


def _dialled_short(written: str, country: str | None) -> Number | None:
    """A short code as dialled at home (`3654`) or as some networks deliver it (`+333654`)."""
    digits = re.sub(r"\D", "", written)
    if not written.startswith("+"):
        return _short_code(digits, country) if country else None
    parsed = _parse(written, None)
    if parsed is None:
        return None
    region, digits = _main_region(parsed), str(parsed.national_number)
    known = short_numbers.is_valid_short_number_for_region(parsed, region)
    return _short_code(digits, region) if known or len(digits) in (3, 4) else None


def _short_code(digits: str, country: str) -> Number | None:
    if country not in phonenumbers.SUPPORTED_REGIONS or not 2 <= len(digits) <= 6:
        return None
    if digits.startswith("0") and not _is_known_short(digits, country):
        return None
    return Number(text=f"{country}:{digits}", country=country, kind=Kind.SHORT_CODE)


def _is_known_short(digits: str, country: str) -> bool:
    parsed = _parse(digits, country)
    return parsed is not None and short_numbers.is_valid_short_number_for_region(parsed, country)
