"""Clocks of the rights desk against the vectors of the rules, and against what must always hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.rights.clock import (
    PARIS,
    Period,
    add_months,
    days_left,
    due_after_hours,
    due_at,
    due_day,
    next_working_day,
    paris_day,
    stopped_days,
)

MOMENTS = st.integers(0, 15_000).map(
    lambda day: datetime(2018, 5, 25, 12, tzinfo=UTC) + timedelta(days=day, minutes=day % 1440)
)
PERIODS = st.builds(Period, st.integers(1, 3), st.integers(0, 200))


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=PARIS)


@pytest.mark.clause("S-GDPR-12", "7-i")
@pytest.mark.parametrize(
    ("received", "months", "due"),
    [
        (noon(2027, 1, 31), 1, date(2027, 3, 1)),
        (noon(2026, 10, 11), 1, date(2026, 11, 12)),
        (noon(2027, 2, 28), 1, date(2027, 3, 30)),
        (noon(2028, 1, 31), 1, date(2028, 2, 29)),
        (noon(2026, 11, 30), 3, date(2027, 3, 1)),
        (datetime(2027, 1, 30, 23, 30, tzinfo=UTC), 1, date(2027, 3, 1)),
    ],
)
def test_answer_is_due_on_the_day_of_the_rules(received: datetime, months: int, due: date) -> None:
    assert due_day(received, Period(months)) == due


def test_late_evening_in_universal_time_is_the_next_day_in_paris() -> None:
    assert paris_day(datetime(2027, 1, 30, 23, 30, tzinfo=UTC)) == date(2027, 1, 31)


@pytest.mark.clause("S-GDPR-33")
def test_hours_pass_through_the_end_of_summer_time() -> None:
    due = due_after_hours(datetime(2026, 10, 24, 12, tzinfo=PARIS), 72)
    assert due.isoformat() == "2026-10-27T11:00:00+01:00"


@pytest.mark.clause("7-g")
def test_days_without_an_answer_about_identity_do_not_count() -> None:
    stopped = stopped_days(noon(2026, 3, 10), noon(2026, 3, 20))
    assert stopped == 10
    assert due_day(noon(2026, 3, 2), Period(1, stopped)) == date(2026, 4, 13)


def test_answer_is_in_time_until_the_last_second_of_the_day() -> None:
    due = due_at(noon(2027, 1, 31), Period(1))
    assert due == datetime(2027, 3, 1, 22, 59, 59, tzinfo=UTC)
    assert days_left(due, due) == 0
    assert days_left(due, due + timedelta(seconds=1)) == -1


@pytest.mark.parametrize("naive", [lambda m: paris_day(m), lambda m: due_after_hours(m, 72)])
def test_moment_without_zone_is_refused(naive: object) -> None:
    with pytest.raises(ValueError, match="time zone"):
        naive(datetime(2027, 1, 31, tzinfo=UTC).replace(tzinfo=None))  # type: ignore[operator]


@given(MOMENTS, PERIODS)
def test_due_day_is_a_working_day_after_the_day_of_receipt(received: datetime, period: Period) -> None:
    due = due_day(received, period)
    assert due == next_working_day(due)
    assert due.weekday() < 5
    assert due > paris_day(received)


@given(MOMENTS, PERIODS, st.integers(0, 30))
def test_more_time_is_never_due_earlier(received: datetime, period: Period, more: int) -> None:
    assert due_day(received, Period(period.months, period.stopped_days + more)) >= due_day(received, period)
    assert due_day(received, Period(period.months + 1, period.stopped_days)) >= due_day(received, period)


@given(st.dates(date(2018, 5, 25), date(2060, 1, 1)), st.integers(1, 12))
def test_months_end_on_the_same_date_or_on_the_last_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or ((later + timedelta(days=1)).day == 1 and later.day < day.day)
