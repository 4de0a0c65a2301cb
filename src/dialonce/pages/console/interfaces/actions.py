"""What a tap does, as an editor chooses it, and as the document says it."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from dialonce.menus.model import Command, CommandName, View
from dialonce.menus.scalars import as_text
from dialonce.pages.console.interfaces.desk import Desk
from dialonce.pages.kit import Field, Option

NEW_SCREEN: Final = "+"
"""Chosen as a target: a screen that is still to be made."""

_OPEN: Final = "open"
_NAMES: Final[Mapping[str, str | None]] = {
    "none": None,
    _OPEN: None,
    "call": CommandName.CALL,
    "back": CommandName.BACK,
    "rate": CommandName.RATE,
    "install": CommandName.INSTALL,
    "interception": CommandName.INTERCEPTION,
    "location": CommandName.LOCATION,
}
_VALUES: Final = {
    _OPEN: "target",
    "call": "number",
    "rate": "after",
    "install": "package",
    "interception": "switch",
    "location": "shared",
}
_LEADING: Final = (_OPEN, "rate", "location")
_OWN: Final = {CommandName.OPEN_VIEW: _OPEN} | {name: action for action, name in _NAMES.items() if name}


class ActionFields(Struct, frozen=True):
    """The choice of the action, and for each action the fields that belong to it alone."""

    action: Field
    of: Mapping[str, tuple[Field, ...]]
    advanced: tuple[Field, ...]


def action_of(command: Command | None) -> str:
    """The action's name in the form; a command that we do not know keeps its own."""
    if command is None:
        return "none"
    return _OWN.get(command.name, command.name)


def action_fields(desk: Desk, view: View, command: Command | None, *, may_be_nothing: bool) -> ActionFields:
    action = action_of(command)
    names = [name for name in _NAMES if may_be_nothing or name != "none"]
    options = tuple(Option(name, desk.t(f"editor.action_{name}")) for name in names)
    if action not in _NAMES:
        options += (Option(action, action),)
    value = (command.value if command else "") or ""

    def of(wanted: str) -> str:
        return value if action == wanted else ""

    return ActionFields(
        action=Field("action", desk.t("editor.action"), action, "select", required=True, options=options),
        of={
            _OPEN: (_target(desk, view, "target", of(_OPEN)),),
            "call": (_text(desk, "number", of("call"), kind="tel"),),
            "rate": (
                _target(desk, view, "after", of("rate")),
                _text(desk, "score", "" if command is None or command.score is None else as_text(command.score)),
                _text(desk, "realm", (command.realm if command else "") or ""),
            ),
            "install": (_text(desk, "package", of("install")),),
            "location": (_target(desk, view, "shared", of("location")),),
            "interception": (_switch(desk, of("interception")),),
        },
        advanced=(
            _text(desk, "given_title", (command.variables.title if command and command.variables else "") or ""),
            _text(desk, "given_url", (command.variables.frame_url if command and command.variables else "") or ""),
        ),
    )


def _text(desk: Desk, name: str, value: str, kind: Any = "text") -> Field:
    hint = desk.t(f"editor.hint_{name}")
    return Field(name, desk.t(f"editor.field_{name}"), value, kind, hint=hint, max_length=500)


def _switch(desk: Desk, value: str) -> Field:
    options = tuple(Option(one, desk.t(f"editor.interception_{one}")) for one in ("true", "false"))
    return Field("switch", desk.t("editor.field_switch"), value or "true", "select", required=True, options=options)


def _target(desk: Desk, view: View, name: str, value: str) -> Field:
    """Every screen to choose from, the way to a new one, and what is chosen now also where nothing is there."""
    options = [Option("", desk.t("editor.target_none")), Option(NEW_SCREEN, desk.t("editor.target_new"))]
    options += [Option(one.address, f"{one.name or one.address} · {one.address}") for one in view.by_address.values()]
    if value and value not in view.by_address:
        options.append(Option(value, desk.t("editor.target_gone", address=value)))
    return Field(name, desk.t(f"editor.field_{name}"), value, "select", required=True, options=tuple(options))


def read_action(form: Mapping[str, str], before: Command | None) -> dict[str, Any]:
    """The members of an element that the chosen action stands for.

    When another action is chosen, what belonged to the old one is taken away; else what the form does not show stays.
    """
    action = form.get("action", _OPEN)
    members: dict[str, Any] = {
        "data/variables/viewName": _kept(form.get("given_title")),
        "data/variables/viewContext/iframe/url": _kept(form.get("given_url")),
    }
    if action not in _NAMES:
        return members
    if action != action_of(before):
        members |= {"data/command": _NAMES[action], "data/realm": None, "data/score": None, "data/value": None}
    if action in _VALUES:
        members["data/value"] = _kept(form.get(_VALUES[action]))
    if action == "rate":
        members |= {"data/realm": _kept(form.get("realm")), "data/score": _number(form.get("score", ""))}
    return members


def wants_new_screen(form: Mapping[str, str]) -> bool:
    """Whether the chosen target is a screen that is still to be made."""
    action = form.get("action", "")
    return action in _LEADING and form.get(_VALUES[action]) == NEW_SCREEN


def _kept(text: str | None) -> str | None:
    return (text or "").strip() or None


def _number(text: str) -> Any:
    """A score as a number where it is one; what it is otherwise, the check says."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else (text or None)
