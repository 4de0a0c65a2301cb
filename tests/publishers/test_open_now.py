"""Open or closed at a moment, and when it opens next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.publishers import OpeningRule, closure_at, read_opening_hours
from tests.publishers.test_opening_hours import RULES

PARIS = ZoneInfo("Europe/Paris")
BASTILLE = date(2026, 7, 14)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def opens(hours: str, now: str) -> str:
    """`open`, or the moment of the next opening, or `never`."""
    found = closure_at(read_opening_hours(hours), moment(now), lambda day: day == BASTILLE)
    if found is None:
        return "open"
    return found.opens.strftime("%a %d %H:%M") if found.opens else "never"


OFFICE = "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-13:00; PH off"


# 2026-07-13 is a Monday.
@pytest.mark.parametrize(
    ("hours", "now", "answer"),
    [
        (OFFICE, "2026-07-13T08:00", "open"),
        (OFFICE, "2026-07-13T07:59", "Mon 13 08:00"),
        (OFFICE, "2026-07-13T12:00", "Mon 13 14:00"),
        (OFFICE, "2026-07-13T18:00", "Wed 15 08:00"),
        (OFFICE, "2026-07-14T10:00", "Wed 15 08:00"),
        (OFFICE, "2026-07-18T13:00", "Mon 20 08:00"),
        ("PH off; Mo-Fr 08:00-18:00", "2026-07-14T10:00", "Wed 15 08:00"),
        ("Mo-Fr 08:00-18:00", "2026-07-14T10:00", "open"),
        ("Mo-Fr 08:00-18:00; PH 10:00-12:00", "2026-07-14T09:00", "Tue 14 10:00"),
        ("Mo-Fr 08:00-18:00; We 10:00-11:00", "2026-07-15T09:00", "Wed 15 10:00"),
        ("Mo 22:00-02:00", "2026-07-14T01:59", "open"),
        ("Mo 22:00-02:00", "2026-07-14T02:00", "Mon 20 22:00"),
        ("Mo 22:00-26:00", "2026-07-14T01:00", "open"),
        ("24/7", "2026-07-14T00:00", "open"),
        ("Mo-Su off", "2026-07-14T00:00", "never"),
        ("", "2026-07-14T00:00", "open"),
    ],
)
def test_next_opening_is_told_while_closed(hours: str, now: str, answer: str) -> None:
    assert opens(hours, now) == answer


@pytest.mark.parametrize(
    ("now", "answer"), [("2026-03-29T01:30", "Sun 29 09:00"), ("2026-10-25T01:30", "Sun 25 09:00")]
)
def test_clocks_that_change_in_the_night_leave_the_hours_on_the_wall(now: str, answer: str) -> None:
    assert opens("Su 09:00-12:00", now) == answer


@given(st.lists(RULES, max_size=4).map(tuple), st.integers(0, 2 * 366 * 24 * 60))
def test_it_is_open_at_the_opening_and_closed_until_then(rules: tuple[OpeningRule, ...], minute: int) -> None:
    def no_holiday(_day: date) -> bool:
        return False

    now = moment("2026-01-01T00:00") + timedelta(minutes=minute)
    found = closure_at(rules, now, no_holiday)
    if found is None or found.opens is None:
        return
    assert found.opens > now
    assert closure_at(rules, found.opens, no_holiday) is None
    assert closure_at(rules, found.opens - timedelta(minutes=1), no_holiday) == found
