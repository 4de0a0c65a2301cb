"""Which of our two languages a reader gets."""

import re
from typing import Final, Literal, TypeGuard, get_args

Locale = Literal["fr", "en"]

LOCALES: Final[tuple[Locale, ...]] = get_args(Locale)
MOST_RANGES_READ: Final = 20

_RANGE = re.compile(r"^\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]{1,64})?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$")


def is_locale(value: object) -> TypeGuard[Locale]:
    """Whether `value` names a language that we have, exactly as we write it."""
    return value in LOCALES


def negotiate_locale(accept_language: str, default: Locale) -> Locale:
    """The language of ours that the reader likes best, else `default`.

    Reads an `Accept-Language` header (RFC 9110, 12.5.4) by primary subtag, so that `fr-CA` gets French. Ranges that break
    the grammar, weigh zero or come after the twentieth are passed over; among equals the first wins, and `*` means
    `default`. Never raises, whatever the header holds.
    """
    best: Locale = default
    best_weight = 0.0
    for part in accept_language.split(",")[:MOST_RANGES_READ]:
        match = _RANGE.match(part)
        if match is None:
            continue
        language = default if match[1] == "*" else match[1].lower()
        weight = float(match[2] or 1)
        if is_locale(language) and weight > best_weight:
            best, best_weight = language, weight
    return best


def locale_of_culture(culture: str, default: Locale) -> Locale:
    """The language of ours for a culture such as `fr`, `fr-FR` or `en_GB`; `default` for any other."""
    language = re.split(r"[-_]", culture.strip().lower(), maxsplit=1)[0]
    return language if is_locale(language) else default
