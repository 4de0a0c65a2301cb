from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce import i18n
from dialonce.i18n import LOCALES, Locale

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 6, 29, 12, 0, tzinfo=UTC)


def plain(text: str) -> str:
    """Non-breaking spaces as plain ones: which kind a language uses changes with CLDR."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_date_is_written_as_each_language_does() -> None:
    day = date(2016, 6, 29)
    assert [i18n.format_date(locale, day) for locale in LOCALES] == ["29 juin 2016", "June 29, 2016"]


@pytest.mark.parametrize(
    ("day", "width", "expected"),
    [
        (date(2026, 6, 1), "long", "1er juin 2026"),
        (date(2026, 6, 1), "full", "lundi 1er juin 2026"),
        (date(2026, 6, 11), "long", "11 juin 2026"),
        (date(2026, 8, 21), "long", "21 août 2026"),
        (date(2026, 6, 1), "short", "01/06/2026"),
    ],
)
def test_first_of_the_month_is_an_ordinal_in_french(day: date, width: i18n.Width, expected: str) -> None:
    assert i18n.format_date("fr", day, width=width) == expected


def test_moment_is_shown_in_the_zone_asked_for() -> None:
    shown = [plain(i18n.format_moment(locale, NOON, zone=PARIS)) for locale in LOCALES]
    assert shown == ["29 juin 2026, 14:00", "Jun 29, 2026, 2:00 PM"]
    assert [plain(i18n.format_clock(locale, NOON, zone=UTC)) for locale in LOCALES] == ["12:00", "12:00 PM"]


def test_naive_moment_is_refused() -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        i18n.format_moment("fr", naive, zone=PARIS)
    with pytest.raises(ValueError, match="time zone"):
        i18n.format_clock("fr", naive, zone=PARIS)


def test_ago_speaks_of_past_and_future() -> None:
    assert i18n.format_ago("fr", NOON, now=NOON + timedelta(minutes=3)) == "il y a 3 minutes"
    assert i18n.format_ago("en", NOON, now=NOON - timedelta(days=2)) == "in 2 days"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 s"), (-5, "0 s"), (59, "59 s"), (60, "1 min"), (204, "3 min 24 s"), (3601, "1 h"), (90_061, "1 j 1 h")],
)
def test_duration_shows_its_two_largest_units(seconds: int, expected: str) -> None:
    assert plain(i18n.format_duration("fr", seconds)) == expected


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(LOCALES))
def test_duration_is_never_empty(seconds: int, locale: Locale) -> None:
    assert i18n.format_duration(locale, seconds)


def test_numbers_follow_the_language() -> None:
    assert [plain(i18n.format_number(locale, 12_345.6)) for locale in LOCALES] == ["12 345,6", "12,345.6"]
    assert [plain(i18n.format_percent(locale, 0.42)) for locale in LOCALES] == ["42 %", "42%"]
    assert [i18n.format_list(locale, ["a", "b", "c"]) for locale in LOCALES] == ["a, b et c", "a, b, and c"]


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 o"), (999, "999 o"), (2_400_000, "2,4 Mo"), (5 * 10**15, "5 000 To")]
)
def test_bytes_take_the_largest_unit(count: int, expected: str) -> None:
    assert plain(i18n.format_bytes("fr", count)) == expected


def test_times_of_day_and_weekdays_are_written() -> None:
    assert [plain(i18n.format_minutes(locale, 510)) for locale in LOCALES] == ["08:30", "8:30 AM"]
    assert [i18n.format_weekday(locale, 0) for locale in LOCALES] == ["lun.", "Mon"]
