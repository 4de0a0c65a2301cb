"""Opening hours: read as people of both languages write them, kept in the notation of OpenStreetMap.

Of that notation, what a customer service needs: days and ranges of days, public holidays (`PH`), hours, `off`, `24/7`.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from dialonce.errors import Fault, Invalid

ALL_WEEK: Final = "24/7"
HOLIDAY: Final = 7
DAY_MINUTES: Final = 24 * 60
_LATEST: Final = 26 * 60
_WANTED: Final = "such as Mo-Fr 08:00-20:00; Sa 09:00-13:00; PH off"
_NAMES: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
_WORDS: Final = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
    ("ph", "jf"),
)
_RULE: Final = re.compile(r"(?P<days>[a-z]+(?: ?[-,] ?[a-z]+)*)? ?(?P<times>(?:[0-9][0-9:h ,-]*)|off|closed|ferme)")
_TIME: Final = re.compile(r"([0-9]{1,2})(?:[:h]([0-9]{2})?)?")
_CLOSED: Final = frozenset(("off", "closed", "ferme"))
_PLAIN: Final = str.maketrans(
    {"é": "e", "–": "-", "—": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}
)


class OpeningRule(Struct, frozen=True):
    """Days from 0 (Monday) to 6, and 7 for public holidays; spans in minutes from midnight. No span: closed.

    A span that ends after 1440, or not after it began, goes on into the next day. No day: every day.
    """

    days: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def read_opening_hours(text: str) -> tuple[OpeningRule, ...]:
    """The rules in a text, later ones overriding earlier ones; none when nothing is said. Raises `Invalid`."""
    plain = " ".join(text.translate(_PLAIN).lower().replace("\n", ";").split())
    if plain == ALL_WEEK:
        return (OpeningRule((), ((0, DAY_MINUTES),)),)
    return tuple(_rule(part.strip()) for part in plain.split(";") if part.strip())


def write_opening_hours(rules: tuple[OpeningRule, ...]) -> str:
    """The rules in the notation of OpenStreetMap."""
    if rules == (OpeningRule((), ((0, DAY_MINUTES),)),):
        return ALL_WEEK
    return "; ".join(filter(None, (_written(rule) for rule in rules)))


def canonical_hours(text: str) -> str:
    """The text as it is kept, whichever way it was written. Raises `Invalid`."""
    return write_opening_hours(read_opening_hours(text))


def day_runs(days: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Days in a row as first and last, in their order; public holidays stand alone."""
    first: int | None = None
    for place, day in enumerate(days):
        first = day if first is None else first
        following = days[place + 1] if place + 1 < len(days) else None
        if following != day + 1 or following == HOLIDAY:
            yield first, day
            first = None


def _unreadable() -> Invalid:
    return Invalid("The opening hours cannot be read.", faults=(Fault("/opening_hours", _WANTED),))


def _rule(text: str) -> OpeningRule:
    found = _RULE.fullmatch(text)
    if found is None:
        raise _unreadable()
    days, times = found["days"] or "", found["times"]
    spans = () if times in _CLOSED else tuple(_span(part) for part in times.split(","))
    return OpeningRule(_days(days), spans)


def _days(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = (piece.strip() for piece in part.partition("-"))
        begin, end = _day(first), _day(last or first)
        if HOLIDAY in (begin, end) and begin != end:
            raise _unreadable()
        found |= {begin} if begin == end else {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return tuple(sorted(found))


def _day(word: str) -> int:
    for day, names in enumerate(_WORDS):
        if len(word) > 1 and any(name.startswith(word) for name in names):
            return day
    raise _unreadable()


def _span(text: str) -> tuple[int, int]:
    begin, _, end = (piece.strip() for piece in text.partition("-"))
    first, last = _minutes(begin), _minutes(end)
    if first >= DAY_MINUTES or last > _LATEST or first == last:
        raise _unreadable()
    return first, last


def _minutes(text: str) -> int:
    found = _TIME.fullmatch(text)
    minutes = int(found[2] or 0) if found else 0
    if found is None or minutes > 59:
        raise _unreadable()
    return int(found[1]) * 60 + minutes


def _written(rule: OpeningRule) -> str:
    days = ",".join(
        _NAMES[one] if one == other else f"{_NAMES[one]}-{_NAMES[other]}" for one, other in day_runs(rule.days)
    )
    times = ",".join(f"{_clock(first)}-{_clock(last)}" for first, last in rule.spans) or "off"
    return f"{days} {times}".strip()


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
