"""The editor's page: the list of screens, one screen with its elements, and what stands beside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from dialonce.menus import OUTGOING_CALL, SATISFACTION, Finding, Place, encode_place
from dialonce.menus.edit import ElementKind, plain_words
from dialonce.menus.graph import element_command, in_showing_order, own_targets, taps_from_entry
from dialonce.menus.model import CommandName, Element, Screen, View
from dialonce.pages.console.interfaces.actions import action_of
from dialonce.pages.console.interfaces.deeds import name_of
from dialonce.pages.console.interfaces.desk import Desk, count_errors
from dialonce.pages.console.interfaces.element_form import ElementForm, element_form
from dialonce.pages.console.interfaces.findings import FindingView, finding_views, screen_href, spotted, worst
from dialonce.pages.kit import Field, Link, Option, Tab, Tone

ICONS: Final[Mapping[str, str]] = {
    "Button": "tap",
    "Text": "text",
    "Picture": "picture",
    "Form": "edit",
    "Frame": "external",
    "Separator": "line",
    "Script": "alert",
    "Unknown": "info",
}
MOST_CHECKS: Final = 200
_TOLD: Final = ("open", "call", "install", "back", "rate", "interception", "location", "none")
_EVENTS: Final = (OUTGOING_CALL, SATISFACTION)


_KINDS: Final = tuple(zip(ElementKind, ("Button", "Text", "Picture", "Form", "Frame", "Separator"), strict=True))


class ScreenEntry(Struct, frozen=True):
    """A line of the list of screens. `taps` None: no way leads there."""

    index: int
    label: str
    address: str
    href: str
    current: bool
    tone: Tone | None
    reachable: bool


class ElementRow(Struct, frozen=True):
    """An element in showing order; `form` where it is open."""

    index: int
    place: int
    icon: str
    kind: str
    label: str
    detail: str
    href: str
    tone: Tone | None
    findings: tuple[FindingView, ...]
    form: ElementForm | None
    last: bool


class ScreenPanel(Struct, frozen=True):
    """One screen. `ways` are the screens that lead here, `others` those that an element can be sent to."""

    index: int
    count: int
    title: str
    fields: tuple[Field, ...]
    advanced: tuple[Field, ...]
    rows: tuple[ElementRow, ...]
    findings: tuple[FindingView, ...]
    ways: tuple[Link, ...]
    others: tuple[Option, ...]
    kinds: tuple[Option, ...]
    close: str
    open: bool
    preview: str | None


class Counts(Struct, frozen=True):
    """How many errors the check finds, and the same with the warnings in words."""

    errors: int
    text: str


class EditorView(Struct, frozen=True):
    """`focus` says which control the keyboard stands on when the page opens, `touched` which element was changed last.

    `notices` are findings that nothing must be done about.
    """

    event: str
    events: tuple[Tab, ...]
    screens: tuple[ScreenEntry, ...]
    panel: ScreenPanel | None
    checks: tuple[FindingView, ...]
    notices: tuple[FindingView, ...]
    counts: Counts
    focus: str
    touched: int | None


class Looking(Struct, frozen=True):
    """What the editor looks at: an event, one of its screens, perhaps an element that is open."""

    event: str = OUTGOING_CALL
    screen: int = 0
    element: int | None = None
    focus: str = ""
    touched: int | None = None


class _Notes(Struct, frozen=True):
    """Findings by screen, and by element below."""

    of_screens: Mapping[int, list[Finding]]
    of_elements: Mapping[tuple[int, int], list[Finding]]


def editor_view(desk: Desk, looking: Looking) -> EditorView:
    view = desk.view(looking.event)
    notes = _notes(desk.findings, looking.event)
    found = finding_views(desk, desk.findings)
    return EditorView(
        event=looking.event,
        events=_events(desk, looking.event),
        screens=_entries(desk, view, looking, notes) if view else (),
        panel=_panel(desk, view, looking, notes) if view and looking.screen < len(view.screens) else None,
        checks=tuple(one for one in found if one.tone != "info")[:MOST_CHECKS],
        notices=tuple(one for one in found if one.tone == "info")[:MOST_CHECKS],
        counts=_counts(desk),
        focus=looking.focus,
        touched=looking.touched,
    )


def _counts(desk: Desk) -> Counts:
    errors, warnings = count_errors(desk.findings)
    return Counts(errors, desk.t("editor.counts", errors=errors, warnings=warnings))


def _notes(findings: Sequence[Finding], event: str) -> _Notes:
    screens: defaultdict[int, list[Finding]] = defaultdict(list)
    elements: defaultdict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        spot = spotted(finding.pointer)
        if spot is not None and spot.event == event:
            screens[spot.screen].append(finding)
            if spot.element is not None:
                elements[spot.screen, spot.element].append(finding)
    return _Notes(screens, elements)


def _events(desk: Desk, current: str) -> tuple[Tab, ...]:
    names = dict.fromkeys((*_EVENTS, *desk.interface.views))
    return tuple(
        Tab(_event_name(desk, name), screen_href(desk, name, 0), name == current, _count(desk.view(name)))
        for name in names
    )


def _count(view: View | None) -> int:
    return len(view.screens) if view else 0


def _event_name(desk: Desk, event: str) -> str:
    return desk.t(f"editor.event_{event.replace('-', '_')}") if event in _EVENTS else event


def _entries(desk: Desk, view: View, looking: Looking, notes: _Notes) -> tuple[ScreenEntry, ...]:
    taps = taps_from_entry(view)
    return tuple(
        ScreenEntry(
            index=index,
            label=screen.name or desk.t("editor.untitled"),
            address=screen.address,
            href=screen_href(desk, view.event, index),
            current=index == looking.screen,
            tone=worst(notes.of_screens.get(index, ())),
            reachable=screen.address in taps,
        )
        for index, screen in enumerate(view.screens)
    )


def _panel(desk: Desk, view: View, looking: Looking, notes: _Notes) -> ScreenPanel:
    screen = view.screens[looking.screen]
    found = notes.of_screens.get(looking.screen, [])
    own = [one for one in found if (spot := spotted(one.pointer)) is None or spot.element is None]
    return ScreenPanel(
        index=looking.screen,
        count=len(view.screens),
        title=screen.name or desk.t("editor.untitled"),
        fields=_screen_fields(desk, screen),
        advanced=(Field("screen_styles", desk.t("editor.field_screen_styles"), screen.styles, "textarea"),),
        rows=_rows(desk, view, screen, looking, notes),
        findings=finding_views(desk, own),
        ways=_ways(desk, view, screen),
        others=tuple(
            Option(str(index), one.name or one.address)
            for index, one in enumerate(view.screens)
            if index != looking.screen
        ),
        kinds=tuple(Option(kind, desk.t(f"editor.kind_{name.lower()}"), ICONS[name]) for kind, name in _KINDS),
        close=screen_href(desk, view.event, looking.screen),
        open=looking.focus == "screen",
        preview=preview_path(desk, view, screen),
    )


def preview_path(desk: Desk, view: View, screen: Screen) -> str | None:
    """The screen on the phone beside; None where callers never see it."""
    if view.by_address.get(screen.address) is not screen:
        return None
    return f"{desk.base}/preview/s/{encode_place(Place(view.event, screen.address))}"


def _screen_fields(desk: Desk, screen: Screen) -> tuple[Field, ...]:
    address = desk.t("editor.field_address")
    return (
        Field("name", desk.t("editor.field_screen_name"), screen.name, required=True, max_length=200),
        Field("address", address, screen.address, hint=desk.t("editor.hint_address"), required=True, max_length=200),
    )


def _rows(desk: Desk, view: View, screen: Screen, looking: Looking, notes: _Notes) -> tuple[ElementRow, ...]:
    shown = in_showing_order(screen)
    return tuple(
        _row(desk, view, looking, element, place, notes.of_elements.get((looking.screen, element.position), []))
        for place, element in enumerate(shown)
    )


def _row(
    desk: Desk, view: View, looking: Looking, element: Element, place: int, findings: Sequence[Finding]
) -> ElementRow:
    kind = type(element.content).__name__
    is_open = looking.element == element.position and desk.may_edit
    return ElementRow(
        index=element.position,
        place=place,
        icon=ICONS[kind],
        kind=desk.t(f"editor.kind_{kind.lower()}"),
        label=_label(element),
        detail=_detail(desk, view, element),
        href=screen_href(desk, view.event, looking.screen, element.position),
        tone=worst(findings),
        findings=finding_views(desk, findings),
        form=element_form(desk, view, element) if is_open else None,
        last=place == len(view.screens[looking.screen].elements) - 1,
    )


def _label(element: Element) -> str:
    html = getattr(element.content, "html", "")
    if html:
        return plain_words(html, 80)
    fields = getattr(element.content, "fields", ())
    if fields:
        return ", ".join(field.title or field.name for field in fields)
    return name_of(element) or getattr(element.content, "url", "")


def _detail(desk: Desk, view: View, element: Element) -> str:
    """What a tap does, in a few words."""
    command = element_command(element)
    if command is None:
        return ""
    action = action_of(command)
    target = view.by_address.get(command.value or "")
    if action == "open" or (command.name == CommandName.RATE and command.value):
        return f"→ {(target.name or target.address) if target else command.value or '?'}"
    return _done(desk, action, command.value or "")


def _done(desk: Desk, action: str, value: str) -> str:
    if action not in _TOLD:
        return action
    done = desk.t(f"editor.action_{action}")
    return f"{done} · {value}" if value and action in ("call", "install") else done


def _ways(desk: Desk, view: View, screen: Screen) -> tuple[Link, ...]:
    found = {
        index: one
        for index, one in enumerate(view.screens)
        if any(target == screen.address for _, target in own_targets(one))
    }
    return tuple(
        Link(one.name or one.address, screen_href(desk, view.event, index)) for index, one in list(found.items())[:20]
    )
