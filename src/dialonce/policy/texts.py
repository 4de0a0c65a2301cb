"""The words of the policy: French, which prevails (IN-a), and English; figures come from the dated data."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from dialonce.policy.data_files import read_ordered
from dialonce.policy.legal import Figure

_PLACEHOLDER = re.compile(r"\{([a-z_]+\.[a-z0-9_]+)\}")


class Words(msgspec.Struct, frozen=True):
    """One text in both languages, with placeholders like `{rights.answer_months}`."""

    fr: str
    en: str

    def in_locale(self, locale: str) -> str:
        """The text in English for English locales, else in French."""
        return self.en if locale.lower().startswith("en") else self.fr

    @property
    def placeholders(self) -> frozenset[str]:
        """The figures and contacts that either language shows."""
        return frozenset(_PLACEHOLDER.findall(self.fr + self.en))


class Section(msgspec.Struct, frozen=True):
    """A part of the policy page: its title and its clauses in reading order."""

    name: str
    title: Words
    clauses: tuple[str, ...]


class Contacts(msgspec.Struct, frozen=True):
    """Who answers for this installation. Published texts need all of it (0-a, 12-a)."""

    privacy_email: str = ""
    dpo: str = ""
    operator_name: str = ""
    operator_address: str = ""

    def figures(self) -> dict[str, str]:
        """The placeholders of the texts that the installation fills."""
        return {
            "contact.privacy_email": self.privacy_email,
            "contact.dpo": self.dpo,
            "operator.name": self.operator_name,
            "operator.address": self.operator_address,
        }

    def missing(self) -> tuple[str, ...]:
        """The names of what is still blank; publishing is refused until it is empty."""
        return tuple(name for name, value in self.figures().items() if not value.strip())


@cache
def load_texts() -> tuple[Mapping[str, Words], tuple[Section, ...]]:
    """The words of every clause of the base policy, and the sections in which they are read."""
    texts: dict[str, Words] = {}
    sections = []
    for name, tables in read_ordered("texts"):
        title = msgspec.convert(tables.pop("meta")["title"], Words)
        words = {clause: msgspec.convert(table, Words) for clause, table in tables.items()}
        if twice := texts.keys() & words.keys():
            raise ValueError(f"texts/{name}: {min(twice)} has words already; keep one.")
        texts |= words
        sections.append(Section(name, title, tuple(words)))
    return texts, tuple(sections)


def render(words: Words, locale: str, day: date, figures: Mapping[str, Figure], contacts: Contacts) -> str:
    """The text for people on a day. KeyError for a placeholder that is neither figure nor contact."""
    known = contacts.figures()

    def fill(match: re.Match[str]) -> str:
        key = match[1]
        return known[key] if key in known else str(figures[key].at(day).value)

    return _PLACEHOLDER.sub(fill, words.in_locale(locale))
