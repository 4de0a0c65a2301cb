"""Opening hours in words: `lun.–ven. 08:00–20:00`, `Mon–Fri 8:00 AM–8:00 PM`."""

from dialonce.errors import Invalid
from dialonce.i18n import Locale, format_minutes, format_weekday, translate
from dialonce.publishers import ALL_WEEK, DAY_MINUTES, HOLIDAY, OpeningRule, day_runs, read_opening_hours


def hours_words(text: str, locale: Locale) -> str:
    """What callers would be told; a text from before hours were read is shown as it stands."""
    if text == ALL_WEEK:
        return translate(locale, "lines.always")
    try:
        return " · ".join(_words(rule, locale) for rule in read_opening_hours(text))
    except Invalid:
        return text


def _words(rule: OpeningRule, locale: Locale) -> str:
    days = ", ".join(_run(first, last, locale) for first, last in day_runs(rule.days))
    spans = ", ".join(f"{_clock(begin, locale)}–{_clock(end, locale)}" for begin, end in rule.spans)
    return f"{days or translate(locale, 'lines.every_day')} {spans or translate(locale, 'lines.closed')}"


def _run(first: int, last: int, locale: Locale) -> str:
    names = [_day(day, locale) for day in sorted({first, last})]
    return (", " if last == first + 1 else "–").join(names)


def _day(day: int, locale: Locale) -> str:
    return translate(locale, "lines.holidays") if day == HOLIDAY else format_weekday(locale, day)


def _clock(minutes: int, locale: Locale) -> str:
    return format_minutes(locale, minutes % DAY_MINUTES)
