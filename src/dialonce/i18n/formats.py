"""Dates, durations and numbers as each language writes them (CLDR, through Babel).

Moments are aware; the zone they are shown in comes as an argument. Seconds are whole seconds.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from typing import Final, Literal

from babel import dates, lists, numbers, units

from dialonce.i18n.locale import Locale

Width = Literal["short", "medium", "long", "full"]
DayWidth = Literal["abbreviated", "wide"]
_FIRST: Final = re.compile(r"\b1 (?=[a-zéû])")
_STEPS: Final = (("duration-day", 86_400), ("duration-hour", 3_600), ("duration-minute", 60), ("duration-second", 1))
_BYTES_STEP: Final = 1000
_BYTES: Final = ("digital-byte", "digital-kilobyte", "digital-megabyte", "digital-gigabyte", "digital-terabyte")


def format_date(locale: Locale, day: date, *, width: Width = "long") -> str:
    """`29 juin 2016`, `1er juin 2016`, `June 29, 2016`.

    A datetime is shown by its own calendar day: convert it to a zone first.
    """
    written = dates.format_date(day, format=width, locale=locale)
    return _FIRST.sub("1er ", written, count=1) if locale == "fr" else written


def format_moment(locale: Locale, moment: datetime, *, zone: tzinfo, width: Width = "medium") -> str:
    """Day, hours and minutes in `zone`. Raises ValueError for a naive moment, which names no instant."""
    day = format_date(locale, _there(moment, zone), width=width)
    return str(dates.get_datetime_format(width, locale=locale)).format(format_clock(locale, moment, zone=zone), day)


def format_clock(locale: Locale, moment: datetime, *, zone: tzinfo) -> str:
    """Hours and minutes in `zone`: `14:05`, `2:05 PM`. Raises ValueError for a naive moment."""
    return dates.format_time(_there(moment, zone).time(), format="short", locale=locale)


def format_minutes(locale: Locale, minutes: int) -> str:
    """A time of day from minutes since midnight, less than 1440: `08:00`, `8:00 AM`."""
    return dates.format_time(time(*divmod(minutes, 60)), format="short", locale=locale)


def format_weekday(locale: Locale, day: int, *, width: DayWidth = "abbreviated") -> str:
    """The name of a day of the week, 0 for Monday: `lun.`, `Mon`; wide, `lundi`, `Monday`."""
    return str(dates.get_day_names(width, locale=locale)[day])


def _there(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone to be shown")
    return moment.astimezone(zone)


def format_ago(locale: Locale, moment: datetime, *, now: datetime) -> str:
    """How long before or after `now`: `il y a 3 minutes`, `in 2 days`; rounded to the largest unit."""
    return dates.format_timedelta(moment - now, add_direction=True, locale=locale, threshold=1)


def format_duration(locale: Locale, seconds: int) -> str:
    """A span in its two largest units, `3 min 24 s`; the rest is cut off, a negative span counts as zero."""
    rest = max(seconds, 0)
    counts = []
    for unit, size in _STEPS:
        count, rest = divmod(rest, size)
        counts.append((unit, count))
    largest = next((place for place, (_, count) in enumerate(counts) if count), len(counts) - 1)
    shown = [pair for pair in counts[largest : largest + 2] if pair[1]] or counts[-1:]
    return " ".join(units.format_unit(count, unit, length="short", locale=locale) for unit, count in shown)


def format_number(locale: Locale, value: float) -> str:
    """`12 345,6` and `12,345.6`."""
    return numbers.format_decimal(value, locale=locale)


def format_percent(locale: Locale, share: float) -> str:
    """A share between 0 and 1, rounded to whole percent: `42 %`, `42%`."""
    return numbers.format_percent(share, locale=locale)


def format_bytes(locale: Locale, count: int) -> str:
    """A size in the largest decimal unit (1000) that leaves at least one, with one decimal: `2,4 Mo`."""
    size = float(count)
    step = 0
    while size >= _BYTES_STEP and step < len(_BYTES) - 1:
        size, step = size / _BYTES_STEP, step + 1
    return units.format_unit(round(size, 1), _BYTES[step], length="short", locale=locale)


def format_list(locale: Locale, items: Sequence[str]) -> str:
    """`a, b et c`, `a, b, and c`."""
    return lists.format_list(items, locale=locale)
