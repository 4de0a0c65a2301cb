"""Calls in words."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from dialonce.calls import CallHistory, Moment
from dialonce.i18n import Locale, format_clock, format_duration, format_moment, has_message, translate
from dialonce.pages.console.working import readable_number
from dialonce.pages.kit import Step
from dialonce.pages.places import SeenMenus, name_place
from dialonce.pages.templating import ZONE
from dialonce.web.parts import Parts

LONGEST_PAUSE: Final = timedelta(minutes=15)


def line_words(parts: Parts, line_id: UUID | None, locale: Locale) -> str:
    """The line as people know it."""
    line = parts.vault.directory.lines_by_id.get(line_id) if line_id else None
    if line is None:
        return translate(locale, "calls.no_line")
    number = readable_number(line.number, locale)
    return f"{line.label} ({number})" if line.label else number


def call_when(call: CallHistory, locale: Locale) -> str:
    """When it was and how long it took."""
    when = format_moment(locale, call.began_at, zone=ZONE)
    return when if call.seconds is None else f"{when} · {format_duration(locale, call.seconds)}"


def is_running(call: CallHistory, now: datetime) -> bool:
    """Whether the call seems to go on: no end is known, and something happened in the last quarter of an hour."""
    ended = any(moment.kind in ("call-end", "call-error") for moment in call.moments)
    return not ended and now - call.moments[-1].at <= LONGEST_PAUSE


def moment_step(moment: Moment, menus: SeenMenus, locale: Locale) -> Step:
    """One thing that happened."""
    name = f"calls.step_{moment.kind.replace('-', '_')}"
    title = translate(locale, name) if has_message(name) else moment.kind
    return Step(title, format_clock(locale, moment.at, zone=ZONE), moment.at.isoformat(), name_place(moment, menus))


def outcome_key(call: CallHistory) -> str:
    """What became of the call, as the key of a message."""
    kinds = {moment.kind for moment in call.moments}
    if "screen" in kinds or "button" in kinds:
        return "calls.saw_menu"
    if "answer-get-sms" in kinds:
        return "calls.asked_link"
    return "calls.refused" if "answer-no-sms" in kinds else "calls.plain"
