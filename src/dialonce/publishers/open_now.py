"""Whether a line is open at a moment, and when it opens next. Pure: the moment and the holidays come as arguments.

Hours are of the clock on the wall where the line is. Days without a rule are closed; on a public holiday the rule for holidays
counts, where there is one, and otherwise the day of the week.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec import Struct

from dialonce.publishers.opening_hours import DAY_MINUTES, HOLIDAY, OpeningRule

LOOK_AHEAD: Final = 14
"""How many days ahead the next opening is looked for."""

_Span = tuple[datetime, datetime]


class Closure(Struct, frozen=True):
    """A line is closed; `opens` is when it opens next, None when that is not within `LOOK_AHEAD` days."""

    opens: datetime | None


def closure_at(rules: tuple[OpeningRule, ...], now: datetime, is_holiday: Callable[[date], bool]) -> Closure | None:
    """None while the line is open, or when nothing is said of its hours. `now` and the answer are in the line's own zone."""
    if not rules:
        return None
    wall = now.replace(tzinfo=None)
    days = (wall.date() + timedelta(days=ahead) for ahead in range(-1, LOOK_AHEAD + 1))
    spans = [span for day in days for span in _spans_on(rules, day, is_holiday)]
    if any(begin <= wall < end for begin, end in spans):
        return None
    later = [begin for begin, _ in spans if begin > wall]
    return Closure(min(later).replace(tzinfo=now.tzinfo) if later else None)


def _spans_on(rules: tuple[OpeningRule, ...], day: date, is_holiday: Callable[[date], bool]) -> Iterator[_Span]:
    """What begins on this day, perhaps to end on the next."""
    rule = _rule_on(rules, day, is_holiday)
    midnight = datetime.combine(day, time())
    for begin, end in rule.spans if rule else ():
        last = end if end > begin else end + DAY_MINUTES
        yield midnight + timedelta(minutes=begin), midnight + timedelta(minutes=last)


def _rule_on(rules: tuple[OpeningRule, ...], day: date, is_holiday: Callable[[date], bool]) -> OpeningRule | None:
    """The rule that counts on this day: of several that name it, the last."""
    fitting = [rule for rule in rules if not rule.days or day.weekday() in rule.days]
    of_holidays = [rule for rule in rules if HOLIDAY in rule.days]
    if of_holidays and is_holiday(day):
        fitting = of_holidays
    return fitting[-1] if fitting else None
