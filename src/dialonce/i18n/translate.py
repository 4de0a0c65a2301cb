"""From a key to the sentence a person reads."""

from collections.abc import Mapping

from babel import Locale as BabelLocale
from babel.numbers import format_decimal

from dialonce.i18n.catalogue import UnknownMessage, messages_in
from dialonce.i18n.locale import LOCALES, Locale

Param = str | int | float
_RULES = {locale: BabelLocale(locale).plural_form for locale in LOCALES}


def translate(locale: Locale, key: str, /, **params: Param) -> str:
    """The message `key` in `locale`, its `{names}` filled in; whole and decimal numbers are written as the language does.

    A message with plural forms chooses by the parameter `count`. The text is plain: nothing is escaped, whoever puts it
    into HTML escapes it. Raises UnknownMessage for a key that no catalogue has, KeyError for a missing parameter.
    """
    try:
        message = messages_in(locale)[key]
    except KeyError:
        raise UnknownMessage(f"no message {key!r} in src/dialonce/i18n/messages") from None
    text = message if isinstance(message, str) else _plural(locale, message, params)
    if not params:
        return text
    return text.format_map({name: _written(locale, value) for name, value in params.items()})


def has_message(key: str) -> bool:
    """Whether `key` can be translated; for texts that exist for some values of a closed list only."""
    return key in messages_in("fr")


def _plural(locale: Locale, forms: Mapping[str, str], params: Mapping[str, Param]) -> str:
    count = params["count"]
    if isinstance(count, str):
        raise TypeError("the parameter `count` chooses a plural form and must be a number")
    return forms.get(_RULES[locale](count), forms["other"])


def _written(locale: Locale, value: Param) -> str:
    return value if isinstance(value, str) else format_decimal(value, locale=locale)
