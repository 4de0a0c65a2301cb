"""Letters of the rights desk and to recipients: read from `legal/`, put together, filled in. Pure; nothing is sent here."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from dialonce.i18n.locale import Locale

_PLACEHOLDER = re.compile(r"\{([a-z-]+\.[a-z0-9_]+)\}")


class Letter(msgspec.Struct, frozen=True):
    """A letter ready to be read: its subject, one line, and its text."""

    subject: str
    body: str


class _Bilingual(msgspec.Struct, frozen=True):
    fr: str
    en: str

    def of(self, locale: Locale) -> str:
        return self.en if locale == "en" else self.fr


class _Letter(msgspec.Struct, frozen=True):
    remedies: bool
    subject: _Bilingual
    body: _Bilingual


class RefusalReason(msgspec.Struct, frozen=True):
    """A reason for which a request may be refused: the article it rests on, the rights it is for, its paragraph."""

    law: str
    rights: tuple[str, ...]
    fr: str
    en: str


class _Frame(msgspec.Struct, frozen=True):
    salutation: _Bilingual
    remedies: _Bilingual
    closing: _Bilingual
    authority: Mapping[str, _Bilingual]
    right: Mapping[str, _Bilingual]


def compose_letter(locale: Locale, name: str, values: Mapping[str, str]) -> Letter:
    """The letter `name` of `legal/letters-*.toml` with its frame: opening, body, ways of contesting where they belong, closing.

    KeyError for an unknown letter, or for a placeholder that `values` does not fill.
    """
    letter, frame = _letters()[name], _frame()
    authority = {f"authority.{part}": words.of(locale) for part, words in frame.authority.items()}
    known = {**authority, **values}
    parts = [frame.salutation, letter.body, *((frame.remedies,) if letter.remedies else ()), frame.closing]
    return Letter(
        fill(letter.subject.of(locale), known), "\n\n".join(fill(part.of(locale), known).strip() for part in parts)
    )


def name_of_right(locale: Locale, right: str) -> str:
    """The right as it stands after "votre demande" and "your request"."""
    return _frame().right[right].of(locale)


@cache
def refusal_reasons() -> Mapping[str, RefusalReason]:
    """The paragraph of every coded reason for a refusal."""
    return msgspec.convert(_read("letters-refusal")["reason"], dict[str, RefusalReason])


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its `{placeholders}` filled. KeyError for one that `values` lacks."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


@cache
def _letters() -> Mapping[str, _Letter]:
    files_ = ("letters-answer", "letters-recipient", "letters-refusal", "letters-request")
    found = {name: letter for file in files_ for name, letter in _read(file).items() if name != "reason"}
    return msgspec.convert(found, dict[str, _Letter])


@cache
def _frame() -> _Frame:
    return msgspec.convert(_read("frame"), _Frame)


def _read(name: str) -> dict[str, object]:
    return tomllib.loads(files("dialonce.i18n").joinpath("legal", f"{name}.toml").read_text(encoding="utf-8"))
