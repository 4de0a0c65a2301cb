"""Publishers' sanitised HTML, made to fit a page with a strict security policy.

What `dialonce.menus` lets through is harmless, but the page still may not hold styles, load other companies' pictures or
lead away without saying so (clauses 9-a to 9-c).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from dialonce.menus.walk import SCOPE, Html

HELD_BACK: Final = 'class="m-held"'
"""Marks the place of a picture that was not loaded."""

_HEADING: Final = re.compile(r"<h([1-6])[ >]")
_EMPTY: Final = frozenset({"br", "hr", "img", "wbr", "col"})
_PICTURE: Final = re.compile(r"<img ([^<>]*)>")
_ATTRIBUTE: Final = re.compile(r'([a-z]+)="([^"]*)"')


class Lifted(Struct, frozen=True):
    """`html` without styles, `rules` the stylesheet that gives them back."""

    html: str
    rules: str


@lru_cache(maxsize=1024)
def lift_markup(html: Html, position: int) -> Lifted:
    """Styles moved into rules for the element at `position`, links to other sites marked, headings below the page's own."""
    levels = [int(level) for level in _HEADING.findall(html)]
    lifter = _Lifter(position, top=min(levels, default=1))
    lifter.feed(html)
    lifter.close()
    return Lifted("".join(lifter.out), "\n".join(lifter.rules))


def fit_pictures(html: str, source_now: Callable[[str], str | None]) -> str:
    """Each picture from where it may be loaded now; where that is nowhere, its alternate text stands in its place."""
    return _PICTURE.sub(lambda found: _picture(found, source_now), html)


def _picture(found: re.Match[str], source_now: Callable[[str], str | None]) -> str:
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
    source = source_now(attributes.get("src", ""))
    if source is None:
        return f"<span {HELD_BACK}>{escape(attributes.get('alt', ''))}</span>"
    return "<img " + _write({**attributes, "src": source, "alt": attributes.get("alt", "")}) + ">"


def _write(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())


class _Lifter(HTMLParser):
    """Reads nh3's output, which is well-formed, and writes it again with the changes."""

    def __init__(self, position: int, top: int) -> None:
        super().__init__(convert_charrefs=False)
        self.position = position
        self.top = top
        self.out: list[str] = []
        self.rules: list[str] = []
        self.hosts: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if style := attributes.pop("style", ""):
            attributes["class"] = f"{attributes.get('class', '')} {self._rule(style)}".strip()
        if tag == "a":
            host = urlsplit(attributes.get("href", "")).hostname
            self.hosts.append(host)
            if host:
                attributes |= {"rel": "external noopener noreferrer", "referrerpolicy": "no-referrer"}
        written = _write(attributes)
        self.out.append(f"<{self._level(tag)}{' ' if written else ''}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if tag == "a" and self.hosts and (host := self.hosts.pop()):
            self.out.append(f'<small class="m-host"> ↗ {escape(host)}</small>')
        self.out.append(f"</{self._level(tag)}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def _level(self, tag: str) -> str:
        """The page's `h1` is ours, so their highest heading becomes an `h2`, whatever it was."""
        return f"h{min(int(tag[1]) - self.top + 2, 6)}" if re.fullmatch("h[1-6]", tag) else tag

    def _rule(self, style: str) -> str:
        name = f"e{self.position}-{len(self.rules)}"
        self.rules.append(f"{SCOPE} .{name}{{{style}}}")
        return name
