"""The interface as typed, read-only data.

What is stored is the classic document; these structs are a reading of it. `Interface.raw` keeps the
document whole, so nothing is lost by not being modelled. Pointers are JSON pointers (RFC 6901) into that
document.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

Address = str
"""Where a screen is found: its `order`, compared as a string."""

ENTRY: Address = "1"
OUTGOING_CALL = "outgoing-call"
SATISFACTION = "satisfaction"
KNOWN_EVENTS = (OUTGOING_CALL, SATISFACTION)


class CommandName(StrEnum):
    """What a button or picture may do. No command at all means `OPEN_VIEW`."""

    OPEN_VIEW = "openView"
    BACK = "back"
    CALL = "callPhoneNumber"
    INSTALL = "installPackage"
    RATE = "rate"
    INTERCEPTION = "enableCallInterception"
    LOCATION = "shareLocation"


class Variables(Struct, frozen=True):
    """What an element hands to the screen it opens.

    `frame_url` fills the iframes there; `button_values` gives other values to its buttons, by element id.
    """

    title: str | None = None
    frame_url: str | None = None
    button_values: Mapping[str, str] = {}


class Command(Struct, frozen=True):
    """What happens on a tap, as the document says it. `name` is kept when unknown; `value` is text, however
    written.
    """

    name: str
    value: str | None = None
    variables: Variables | None = None
    realm: str | None = None
    score: float | None = None


class Button(Struct, frozen=True):
    label: str
    command: Command
    css_class: str = ""
    styles: Mapping[str, str] = {}


class Separator(Struct, frozen=True):
    pass


class Text(Struct, frozen=True):
    """`html` is the publisher's and unsafe; only `sanitise_html` makes it fit to show."""

    html: str
    css_class: str = ""


class Picture(Struct, frozen=True):
    url: str
    alternate_text: str
    command: Command | None
    css_class: str = ""
    styles: Mapping[str, str] = {}


class FormField(Struct, frozen=True):
    name: str
    title: str
    placeholder: str
    required: bool
    multiline: bool


class Form(Struct, frozen=True):
    fields: tuple[FormField, ...]
    css_class: str = ""


class Frame(Struct, frozen=True):
    """An iframe: third-party content. `url` may be empty, to be filled in by `Variables`."""

    url: str
    css_class: str = ""


class Script(Struct, frozen=True):
    """Kept for export; never run."""

    code: str


class Unknown(Struct, frozen=True):
    """A template this version does not know: kept for export, not shown."""

    template: str


Content = Button | Separator | Text | Picture | Form | Frame | Script | Unknown


class Element(Struct, frozen=True):
    """One item of a screen. `position` is its index in the document, `order` the publisher's wish where to
    show it.
    """

    position: int
    pointer: str
    content: Content
    id: str | None = None
    order: float | None = None
    css_class: str = ""
    styles: Mapping[str, str] = {}
    condition: str | None = None


class Screen(Struct, frozen=True):
    """`elements` are in document order."""

    address: Address
    pointer: str
    elements: tuple[Element, ...]
    id: str | None = None
    name: str = ""
    styles: str = ""


class View(Struct, frozen=True):
    """The screens of one event.

    `by_address` holds the first screen of each address. `given` holds, for a button id, every value that
    some element of this view hands to it: where a button of a shared container screen may lead.
    """

    event: str
    pointer: str
    screens: tuple[Screen, ...]
    by_address: Mapping[Address, Screen]
    given: Mapping[str, frozenset[str]]


class Rule(Struct, frozen=True):
    """One line of a goal: whether an event with a fitting value `should` have happened. `value` is as in
    the document.
    """

    event: str
    pointer: str
    value: Any
    should: bool = True
    optional: bool = False


class Goal(Struct, frozen=True):
    name: str
    rules: tuple[Rule, ...]


class Interface(Struct, frozen=True):
    """A visual menu. `script` never runs; `styles` is unsafe until scoped."""

    phone_numbers: tuple[str, ...]
    culture: str | None
    enabled: bool
    name: str
    logo: str
    styles: str
    script: str
    goals: tuple[Goal, ...]
    views: Mapping[str, View]
    raw: Mapping[str, Any]
