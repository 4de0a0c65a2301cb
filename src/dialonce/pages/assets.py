"""Static files under addresses that name their content, so that browsers may keep them for ever.

`menu.css` is served as `/static/menu.<hash>.css`; a changed file is another address. Everything is read, joined and
compressed once, when first asked for, and then answered from memory.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from msgspec import Struct

PREFIX: Final = "/static"
FOREVER: Final = "public, max-age=31536000, immutable"

_COMMON: Final = ("tokens", "base", "controls", "notes", "switches")
_SITE: Final = (*_COMMON, "shell", "wayfinding", "data", "table", "dialog", "public")
STYLESHEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "menu.css": (*_COMMON, "menu", "print"),
    "site.css": (*_SITE, "policy", "print"),
    "centre.css": (*_COMMON, "shell", "wayfinding", "data", "centre", "print"),
    "console.css": (*_SITE, "console", "dpo", "print"),
    "editor.css": (*_SITE, "console", "editor", "print"),
    "insights.css": (*_SITE, "console", "insights", "print"),
    "simulator.css": (*_SITE, "simulator"),
}
SCRIPTS: Final = ("menu.js", "site.js", "simulator.js", "editor.js", "passkey.js")
PICTURES: Final = ("mark.svg",)
_MEDIA_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


class Asset(Struct, frozen=True):
    """One file as sent: `path` is its address on this server, `gzipped` the body for who accepts gzip."""

    name: str
    path: str
    media_type: str
    body: bytes
    gzipped: bytes


def asset_url(name: str) -> str:
    """The address of the asset called `name`, such as `menu.css`. Raises KeyError for a name we do not have."""
    return _by_name()[name].path


def find_asset(path: str) -> Asset | None:
    """The asset at this address, `/static/…`, or None; an address with an old hash finds nothing."""
    return _by_path().get(path)


def all_assets() -> tuple[Asset, ...]:
    return tuple(_by_name().values())


def read_static(path: str) -> str:
    """A source file below `static/`, as text."""
    return files("dialonce.pages").joinpath("static", *path.split("/")).read_text(encoding="utf-8")


def shrink_css(text: str) -> str:
    """Our own CSS without comments and needless space. Not for anybody else's: strings are not looked at."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    return text.replace(": ", ":").replace(";}", "}").strip()


def make_asset(name: str, text: str) -> Asset:
    body = text.encode()
    stem, _, kind = name.rpartition(".")
    mark = hashlib.sha256(body).hexdigest()[:12]
    return Asset(
        name=name,
        path=f"{PREFIX}/{stem}.{mark}.{kind}",
        media_type=_MEDIA_TYPES[kind],
        body=body,
        gzipped=gzip.compress(body, compresslevel=9, mtime=0),
    )


@cache
def _by_name() -> Mapping[str, Asset]:
    return {name: make_asset(name, text) for name, text in _sources()}


@cache
def _by_path() -> Mapping[str, Asset]:
    return {asset.path: asset for asset in all_assets()}


def _sources() -> Iterator[tuple[str, str]]:
    for name, parts in STYLESHEETS.items():
        yield name, "".join(shrink_css(read_static(f"css/{part}.css")) for part in parts)
    for name in SCRIPTS:
        yield name, read_static(f"js/{name}")
    for name in PICTURES:
        yield name, read_static(name)
