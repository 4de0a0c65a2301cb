"""Where the editor looks after a change: at what was changed, with the keyboard where it was."""

from collections.abc import Mapping
from urllib.parse import urlencode

from dialonce.menus import OUTGOING_CALL
from dialonce.menus.edit import (
    AddElement,
    AddField,
    AddScreen,
    ChangeElement,
    ChangeScreen,
    DuplicateElement,
    DuplicateScreen,
    MoveElement,
    MoveField,
    MoveScreen,
    Operation,
    RemoveElement,
    RemoveField,
    RemoveScreen,
    SendElement,
)
from dialonce.menus.graph import in_showing_order
from dialonce.menus.model import View
from dialonce.pages.console.interfaces.desk import Desk
from dialonce.publishers import Saved

Place = dict[str, str | int]


def onward(desk: Desk, form: Mapping[str, str], saved: Saved) -> str:
    """The address of the editor after a change."""
    operation = saved.operation
    event = getattr(operation, "event", OUTGOING_CALL)
    place: Place = {"event": event}
    view = saved.interface.views.get(event)
    if operation is not None and view is not None:
        place |= _screen_place(operation, view) or _element_place(operation, view)
    if form.get("op") in ("move-element", "move-screen"):
        place["focus"] = "up" if int(form["to"]) < int(form.get("place") or 0) else "down"
    if saved.merged:
        place["merged"] = 1
    return f"{desk.base}?{urlencode(place)}"


def _screen_place(operation: Operation, view: View) -> Place:
    last = len(view.screens) - 1
    match operation:
        case AddScreen():
            return {"screen": last, "focus": "add"}
        case DuplicateScreen(screen=screen):
            return {"screen": screen + 1, "focus": "screen"}
        case RemoveScreen(screen=screen):
            return {"screen": max(0, screen - 1)}
        case MoveScreen(to=to):
            return {"screen": min(to, last), "screen_moved": 1}
        case ChangeScreen(screen=screen) | RemoveElement(screen=screen) | SendElement(screen=screen):
            return {"screen": screen, "focus": "add"}
    return {}


def _element_place(operation: Operation, view: View) -> Place:
    match operation:
        case AddElement(screen=screen, at=at):
            return {"screen": screen, "element": _shown(view, screen, at), "focus": "element"}
        case DuplicateElement(screen=screen, element=element):
            return {"screen": screen, "element": _copy(view, screen, element), "focus": "element"}
        case MoveElement(screen=screen, to=to):
            return {"screen": screen, "touched": _shown(view, screen, to)}
        case ChangeElement(screen=screen, element=element):
            return {"screen": screen, "touched": element}
        case AddField() | RemoveField() | MoveField():
            return {"screen": operation.screen, "element": operation.element, "focus": "question"}
    return {}


def _shown(view: View, screen: int, at: int | None) -> int:
    """The place in the document of what callers see at `at`; last when that is None."""
    shown = in_showing_order(view.screens[screen])
    return shown[-1 if at is None else min(at, len(shown) - 1)].position


def _copy(view: View, screen: int, element: int) -> int:
    """A copy stands behind its original. Where elements have an order the document was sorted by it: the original has moved."""
    shown = [one.position for one in in_showing_order(view.screens[screen])]
    return shown[min(shown.index(element) + 1, len(shown) - 1)] if element in shown else element
