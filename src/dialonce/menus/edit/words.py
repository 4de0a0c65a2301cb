"""The texts that publishers wrote, each with its place in the document."""

import re
from collections.abc import Iterator
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
    """A text that has what was looked for, and how it would read after the replacement; `count` places in it.

    `parts` are the text in order: what stays, and what was found behind it (empty at the end).
    """

    word: Word
    after: str
    count: int
    parts: tuple[tuple[str, str], ...]


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
    pattern = _pattern(search)
    found: list[Match] = []
    for word in words_of(interface):
        if word.kind == "value" and not search.values:
            continue
        parts = tuple(_parts(pattern, word, inside_tags=search.values))
        count = sum(1 for _, hit in parts if hit)
        if count and len(found) < MOST_MATCHES:
            after = "".join(kept + (replacement if hit else "") for kept, hit in parts)
            found.append(Match(word, after, count, parts))
    return tuple(found)


def _pattern(search: Search) -> re.Pattern[str]:
    before, behind = (r"(?<!\w)", r"(?!\w)") if search.whole_words else ("", "")
    return re.compile(before + re.escape(search.find) + behind, re.NOFLAG if search.match_case else re.IGNORECASE)


def _parts(pattern: re.Pattern[str], word: Word, *, inside_tags: bool) -> Iterator[tuple[str, str]]:
    """What stays and what is found; within markup only between the tags, unless `inside_tags`."""
    tags = [] if word.kind != "markup" or inside_tags else [tag.span() for tag in _TAG.finditer(word.text)]
    start = 0
    for hit in pattern.finditer(word.text):
        if not any(first < hit.end() and hit.start() < last for first, last in tags):
            yield word.text[start : hit.start()], hit[0]
            start = hit.end()
    yield word.text[start:], ""


def plain_words(markup: str, most: int) -> str:
    """The words of some markup on one line, cut after `most` characters."""
    words = " ".join(unescape(_TAG.sub(" ", markup)).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def replacing(matches: tuple[Match, ...]) -> ReplaceTexts:
    """The change that the matches promise."""
    return ReplaceTexts(changes=tuple(TextChange(one.word.pointer, one.word.text, one.after) for one in matches))
