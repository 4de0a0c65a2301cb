"""What a caller reads at a number whose desk is closed now: that it is, and when it opens. The call itself goes on as ever."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dialonce.errors import Invalid
from dialonce.i18n import Locale, format_clock, format_date, format_weekday, only_zone, translate
from dialonce.menus import ButtonView, Call, PictureView, ScreenView
from dialonce.numbers import Number, find_number
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.handlers.stay import Stay
from dialonce.publishers import Closure, closure_at, read_opening_hours
from dialonce.web.parts import parts_of

_WEEK: Final = timedelta(days=7)
_read_hours = lru_cache(maxsize=1024)(read_opening_hours)


def closures_on(request: AnyRequest, stay: Stay, screen: ScreenView, locale: Locale) -> Mapping[str, str]:
    """For each number of the screen whose line is closed now: what to say of it, in words."""
    found = {}
    for element in screen.elements:
        match element:
            case ButtonView(action=Call(number=number)) | PictureView(action=Call(number=number)):
                if words := closed_words(request, stay, number, locale):
                    found[number] = words
            case _:
                pass
    return found


def closed_words(request: AnyRequest, stay: Stay, number: str, locale: Locale) -> str:
    """What to say of a number whose line is closed now; empty while it is open, or when nothing is known of its hours."""
    parts = parts_of(request)
    publisher = parts.vault.directory.publishers[stay.visit.publisher_id]
    known = _number(number, publisher.country)
    line = parts.vault.directory.line_of(publisher.publisher_id, known.text) if known else None
    if known is None or line is None or not line.opening_hours:
        return ""
    zone = only_zone(known.country)
    if zone is None:
        return ""
    now = parts.now.astimezone(ZoneInfo(zone))
    try:
        rules = _read_hours(line.opening_hours)
    except Invalid:
        return ""
    closure = closure_at(rules, now, lambda day: is_holiday(known.country, day))
    return closure_words(closure, now, locale) if closure else ""


def _number(text: str, country: str) -> Number | None:
    try:
        return find_number(text, country)
    except Invalid:
        return None


def is_holiday(country: str, day: date) -> bool:
    """Whether the day is a public holiday everywhere in the country."""
    return day in _holidays(country, day.year)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - slow to load, and asked for only by lines that close on holidays

    known = country in holidays.list_supported_countries()
    return frozenset(holidays.country_holidays(country, years=year)) if known else frozenset()


def closure_words(closure: Closure, now: datetime, locale: Locale) -> str:
    """That a desk is closed, and when it opens: the nearer, the shorter."""
    opens = closure.opens
    if opens is None:
        return translate(locale, "menu.closed")
    clock = format_clock(locale, opens, zone=opens.tzinfo or now.tzinfo or ZoneInfo("UTC"))
    ahead = opens.date() - now.date()
    if not ahead:
        return translate(locale, "menu.closed_today", clock=clock)
    if ahead == timedelta(days=1):
        return translate(locale, "menu.closed_tomorrow", clock=clock)
    if ahead < _WEEK:
        day = format_weekday(locale, opens.weekday(), width="wide")
        return translate(locale, "menu.closed_until", day=day, clock=clock)
    return translate(locale, "menu.closed_date", day=format_date(locale, opens), clock=clock)
