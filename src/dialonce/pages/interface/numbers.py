"""Telephone numbers on a menu."""

from dialonce.errors import Invalid
from dialonce.i18n import Locale
from dialonce.numbers import find_number, format_for_people


def number_for_readers(number: str, culture: Locale) -> str:
    """As readers of this menu write it: national at home, a short code without its country; any other as it stands.

    It never stands on two lines.
    """
    try:
        known = find_number(number)
    except Invalid:
        known = None
    written = format_for_people(known, culture) if known else number.rpartition(":")[2]
    return written.replace(" ", "\N{NO-BREAK SPACE}")
