"""What people read first: short notices where data would be collected, and the summary of the policy (2-j, 0-c)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from dialonce.policy.data_files import read_table
from dialonce.policy.texts import Words


class Notice(msgspec.Struct, frozen=True):
    """A short notice: the clauses it sums up, and its parts (`title`, `body`, `acknowledge` …) in both languages."""

    clauses: tuple[str, ...]
    parts: Mapping[str, Words]


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point of the summary, with the clauses that prevail over it."""

    clauses: tuple[str, ...]
    fr: str
    en: str

    @property
    def words(self) -> Words:
        """The point in both languages."""
        return Words(self.fr, self.en)


class SummarySection(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"points": "point"}):
    """A part of the summary; `id` anchors it on the page."""

    id: str
    title: Words
    points: tuple[Point, ...]


class Summary(msgspec.Struct, frozen=True):
    """The summary that stands before the full text."""

    title: Words
    lead: Words
    sections: tuple[SummarySection, ...]


@cache
def load_notices() -> Mapping[str, Notice]:
    """Every short notice by the place where it is shown or spoken: `interface`, `ivr`, `sms`, `form` …"""
    return {name: _notice(table) for name, table in read_table("notices.toml").items()}


def _notice(table: dict[str, Any]) -> Notice:
    parts = {name: value for name, value in table.items() if name != "clauses"}
    return Notice(tuple(table["clauses"]), msgspec.convert(parts, dict[str, Words]))


@cache
def load_summary() -> Summary:
    """The summary as shipped."""
    tables = read_table("summary.toml")
    sections = msgspec.convert(tables["section"], tuple[SummarySection, ...])
    title, lead = (msgspec.convert(tables["meta"][name], Words) for name in ("title", "lead"))
    return Summary(title, lead, sections)
