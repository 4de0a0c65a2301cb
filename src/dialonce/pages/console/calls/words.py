"""Calls in words: what the caller saw, by the names that the menu gave it then."""

from collections.abc import Sequence
from uuid import UUID

from dialonce.calls import CallHistory, Moment
from dialonce.errors import DialOnceError
from dialonce.i18n import Locale, format_clock, format_duration, format_moment, has_message, translate
from dialonce.menus import OUTGOING_CALL, Button, Interface, Screen
from dialonce.pages.console.working import readable_number
from dialonce.pages.kit import Step
from dialonce.pages.templating import ZONE
from dialonce.web.parts import Parts


async def seen_menus(parts: Parts, calls: Sequence[CallHistory]) -> dict[tuple[UUID, int], Interface]:
    """Every version of a menu that these calls showed; those that cannot be read are missing."""
    wanted = {
        (moment.interface_id, moment.interface_version)
        for call in calls
        for moment in call.moments
        if moment.interface_id is not None and moment.interface_version
    }
    found = {}
    for interface_id, version in wanted:
        try:
            found[interface_id, version] = await parts.documents.read(interface_id, version)
        except DialOnceError:
            continue
    return found


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


def moment_step(moment: Moment, menus: dict[tuple[UUID, int], Interface], locale: Locale) -> Step:
    """One thing that happened."""
    name = f"calls.step_{moment.kind.replace('-', '_')}"
    title = translate(locale, name) if has_message(name) else moment.kind
    menu = menus.get((moment.interface_id, moment.interface_version)) if moment.interface_id else None
    detail = _detail(moment, menu)
    return Step(title, format_clock(locale, moment.at, zone=ZONE), moment.at.isoformat(), detail)


def _detail(moment: Moment, menu: Interface | None) -> str:
    """The screen and the button by name; by number where the menu does not name them."""
    screen = _screen(menu, moment.screen) if menu else None
    name = screen.name if screen and screen.name else moment.screen
    label = _label(screen, moment.element) if screen else ""
    return f"{name} › {label}" if label else name


def _screen(menu: Interface, said: str) -> Screen | None:
    event, _, address = said.rpartition("/")
    view = menu.views.get(event or OUTGOING_CALL)
    return view.by_address.get(address) if view else None


def _label(screen: Screen, position: str) -> str:
    """What stood on the element; elements are found by their place in the document."""
    for element in screen.elements:
        if str(element.position) == position and isinstance(element.content, Button):
            return element.content.label
    return ""


def outcome_key(call: CallHistory) -> str:
    """What became of the call, as the key of a message."""
    kinds = {moment.kind for moment in call.moments}
    if "screen" in kinds or "button" in kinds:
        return "calls.saw_menu"
    if "answer-get-sms" in kinds:
        return "calls.asked_link"
    return "calls.refused" if "answer-no-sms" in kinds else "calls.plain"
