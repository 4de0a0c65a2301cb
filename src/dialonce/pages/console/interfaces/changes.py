"""Differences between two versions, in words."""

import json
from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from dialonce.menus import Change, Detail, Kind, Thing
from dialonce.menus.edit import plain_words
from dialonce.pages.console.interfaces.desk import Desk
from dialonce.pages.kit import Tone

LONGEST: Final = 300
MOST: Final = 200
_WORDS: Final = {
    "label": "label",
    "value": "value",
    "command": "command",
    "html": "light",
    "imageUrl": "imageurl",
    "alternateText": "alternatetext",
    "url": "url",
    "condition": "condition",
    "cssClass": "cssclass",
    "styles": "styles",
    "score": "score",
    "realm": "realm",
}
_SCREEN_WORDS: Final = {"name": "screen_name", "order": "address", "styles": "screen_styles"}
_TONES: Final[dict[Kind, Tone]] = {Kind.ADDED: "ok", Kind.REMOVED: "bad", Kind.CHANGED: "info", Kind.MOVED: "plain"}


class DetailView(Struct, frozen=True):
    """One value that differs; `member` is its name in the document."""

    member: str
    before: str | None
    after: str | None


class ChangeView(Struct, frozen=True):
    tone: Tone
    kind: str
    thing: str
    name: str
    details: tuple[DetailView, ...]


def change_views(desk: Desk, changes: Iterable[Change]) -> tuple[ChangeView, ...]:
    """At most `MOST` changes, in the order of the document."""
    return tuple(_change(desk, change) for _, change in zip(range(MOST), changes, strict=False))


def _change(desk: Desk, change: Change) -> ChangeView:
    return ChangeView(
        tone=_TONES[change.kind],
        kind=desk.t(f"editor.change_{change.kind.value}"),
        thing=desk.t(f"editor.thing_{change.thing.value}"),
        name=change.name,
        details=tuple(_detail(desk, change, detail) for detail in change.details),
    )


def _detail(desk: Desk, change: Change, detail: Detail) -> DetailView:
    member = detail.pointer.removeprefix(change.pointer).strip("/").removeprefix("data/")
    own = _SCREEN_WORDS if change.thing is Thing.SCREEN else _WORDS
    name = desk.t(f"editor.field_{own[member]}") if member in own else member
    return DetailView(name, _value(detail.before), _value(detail.after))


def _value(value: Any) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return plain_words(text, LONGEST) if "<" in text else text[:LONGEST]
