"""Calls and visits of one person, in words."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct

from dialonce.calls import CallHistory, Moment
from dialonce.i18n import Locale, format_clock, format_duration, format_moment, has_message, translate
from dialonce.numbers import format_for_people, parse_number
from dialonce.pages.kit import Pager, Step
from dialonce.pages.places import SeenMenus, name_place
from dialonce.pages.templating import ZONE


class CallView(Struct, frozen=True):
    """One call: whom, when, and what happened."""

    title: str
    when: str
    moments: tuple[Step, ...]


class HistoryView(Struct, frozen=True):
    calls: tuple[CallView, ...]
    pager: Pager | None = None


def tell_call(
    locale: Locale, publisher: str, call: CallHistory, numbers: Mapping[UUID, str], menus: SeenMenus
) -> CallView:
    """One call with its moments in their order. `numbers` are those of the registered lines, `menus` what was seen."""
    called = numbers.get(call.line_id) if call.line_id else None
    number = format_for_people(parse_number(called), locale) if called else ""
    title = translate(locale, "me.call_to", name=publisher, number=number) if number else publisher
    when = format_moment(locale, call.began_at, zone=ZONE)
    if call.seconds is not None:
        when += f" · {format_duration(locale, call.seconds)}"
    return CallView(title, when, tuple(_step(locale, moment, menus) for moment in call.moments))


def _step(locale: Locale, moment: Moment, menus: SeenMenus) -> Step:
    kind = moment.kind.replace("-", "_")
    title = translate(locale, f"me.step_{kind}") if has_message(f"me.step_{kind}") else moment.kind
    return Step(title, format_clock(locale, moment.at, zone=ZONE), moment.at.isoformat(), _place(locale, moment, menus))


def _place(locale: Locale, moment: Moment, menus: SeenMenus) -> str:
    name = name_place(moment, menus)
    return translate(locale, "me.screen", name=name) if name and name == moment.screen else name
