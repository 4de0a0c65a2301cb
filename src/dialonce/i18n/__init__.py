"""French and English text."""

from dialonce.i18n.catalogue import UnknownMessage
from dialonce.i18n.formats import (
    Width,
    format_ago,
    format_bytes,
    format_clock,
    format_date,
    format_duration,
    format_list,
    format_moment,
    format_number,
    format_percent,
)
from dialonce.i18n.locale import LOCALES, Locale, is_locale, locale_of_culture, negotiate_locale
from dialonce.i18n.translate import Param, has_message, translate

__all__ = [
    "LOCALES",
    "Locale",
    "Param",
    "UnknownMessage",
    "Width",
    "format_ago",
    "format_bytes",
    "format_clock",
    "format_date",
    "format_duration",
    "format_list",
    "format_moment",
    "format_number",
    "format_percent",
    "has_message",
    "is_locale",
    "locale_of_culture",
    "negotiate_locale",
    "translate",
]
