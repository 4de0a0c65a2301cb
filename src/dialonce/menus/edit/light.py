"""Texts without tags, for people who do not write HTML.

A blank line begins a paragraph, `# ` a heading, `## ` a smaller one, and lines that begin with `- ` or
with `1. ` are a list. `**words**` are strong, `_words_` stressed, `[words](address)` a link. HTML that says more is left as HTML.
"""

import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final[Mapping[str, str]] = {"p": "", "h2": "# ", "h3": "## "}
_LISTS: Final = ("ul", "ol")
_INLINE: Final[Mapping[str, str]] = {"strong": "**", "em": "_"}
_SAME: Final[Mapping[str, str]] = {"b": "strong", "i": "em"}
_NUMBERED: Final = re.compile(r"[0-9]{1,3}\. ")
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_STRONG: Final = re.compile(r"\*\*(\S|\S.*?\S)\*\*")
_STRESSED: Final = re.compile(r"(?<!\w)_(\S|\S.*?\S)_(?!\w)")

_Event = tuple[str, ...]


class _Reader(HTMLParser):
    """The markup as events, and as light text where that can be said."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[_Event] = []
        self.text = ""
        self._links: list[str] = []
        self._number: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _SAME.get(tag, tag)
        self.events.append(("open", tag, *(f"{name}={value}" for name, value in attrs)))
        if tag in _LISTS:
            self._number = 0 if tag == "ol" else None
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        self.text += self._mark(tag)

    def _mark(self, tag: str) -> str:
        """What stands for an opening tag."""
        if tag == "li" and self._number is not None:
            self._number += 1
            return f"{self._number}. "
        marks = {**_BLOCKS, **_INLINE, "li": "- ", "br": "\n", "a": "["}
        return marks.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        tag = _SAME.get(tag, tag)
        self.events.append(("close", tag))
        self.text += _INLINE.get(tag, "")
        if tag == "a" and self._links:
            self.text += f"]({self._links.pop()})"
        elif tag == "li" or tag in _LISTS:
            self.text += "\n"
        elif tag in _BLOCKS:
            self.text += "\n\n"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.events.append(("text", data))
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.events.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.events.append(("other", decl))

    def handle_pi(self, data: str) -> None:
        self.events.append(("other", data))

    def unknown_decl(self, data: str) -> None:
        self.events.append(("other", data))


def light_of(markup: str) -> str | None:
    """The text that `markup_of` makes this markup of; None when there is none."""
    read = _read(markup)
    light = read.text.strip()
    return light if _read(markup_of(light)).events == read.events else None


def markup_of(light: str) -> str:
    """HTML for a light text."""
    blocks = re.split(r"\n[ \t]*\n\s*", light.replace("\r\n", "\n").strip())
    return "".join(_block(block) for block in blocks if block)


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader


def _block(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    if all(line.startswith("- ") for line in lines):
        return _list("ul", [line[2:] for line in lines])
    if all(_NUMBERED.match(line) for line in lines):
        return _list("ol", [_NUMBERED.sub("", line, count=1) for line in lines])
    for mark, tag in (("## ", "h3"), ("# ", "h2")):
        if block.startswith(mark):
            return f"<{tag}>{_inline(lines[0].removeprefix(mark))}</{tag}>" + _rest(lines[1:])
    return _rest(lines)


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{tag}>"


def _rest(lines: list[str]) -> str:
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>" if lines else ""


def _inline(text: str) -> str:
    escaped = html.escape(text, quote=False)
    escaped = _STRONG.sub(r"<strong>\1</strong>", escaped)
    escaped = _STRESSED.sub(r"<em>\1</em>", escaped)
    return _LINK.sub(_anchor, escaped)


def _anchor(found: re.Match[str]) -> str:
    return f'<a href="{found[2].replace(chr(34), "&quot;")}">{found[1]}</a>'
