"""The words of the design language as data: what view models hand to the macros in `templates/parts`."""

from typing import Literal

from msgspec import Struct

Tone = Literal["plain", "info", "ok", "warn", "bad"]
FieldKind = Literal["text", "email", "tel", "password", "number", "date", "time", "search", "url", "textarea", "select"]


class Link(Struct, frozen=True):
    label: str
    href: str


class Badge(Struct, frozen=True):
    text: str
    tone: Tone = "plain"


class Banner(Struct, frozen=True):
    """Something the reader should know now. Its tone is also said by an icon, never by colour alone."""

    title: str
    text: str = ""
    tone: Tone = "plain"
    link: Link | None = None


class Option(Struct, frozen=True):
    value: str
    label: str
    hint: str = ""


class Field(Struct, frozen=True):
    """One question of a form, with what was answered and what is wrong with it; `focused`: the keyboard begins here."""

    name: str
    label: str
    value: str = ""
    kind: FieldKind = "text"
    hint: str = ""
    error: str = ""
    required: bool = False
    placeholder: str = ""
    autocomplete: str = "off"
    max_length: int | None = None
    options: tuple[Option, ...] = ()
    focused: bool = False


class Choices(Struct, frozen=True):
    """One question answered by ticking: one of several (`several` false) or any number of them."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: frozenset[str] = frozenset()
    several: bool = False
    hint: str = ""
    error: str = ""
    required: bool = False


class Crumb(Struct, frozen=True):
    """One step of the way here; the last one has no address: it is this page."""

    label: str
    href: str | None = None


class Tab(Struct, frozen=True):
    label: str
    href: str
    current: bool = False
    count: int | None = None


class Pager(Struct, frozen=True):
    """`first` and `last` count the shown rows from 1; an address is None where there is no such page."""

    first: int
    last: int
    total: int
    previous: str | None = None
    next: str | None = None


class Column(Struct, frozen=True):
    label: str
    amount: bool = False


class Cell(Struct, frozen=True):
    """`whole`: a link that stays on one line, as numbers do."""

    text: str
    href: str | None = None
    badge: Tone | None = None
    whole: bool = False


class Table(Struct, frozen=True):
    """The first cell of a row names it. Every row has as many cells as there are columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Stat(Struct, frozen=True):
    label: str
    value: str
    note: str = ""
    tone: Tone = "plain"


class Meter(Struct, frozen=True):
    """How much of something is done: `value` of `most`, and the same in words."""

    label: str
    value: float
    most: float
    words: str


class Step(Struct, frozen=True):
    """One moment of a history. `when` is written out, `machine_time` is the same in ISO 8601 with its offset."""

    title: str
    when: str = ""
    machine_time: str = ""
    detail: str = ""
    tone: Tone = "plain"


class Fact(Struct, frozen=True):
    term: str
    value: str


class Snippet(Struct, frozen=True):
    """Code to copy; `id` is unique on the page."""

    id: str
    title: str
    code: str


class Empty(Struct, frozen=True):
    """What a list says while there is nothing in it: why that is, and what to do next."""

    icon: str
    title: str
    text: str
    action: Link | None = None
