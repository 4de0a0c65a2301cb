"""A screen's elements as the template draws them: each tap already a link, a form or nothing."""

from typing import ClassVar

from msgspec import Struct

from dialonce.pages.kit import Field


class GoTap(Struct, frozen=True):
    """An ordinary link inside the interface. `locates`: the host of the page is asked for the caller's place before."""

    kind: ClassVar = "go"
    href: str
    back: bool = False
    locates: bool = False


class CallTap(Struct, frozen=True):
    """`tel` is the link that dials; `count` the address that counts it.

    `number` is as the document writes it, `shown` as its readers do. `closed` says that nobody answers there now.
    """

    kind: ClassVar = "call"
    tel: str
    number: str
    shown: str
    count: str
    closed: str = ""


class PostTap(Struct, frozen=True):
    """A button of a form that carries nothing but its address. `interception` tells the host too: `on` or `off`."""

    kind: ClassVar = "post"
    action: str
    rating: bool = False
    interception: str = ""


class OutTap(Struct, frozen=True):
    """Leads to somebody else's site: `host` is theirs, `policy` their privacy policy where it is known."""

    kind: ClassVar = "out"
    href: str
    host: str
    count: str
    policy: str | None = None


class NoTap(Struct, frozen=True):
    kind: ClassVar = "none"


Tap = GoTap | CallTap | PostTap | OutTap | NoTap


class Row(Struct, frozen=True):
    kind: ClassVar = "row"
    label: str
    tap: Tap
    css: str = ""


class Ratings(Struct, frozen=True):
    """Ratings that stand beside each other."""

    kind: ClassVar = "ratings"
    rows: tuple[Row, ...]


class Separator(Struct, frozen=True):
    kind: ClassVar = "separator"
    css: str = ""


class Text(Struct, frozen=True):
    """`html` is sanitised, and free of styles and of pictures that may not load."""

    kind: ClassVar = "text"
    html: str
    css: str = ""


class Picture(Struct, frozen=True):
    """`source` is None while the picture lies on another company's server (`host`) and nobody asked for it."""

    kind: ClassVar = "picture"
    source: str | None
    alternate_text: str
    tap: Tap
    host: str | None = None
    css: str = ""


class FormItem(Struct, frozen=True):
    kind: ClassVar = "form"
    position: int
    action: str
    fields: tuple[Field, ...]
    done: bool
    notice_fault: str = ""
    css: str = ""


class ThirdParty(Struct, frozen=True):
    kind: ClassVar = "third"
    tap: OutTap
    css: str = ""


Item = Row | Ratings | Separator | Text | Picture | FormItem | ThirdParty
