"""Doing and undoing."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from dialonce.menus.classic import import_classic
from dialonce.menus.edit.elements import (
    add_element,
    add_field,
    change_element,
    duplicate_element,
    move_element,
    move_field,
    paste_element,
    remove_element,
    remove_field,
    send_element,
)
from dialonce.menus.edit.operation import (
    AddElement,
    AddField,
    AddScreen,
    ChangeElement,
    ChangeScreen,
    ChangeSettings,
    DuplicateElement,
    DuplicateScreen,
    MoveElement,
    MoveField,
    MoveScreen,
    Operation,
    PasteElement,
    PasteScreen,
    RemoveElement,
    RemoveField,
    RemoveScreen,
    ReplaceDocument,
    ReplaceTexts,
    SendElement,
)
from dialonce.menus.edit.patch import Step, Steps, take_steps
from dialonce.menus.edit.screens import (
    add_screen,
    change_screen,
    duplicate_screen,
    move_screen,
    paste_screen,
    remove_screen,
)
from dialonce.menus.edit.whole import change_settings, replace_document, replace_texts
from dialonce.menus.model import Interface


class Edited(Struct, frozen=True):
    """An interface after a change: `text` is its document, `forward` leads there and `backward` back again.

    Without steps nothing changed.
    """

    interface: Interface
    text: str
    forward: Steps
    backward: Steps


def apply_operation(interface: Interface, operation: Operation) -> Edited:
    """Do it. What comes out can always be imported again.

    Raises NotFound when the screen or element is not there, Conflict when an address is taken or a text is another by
    now, Invalid or TooLarge when the document would not be one any more.
    """
    return apply_steps(interface, tuple(_PLANS[type(operation)](interface, operation)))


def apply_steps(interface: Interface, steps: Steps) -> Edited:
    """The same for steps that were made before: undo and redo. Raises `StepDoesNotFit` too."""
    document, backward = take_steps(interface.raw, steps)
    text = write_document(document)
    return Edited(import_classic(text.encode("utf-8", "surrogatepass")), text, steps, backward)


def write_document(document: Any) -> str:
    """The document as the text that is stored: compact, members in their order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


_PLANS: dict[type, Callable[[Interface, Any], Iterator[Step]]] = {
    AddScreen: add_screen,
    PasteScreen: paste_screen,
    RemoveScreen: remove_screen,
    DuplicateScreen: duplicate_screen,
    MoveScreen: move_screen,
    ChangeScreen: change_screen,
    AddElement: add_element,
    PasteElement: paste_element,
    RemoveElement: remove_element,
    DuplicateElement: duplicate_element,
    MoveElement: move_element,
    SendElement: send_element,
    ChangeElement: change_element,
    AddField: add_field,
    RemoveField: remove_field,
    MoveField: move_field,
    ReplaceTexts: replace_texts,
    ChangeSettings: change_settings,
    ReplaceDocument: replace_document,
}
