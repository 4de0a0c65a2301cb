"""The texts that publishers wrote, each with its place in the document."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Literal

from msgspec import Struct

from dialonce.menus.edit.operation import ReplaceTexts, TextChange
from dialonce.menus.graph import element_command
from dialonce.menus.model import Button, Element, Form, Frame, Interface, Picture, Screen, Text
from dialonce.menus.pointer import join

WordKind = Literal["text", "markup", "value"]
MOST_MATCHES = 500

_TAG = re.compile(r"(<[^>]*>)")


class Word(Struct, frozen=True):
    """One text: words for people, `markup` with words in it, or a `value`: a number, a web address, a package.

    `screen` and `element` are places in the document, None where the text belongs to neither.
    """

    kind: WordKind
    pointer: str
    text: str
    event: str = ""
    screen: int | None = None
    element: int | None = None


class Search(Struct, frozen=True):
    """What to look for. `values` looks at numbers and web addresses too, also inside markup."""

    find: str
    match_case: bool = False
    whole_words: bool = False
    values: bool = False


class Match(Struct, frozen=True):
    """A text that has what was looked for, and how it would read after the replacement; `count` places in it."""

    word: Word
    after: str
    count: int


def words_of(interface: Interface) -> Iterator[Word]:
    """Every text in document order; empty ones are left out."""
    yield from _kept(Word("text", "/name", interface.name))
    for view in interface.views.values():
        for index, screen in enumerate(view.screens):
            yield from _kept(Word("text", f"{screen.pointer}/name", screen.name, view.event, index))
            yield from _of_elements(view.event, index, screen)


def _kept(word: Word) -> Iterator[Word]:
    if word.text.strip():
        yield word


def _of_elements(event: str, index: int, screen: Screen) -> Iterator[Word]:
    for element in screen.elements:
        for kind, member, text in _members(element):
            yield from _kept(Word(kind, f"{element.pointer}/data/{member}", text, event, index, element.position))


def _members(element: Element) -> Iterator[tuple[WordKind, str, str]]:
    match element.content:
        case Button(label=label):
            yield "text", "label", label
        case Text(html=html):
            yield "markup", "html", html
        case Picture(url=url, alternate_text=text):
            yield "text", "alternateText", text
            if not url.startswith("data:"):
                yield "value", "imageUrl", url
        case Form(fields=fields):
            for index, field in enumerate(fields):
                yield "text", f"fields/{index}/title", field.title
                yield "text", f"fields/{index}/placeholder", field.placeholder
        case Frame(url=url):
            yield "value", "url", url
    yield from _of_command(element)


def _of_command(element: Element) -> Iterator[tuple[WordKind, str, str]]:
    command = element_command(element)
    if command is None:
        return
    yield "value", "value", command.value or ""
    if command.variables is None:
        return
    yield "text", "variables/viewName", command.variables.title or ""
    yield "value", "variables/viewContext/iframe/url", command.variables.frame_url or ""
    for button, value in command.variables.button_values.items():
        yield "value", join("variables/viewContext", f"button_{button}", "value"), value


def find_matches(interface: Interface, search: Search, replacement: str = "") -> tuple[Match, ...]:
    """Where the search finds something, at most `MOST_MATCHES` texts; none for an empty search."""
    if not search.find:
        return ()
    replace = _replacer(search, replacement)
    found: list[Match] = []
    for word in words_of(interface):
        if word.kind == "value" and not search.values:
            continue
        after, count = replace(word)
        if count and len(found) < MOST_MATCHES:
            found.append(Match(word, after, count))
    return tuple(found)


def plain_words(markup: str, most: int) -> str:
    """The words of some markup on one line, cut after `most` characters."""
    words = " ".join(unescape(_TAG.sub(" ", markup)).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def replacing(matches: tuple[Match, ...]) -> ReplaceTexts:
    """The change that the matches promise."""
    return ReplaceTexts(changes=tuple(TextChange(one.word.pointer, one.word.text, one.after) for one in matches))


def _replacer(search: Search, replacement: str) -> Callable[[Word], tuple[str, int]]:
    edges = (r"(?<!\w)", r"(?!\w)") if search.whole_words else ("", "")
    pattern = re.compile(
        edges[0] + re.escape(search.find) + edges[1], re.NOFLAG if search.match_case else re.IGNORECASE
    )

    def replace(word: Word) -> tuple[str, int]:
        if word.kind != "markup" or search.values:
            return pattern.subn(lambda _: replacement, word.text)
        parts = _TAG.split(word.text)
        changed = [
            pattern.subn(lambda _: replacement, part) if index % 2 == 0 else (part, 0)
            for index, part in enumerate(parts)
        ]
        return "".join(part for part, _ in changed), sum(count for _, count in changed)

    return replace
