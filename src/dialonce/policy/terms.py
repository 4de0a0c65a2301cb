"""Retention terms: how long, counted on the calendar."""

from calendar import monthrange
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec


class Unit(StrEnum):
    """The unit in which a term is counted: the last word of its key in `legal.toml`."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Span(msgspec.Struct, frozen=True):
    """A length of time on the calendar."""

    amount: int
    unit: Unit

    def before(self, moment: datetime) -> datetime:
        """The moment this long ago: what is older is past the term."""
        return self._shift(moment, -self.amount)

    def after(self, moment: datetime) -> datetime:
        """The moment at which something that starts now is past the term."""
        return self._shift(moment, self.amount)

    def _shift(self, moment: datetime, amount: int) -> datetime:
        match self.unit:
            case Unit.HOURS:
                return moment + timedelta(hours=amount)
            case Unit.DAYS:
                return moment + timedelta(days=amount)
            case Unit.MONTHS:
                return add_months(moment, amount)
            case Unit.YEARS:
                return add_months(moment, 12 * amount)


def add_months(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months on, or the month's last day if it is shorter (Reg. 1182/71)."""
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def span_of(key: str, value: int) -> Span:
    """The span a number means, by the last word of its key; ValueError if that is no unit of time."""
    return Span(value, Unit(key.rpartition("_")[2]))
