"""What an editor can do to an interface, as data: one struct a deed.

Screens and elements are named by where they stand in the document (`screen`, `element`: indexes from 0); `at` and `to` of
elements count in the order in which callers see them. Ids of new things are given, not made here.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from dialonce.menus.model import OUTGOING_CALL, Address


class ElementKind(StrEnum):
    """The templates of elements that an editor can add. Scripts are not among them: they never run."""

    BUTTON = "button"
    TEXT = "text"
    PICTURE = "picture"
    FORM = "form"
    FRAME = "iframe"
    SEPARATOR = "separator"


class AddScreen(Struct, frozen=True, tag="add-screen", kw_only=True):
    """A screen with a title, at `at` in the document's list of screens (None: last)."""

    event: str = OUTGOING_CALL
    id: str
    name: str
    address: Address
    at: int | None = None


class PasteScreen(Struct, frozen=True, tag="paste-screen", kw_only=True):
    """A whole screen of another interface, at the end of the list, under its own address."""

    event: str = OUTGOING_CALL
    raw: Any


class RemoveScreen(Struct, frozen=True, tag="remove-screen", kw_only=True):
    """Ways that led there stay and lead nowhere; the check says where they are."""

    event: str = OUTGOING_CALL
    screen: int


class DuplicateScreen(Struct, frozen=True, tag="duplicate-screen", kw_only=True):
    """A copy behind the original, under another address."""

    event: str = OUTGOING_CALL
    screen: int
    id: str
    name: str
    address: Address


class MoveScreen(Struct, frozen=True, tag="move-screen", kw_only=True):
    """Another place in the list of screens. Callers see no difference."""

    event: str = OUTGOING_CALL
    screen: int
    to: int


class ChangeScreen(Struct, frozen=True, tag="change-screen", kw_only=True):
    """What is None stays. Ways that led to the old address lead to the new one."""

    event: str = OUTGOING_CALL
    screen: int
    name: str | None = None
    address: Address | None = None
    styles: str | None = None


class AddElement(Struct, frozen=True, tag="add-element", kw_only=True):
    """A new element with nothing in it but what `text` says: its label, words or description."""

    event: str = OUTGOING_CALL
    screen: int
    kind: ElementKind
    at: int | None = None
    text: str = ""
    target: Address = ""


class PasteElement(Struct, frozen=True, tag="paste-element", kw_only=True):
    """A whole element of another interface."""

    event: str = OUTGOING_CALL
    screen: int
    raw: Any
    at: int | None = None


class RemoveElement(Struct, frozen=True, tag="remove-element", kw_only=True):
    event: str = OUTGOING_CALL
    screen: int
    element: int


class DuplicateElement(Struct, frozen=True, tag="duplicate-element", kw_only=True):
    """A copy behind the original; without its id, which other elements may hand values to."""

    event: str = OUTGOING_CALL
    screen: int
    element: int


class MoveElement(Struct, frozen=True, tag="move-element", kw_only=True):
    """Another place on its screen."""

    event: str = OUTGOING_CALL
    screen: int
    element: int
    to: int


class SendElement(Struct, frozen=True, tag="send-element", kw_only=True):
    """To the end of another screen of the same event."""

    event: str = OUTGOING_CALL
    screen: int
    element: int
    to_screen: int


class ChangeElement(Struct, frozen=True, tag="change-element", kw_only=True):
    """Members of the element by their pointer below it, such as `data/label`; None takes a member away."""

    event: str = OUTGOING_CALL
    screen: int
    element: int
    members: Mapping[str, Any]


class AddField(Struct, frozen=True, tag="add-field", kw_only=True):
    """One more question at the end of a form."""

    event: str = OUTGOING_CALL
    screen: int
    element: int
    name: str
    title: str


class RemoveField(Struct, frozen=True, tag="remove-field", kw_only=True):
    event: str = OUTGOING_CALL
    screen: int
    element: int
    field: int


class MoveField(Struct, frozen=True, tag="move-field", kw_only=True):
    event: str = OUTGOING_CALL
    screen: int
    element: int
    field: int
    to: int


class TextChange(Struct, frozen=True):
    """One text that is to be `after` instead of `before`."""

    pointer: str
    before: str
    after: str


class ReplaceTexts(Struct, frozen=True, tag="replace-texts", kw_only=True):
    """Many texts at once, as find and replace or a translation give them."""

    changes: tuple[TextChange, ...]


class ChangeSettings(Struct, frozen=True, tag="change-settings", kw_only=True):
    """Members of the document itself: name, culture, logo, styles, phoneNumbers, enabled; None takes one away."""

    members: Mapping[str, Any]


class ReplaceDocument(Struct, frozen=True, tag="replace-document", kw_only=True):
    """Another document in place of this one: an import, a template, an earlier version."""

    document: Any


ScreenOperation = RemoveScreen | DuplicateScreen | MoveScreen | ChangeScreen
ElementOperation = (
    RemoveElement | DuplicateElement | MoveElement | SendElement | ChangeElement | AddField | RemoveField | MoveField
)
Operation = (
    AddScreen
    | PasteScreen
    | ScreenOperation
    | AddElement
    | PasteElement
    | ElementOperation
    | ReplaceTexts
    | ChangeSettings
    | ReplaceDocument
)


def operation_tag(operation: Operation) -> str:
    """The deed's stable name, such as `add-screen`."""
    return str(operation.__struct_config__.tag)
