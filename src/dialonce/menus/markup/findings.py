"""What is in publishers' HTML, read only to tell them about it.

The reading is approximate, as a browser's forgiveness cannot be repeated in a few lines; safety never rests
on it.
"""

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from dialonce.menus.markup.allowed import ATTRIBUTES, EVERYWHERE, TAGS
from dialonce.menus.markup.cost import is_reasonable
from dialonce.menus.styles import safe_style_attribute
from dialonce.menus.urls import host_of, is_plain_http, safe_link, safe_picture

_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")
_INSIDE = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>"']++))?""")

Attribute = tuple[str, str]


class Remarks(Struct, frozen=True):
    """`removed` are the tags, attributes and styles that will not be shown; the rest is shown as it is."""

    removed: tuple[str, ...] = ()
    plain_http: tuple[str, ...] = ()
    remote_pictures: tuple[str, ...] = ()
    pictures_without_text: int = 0


def read_markup(html: str) -> Remarks:
    """What a publisher should know about `html`, each thing once, in order of appearance. Linear in its
    length.
    """
    if not is_reasonable(html):
        return Remarks(removed=("<…>",))
    tags = [(tag.lower(), attributes) for tag, attributes in _tags(html)]
    pictures = [dict(attributes) for tag, attributes in tags if tag == "img"]
    sources = [picture.get("src", "") for picture in pictures]
    links = [value for _, attributes in tags for name, value in attributes if name in {"href", "src"}]
    return Remarks(
        removed=_once(part for tag, attributes in tags for part in _removed(tag, attributes)),
        plain_http=_once(host_of(link) or "http" for link in links if is_plain_http(link)),
        remote_pictures=_once(host_of(source) for source in sources if safe_picture(source)),
        pictures_without_text=sum("alt" not in picture for picture in pictures),
    )


def _tags(html: str) -> Iterator[tuple[str, list[Attribute]]]:
    position = 0
    while match := _TAG.search(html, position):
        inside = _INSIDE.match(html, match.end())
        position = inside.end() if inside else match.end()
        yield match[1], [_attribute(found) for found in _ATTRIBUTE.finditer(html, match.end(), position)]


def _attribute(match: re.Match[str]) -> Attribute:
    return match[1].lower(), unescape((match[2] or "").strip("\"'"))


def _removed(tag: str, attributes: list[Attribute]) -> Iterator[str]:
    if tag not in TAGS:
        yield f"<{tag[:30]}>"
        return
    known = EVERYWHERE | ATTRIBUTES.get(tag, frozenset())
    for name, value in attributes:
        if name not in known:
            yield name[:30]
        elif (name == "href" and not safe_link(value)) or (name == "src" and not safe_picture(value)):
            yield f"{name}={value.partition(':')[0][:20]}:"
        elif name == "style":
            yield from safe_style_attribute(value).removed


def _once(items: Iterator[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))
