"""Legal and promised numbers, as dated data: terms, clocks, ages, adequacy decisions. No number lives in code."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from dialonce.policy.data_files import read_table


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value that holds from a day on, and where it is written."""

    value: int
    valid_from: date
    source: str


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number over time. `ceiling` is the most a publisher's own policy may set; None: it may not set it."""

    fr: str
    en: str
    entries: tuple[Entry, ...]
    ceiling: int | None = None

    def at(self, day: date) -> Entry:
        """The entry that holds on a day; LookupError before the first."""
        held = [entry for entry in self.entries if entry.valid_from <= day]
        if not held:
            raise LookupError(f"No value holds on {day}; add an entry to legal.toml.")
        return max(held, key=lambda entry: entry.valid_from)


class Adequacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision that a country protects data adequately (GDPR 45), `until` exclusive."""

    since: date
    until: date | None = None
    certified_only: bool = False
    suspended: bool = False
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether it may be relied on that day."""
        return not self.suspended and self.since <= day and (self.until is None or day < self.until)


@cache
def load_figures() -> Mapping[str, Figure]:
    """Every dated number, by key."""
    return msgspec.convert(read_table("legal.toml"), dict[str, Figure])


@cache
def load_adequacy() -> Mapping[str, Adequacy]:
    """Adequacy decisions by country code."""
    return msgspec.convert(read_table("adequacy.toml"), dict[str, Adequacy])


def figure_at(key: str, day: date) -> int:
    """The value of one number on a day, in the unit its key ends with. KeyError for an unknown key."""
    return load_figures()[key].at(day).value
