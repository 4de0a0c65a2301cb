"""The message catalogues: every text for people, French and English side by side.

One TOML file a page area, `messages/<area>.toml`; a message's key is `<area>.<name>`. A message is
`name = { fr = "…", en = "…" }`; one that counts gives a table of CLDR plural categories for each language:
`name.fr = { one = "…", other = "…" }`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from dialonce.i18n.locale import LOCALES, Locale

Message = str | Mapping[str, str]


class UnknownMessage(LookupError):
    """No message has this key: a mistake in our code, never in a person's input."""


@cache
def messages_in(locale: Locale) -> Mapping[str, Message]:
    """All messages of one language, by key."""
    return {key: texts[locale] for key, texts in _read_all().items()}


@cache
def _read_all() -> dict[str, dict[Locale, Message]]:
    return {key: texts for area, text in _areas() for key, texts in parse_area(area, text).items()}


def _areas() -> Iterator[tuple[str, str]]:
    for entry in sorted(files("dialonce.i18n").joinpath("messages").iterdir(), key=lambda found: found.name):
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8")


def parse_area(area: str, text: str) -> dict[str, dict[Locale, Message]]:
    """The messages of one file, by full key. Raises ValueError for a message that lacks a language or has another."""
    messages: dict[str, dict[Locale, Message]] = {}
    for name, texts in tomllib.loads(text).items():
        if not isinstance(texts, dict) or set(texts) != set(LOCALES):
            raise ValueError(f"message {area}.{name} must have exactly the languages {', '.join(LOCALES)}")
        messages[f"{area}.{name}"] = texts
    return messages
