"""French and English text."""

from dialonce.i18n.catalogue import UnknownMessage, messages_in
from dialonce.i18n.formats import (
    Width,
    format_ago,
    format_bytes,
    format_clock,
    format_date,
    format_duration,
    format_list,
    format_minutes,
    format_moment,
    format_number,
    format_percent,
    format_weekday,
)
from dialonce.i18n.letters import Letter, RefusalReason, compose_letter, fill, name_of_right, refusal_reasons
from dialonce.i18n.locale import LOCALES, Locale, is_locale, locale_of_culture, negotiate_locale
from dialonce.i18n.translate import Param, has_message, translate
from dialonce.i18n.zones import only_zone

__all__ = [
    "LOCALES",
    "Letter",
    "Locale",
    "Param",
    "RefusalReason",
    "UnknownMessage",
    "Width",
    "compose_letter",
    "fill",
    "format_ago",
    "format_bytes",
    "format_clock",
    "format_date",
    "format_duration",
    "format_list",
    "format_minutes",
    "format_moment",
    "format_number",
    "format_percent",
    "format_weekday",
    "has_message",
    "is_locale",
    "locale_of_culture",
    "messages_in",
    "name_of_right",
    "negotiate_locale",
    "only_zone",
    "refusal_reasons",
    "translate",
]
