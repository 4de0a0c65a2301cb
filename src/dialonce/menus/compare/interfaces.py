"""Two interfaces, thing by thing."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from msgspec import Struct

from dialonce.menus.compare.change import Change, Kind, Thing
from dialonce.menus.compare.matching import Key, is_reordered, match_items
from dialonce.menus.compare.values import differences
from dialonce.menus.model import Button, Element, Interface, Picture, Screen
from dialonce.menus.pointer import join

MAX_DETAILS = 50

Raw = Mapping[str, Any]
Model = TypeVar("Model", Screen, Element)


class _Item(Struct, Generic[Model], frozen=True):
    """A screen or element, and the JSON object it was read from."""

    model: Model
    raw: dict[str, Any]


def diff_interfaces(old: Interface, new: Interface) -> tuple[Change, ...]:
    """Every change from `old` to `new`; empty exactly when the documents are equal as JSON."""
    return tuple(_changes(old, new))


def pair_screens(old: Interface, new: Interface, event: str) -> dict[int, int]:
    """Which screen of the old version is which of the new one, by their places in the document."""
    return dict(match_items(_screens(old, event), _screens(new, event), _SCREEN_KEYS))


def pair_elements(old: Interface, new: Interface, event: str, before: int, after: int) -> dict[int, int]:
    """The same for the elements of two screens, by their places in the document."""
    return dict(
        match_items(_elements(_screens(old, event)[before]), _elements(_screens(new, event)[after]), _ELEMENT_KEYS)
    )


def _changes(old: Interface, new: Interface) -> Iterator[Change]:
    yield from _changed(Thing.INTERFACE, "", new.name, _hollow(old.raw), _hollow(new.raw))
    yield from _goals(old.raw.get("rules") or {}, new.raw.get("rules") or {})
    for event in dict.fromkeys([*old.views, *new.views]):
        yield from _listed(_screens(old, event), _screens(new, event), _SCREEN_KEYS, _screen)


def _changed(thing: Thing, pointer: str, name: str, old: Any, new: Any) -> Iterator[Change]:
    details = tuple(islice(differences(old, new, pointer), MAX_DETAILS))
    if details:
        yield Change(Kind.CHANGED, thing, pointer, name, details)


def _hollow(raw: Raw) -> dict[str, Any]:
    """The document without what is compared thing by thing; that the lists are there stays visible."""
    hollow = dict(raw)
    if hollow.get("rules"):
        hollow["rules"] = {}
    if hollow.get("views"):
        hollow["views"] = {event: screens and [] for event, screens in hollow["views"].items()}
    return hollow


def _goals(old: Raw, new: Raw) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        pointer = join("/rules", name)
        if name not in new:
            yield Change(Kind.REMOVED, Thing.GOAL, pointer, name)
        elif name not in old:
            yield Change(Kind.ADDED, Thing.GOAL, pointer, name)
        else:
            yield from _changed(Thing.GOAL, pointer, name, old[name], new[name])


def _screens(interface: Interface, event: str) -> list[_Item[Screen]]:
    view = interface.views.get(event)
    raws = interface.raw["views"][event] if view else None
    return [_Item(screen, raw) for screen, raw in zip(view.screens if view else (), raws or (), strict=True)]


def _elements(screen: _Item[Screen]) -> list[_Item[Element]]:
    raws = screen.raw.get("elements") or ()
    return [_Item(element, raw) for element, raw in zip(screen.model.elements, raws, strict=True)]


def _listed(
    old: Sequence[_Item[Model]],
    new: Sequence[_Item[Model]],
    keys: Sequence[Key[_Item[Model]]],
    compare: Callable[[_Item[Model], _Item[Model]], Iterator[Change]],
) -> Iterator[Change]:
    pairs = match_items(old, new, keys)
    kept_old, kept_new = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    yield from (_one(Kind.REMOVED, item) for index, item in enumerate(old) if index not in kept_old)
    for before, after in pairs:
        yield from compare(old[before], new[after])
    yield from (_one(Kind.ADDED, item) for index, item in enumerate(new) if index not in kept_new)
    if is_reordered(pairs):
        pointer = new[0].model.pointer.rpartition("/")[0]
        yield Change(Kind.MOVED, _thing(new[0].model), pointer, "")


def _one(kind: Kind, item: _Item[Model]) -> Change:
    return Change(kind, _thing(item.model), item.model.pointer, _name(item.model))


def _screen(old: _Item[Screen], new: _Item[Screen]) -> Iterator[Change]:
    before, after = (item.raw | {"elements": []} if item.raw.get("elements") else item.raw for item in (old, new))
    yield from _changed(Thing.SCREEN, new.model.pointer, new.model.name, before, after)
    yield from _listed(_elements(old), _elements(new), _ELEMENT_KEYS, _element)


def _element(old: _Item[Element], new: _Item[Element]) -> Iterator[Change]:
    yield from _changed(Thing.ELEMENT, new.model.pointer, _name(new.model), old.raw, new.raw)


def _thing(model: Screen | Element) -> Thing:
    return Thing.SCREEN if isinstance(model, Screen) else Thing.ELEMENT


def _name(model: Screen | Element) -> str:
    if isinstance(model, Screen):
        return model.name
    match model.content:
        case Button(label=text) | Picture(alternate_text=text):
            return text
        case content:
            return type(content).__name__.lower()


_SCREEN_KEYS: Sequence[Key[_Item[Screen]]] = (lambda item: item.model.address, lambda item: item.model.id)
_ELEMENT_KEYS: Sequence[Key[_Item[Element]]] = (
    lambda item: item.model.id,
    lambda item: json.dumps(item.raw, sort_keys=True),
    lambda item: None if item.model.id else _name(item.model),
    lambda item: None if item.model.id else type(item.model.content),
)
