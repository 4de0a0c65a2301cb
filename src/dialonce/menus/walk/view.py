"""What a page shows: a screen with everything resolved, filled in and made safe.

Strings are plain text and must be escaped by the template, except the `Html` ones, which are sanitised
markup, and the `Css` ones, which are sanitised declarations or rules.
"""

from typing import NewType

from msgspec import Struct

from dialonce.menus.walk.action import Action, NoAction, OpenThirdParty
from dialonce.menus.walk.place import Place

Html = NewType("Html", str)
Css = NewType("Css", str)


class ButtonView(Struct, frozen=True):
    """`position` names the element within its screen: in links, form posts and counters."""

    position: int
    label: str
    action: Action
    css_class: str = ""
    style: Css = Css("")


class SeparatorView(Struct, frozen=True):
    position: int
    css_class: str = ""
    style: Css = Css("")


class TextView(Struct, frozen=True):
    position: int
    html: Html
    css_class: str = ""
    style: Css = Css("")


class PictureView(Struct, frozen=True):
    """`source` is a `data:` image or an https URL; then `host` is the server that will see the caller's
    address.
    """

    position: int
    source: str
    alternate_text: str
    host: str | None = None
    action: Action = NoAction()
    css_class: str = ""
    style: Css = Css("")


class FieldView(Struct, frozen=True):
    name: str
    title: str
    placeholder: str
    required: bool
    multiline: bool


class FormView(Struct, frozen=True):
    position: int
    fields: tuple[FieldView, ...]
    css_class: str = ""
    style: Css = Css("")


class FrameView(Struct, frozen=True):
    """Third-party content: the page offers it and never loads it by itself (clauses 9-a to 9-c)."""

    position: int
    action: OpenThirdParty
    css_class: str = ""
    style: Css = Css("")


ElementView = ButtonView | SeparatorView | TextView | PictureView | FormView | FrameView


class ScreenView(Struct, frozen=True):
    """A screen ready to render. `elements` are in showing order; hidden, scripted and unknown ones are left
    out.

    `styles` is scoped under `SCOPE`. `picture_hosts` are all the servers that pictures would be loaded from.
    """

    place: Place
    title: str
    is_entry: bool
    elements: tuple[ElementView, ...]
    interface_name: str
    logo: str
    culture: str | None
    styles: Css = Css("")
    picture_hosts: tuple[str, ...] = ()
