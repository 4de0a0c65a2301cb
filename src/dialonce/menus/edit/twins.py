"""Two interfaces of one line in two languages, side by side."""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from dialonce.menus.compare.matching import Key, match_items
from dialonce.menus.edit.patch import member_at
from dialonce.menus.edit.words import Word, words_of
from dialonce.menus.graph import element_command
from dialonce.menus.model import Element, Interface, Screen

PairState = Literal["done", "same", "empty", "missing"]


class TextPair(Struct, frozen=True):
    """A text and its translation; `pointer` is where the translation stands, None when its screen or element is missing.

    `same` texts read alike in both languages: often forgotten, sometimes right.
    """

    source: Word
    pointer: str | None
    text: str
    state: PairState


class ScreenPair(Struct, frozen=True):
    """A screen of the source with its counterpart; `twin` is None when there is none.

    `missing` are places of elements in the source's document that the twin lacks.
    """

    event: str
    screen: int
    title: str
    address: str
    twin: int | None
    texts: tuple[TextPair, ...]
    missing: tuple[int, ...]

    @property
    def open(self) -> int:
        """How many texts wait for their translation, or for somebody to see that it reads alike."""
        return sum(pair.state != "done" for pair in self.texts)


def pair_languages(source: Interface, other: Interface) -> tuple[ScreenPair, ...]:
    """Every screen of the source, in document order, with what the other language has for it.

    Screens belong together by their address, elements by their id, by what they do, and by their kind, in this order.
    """
    words: dict[tuple[str, int], list[Word]] = {}
    for word in words_of(source):
        if word.screen is not None and word.kind != "value":
            words.setdefault((word.event, word.screen), []).append(word)
    return tuple(
        _pair(source, other, event, index, words.get((event, index), []))
        for event, view in source.views.items()
        for index in range(len(view.screens))
    )


def _pair(source: Interface, other: Interface, event: str, index: int, words: Sequence[Word]) -> ScreenPair:
    screen = source.views[event].screens[index]
    view = other.views.get(event)
    twin = view.by_address.get(screen.address) if view else None
    below = _pointers(screen, twin) if twin else {}
    return ScreenPair(
        event=event,
        screen=index,
        title=screen.name,
        address=screen.address,
        twin=view.screens.index(twin) if view and twin else None,
        texts=tuple(_text_pair(word, screen, below, other) for word in words),
        missing=tuple(one.position for one in screen.elements if twin is not None and one.position not in below),
    )


def _pointers(screen: Screen, twin: Screen) -> Mapping[int | None, str]:
    """Where the twin has what stands at each place of the screen; under None the screen itself."""
    pairs = match_items(screen.elements, twin.elements, _KEYS)
    return {None: twin.pointer} | {before: twin.elements[after].pointer for before, after in pairs}


def _text_pair(word: Word, screen: Screen, below: Mapping[int | None, str], other: Interface) -> TextPair:
    start = below.get(word.element)
    if start is None:
        return TextPair(word, None, "", "missing")
    own = screen.pointer if word.element is None else screen.elements[word.element].pointer
    pointer = start + word.pointer.removeprefix(own)
    text = _text_at(other, pointer)
    return TextPair(word, pointer, text, _state(word.text, text))


def _text_at(interface: Interface, pointer: str) -> str:
    try:
        found = member_at(interface.raw, pointer)
    except (LookupError, TypeError):
        return ""
    return found if isinstance(found, str) else ""


def _state(source: str, text: str) -> PairState:
    if not text.strip():
        return "empty"
    says_something = any(letter.isalpha() for letter in _NOT_WORDS.sub("", source))
    return "same" if text == source and says_something else "done"


def _deed(element: Element) -> Hashable | None:
    command = element_command(element)
    return (type(element.content), command.name, command.value) if command else None


_NOT_WORDS = re.compile(r"<[^>]*>|\{\{[^}]*\}\}")
_KEYS: Sequence[Key[Element]] = (
    lambda element: element.id,
    _deed,
    lambda element: type(element.content),
)
