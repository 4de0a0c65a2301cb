"""Clocks of the rights desk: when an answer is due (GDPR 12(3); Regulation 1182/71, art. 3). Pure; days count in Paris.

The day of receipt does not count. A period of months ends on the same date of its last month, or on that month's last day.
When that is a Saturday, a Sunday or a holiday, it ends with the next working day. Hours run through everything.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

PARIS: Final = ZoneInfo("Europe/Paris")
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_LAST_SECOND: Final = time(23, 59, 59)


class Period(msgspec.Struct, frozen=True):
    """Time to answer: months, and the whole days for which the clock stood still (décret 2019-536, art. 77)."""

    months: int
    stopped_days: int = 0


def paris_day(moment: datetime) -> date:
    """The calendar day in Paris. Raises ValueError for a naive moment, which names no instant."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone to fall on a day")
    return moment.astimezone(PARIS).date()


def due_day(received_at: datetime, period: Period) -> date:
    """The last day on which an answer is in time."""
    nominal = add_months(paris_day(received_at), period.months) + period.stopped_days * _DAY
    return next_working_day(nominal)


def due_at(received_at: datetime, period: Period) -> datetime:
    """The last second of `due_day` in Paris, in UTC."""
    return datetime.combine(due_day(received_at, period), _LAST_SECOND, PARIS).astimezone(UTC)


def due_after_hours(known_at: datetime, hours: int) -> datetime:
    """So many hours later, in Paris time: hours are counted as they pass, over a change of the clocks too (GDPR 33)."""
    if known_at.tzinfo is None:
        raise ValueError("a moment needs a time zone for hours to pass from it")
    return (known_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(PARIS)


def add_months(day: date, months: int) -> date:
    """The same date so many months on; the last day of that month when it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_working_day(day: date) -> date:
    """The day itself, or the first after it that is neither weekend nor French public holiday."""
    while day.weekday() >= _SATURDAY or day in _holidays(day.year):
        day += _DAY
    return day


def stopped_days(since: datetime, until: datetime) -> int:
    """How many days a clock stood still that was stopped on one day and went on at another; never negative."""
    return max((paris_day(until) - paris_day(since)).days, 0)


def days_left(due: datetime, now: datetime) -> int:
    """Whole days in Paris until the day something is due; 0 on that day, negative after it."""
    return (paris_day(due) - paris_day(now)).days


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - slow to load, and asked for only when a request comes

    return frozenset(holidays.country_holidays("FR", years=year))
