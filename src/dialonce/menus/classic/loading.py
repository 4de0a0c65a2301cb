"""Bytes to a JSON tree that is safe to keep and to walk: bounded, without doubles, every number and text
valid.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dialonce.errors import Fault, Invalid, TooLarge
from dialonce.menus.pointer import join

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64
MAX_ELEMENTS = 10_000
MAX_FAULTS = 50
MAX_DIGITS = 1000

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNSTORABLE_ESCAPE = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)


class _Doubled(dict[str, Any]):
    """An object in which a member occurs twice."""

    key: str = ""


class _Loader:
    """Parses once, noting whether anything was odd; only then is it worth walking the tree to say where."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._odd = _UNSTORABLE_ESCAPE.search(text) is not None or "\x00" in text

    def load(self) -> Any:
        tree = json.loads(
            self._text,
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_float=self._float,
            parse_int=self._integer,
        )
        faults = tuple(islice(_oddities(tree), MAX_FAULTS)) if self._odd else ()
        if faults:
            raise Invalid("The document holds what JSON cannot keep; mend the places named.", faults=faults)
        return tree

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) == len(pairs):
            return members
        self._odd = True
        doubled = _Doubled(members)
        doubled.key = Counter(key for key, _ in pairs).most_common(1)[0][0]
        return doubled

    def _constant(self, _token: str) -> float:
        self._odd = True
        return math.nan

    def _float(self, token: str) -> float:
        number = float(token)
        self._odd = self._odd or math.isinf(number)
        return number

    def _integer(self, token: str) -> int | float:
        if len(token) <= MAX_DIGITS:
            return int(token)
        self._odd = True
        return math.inf


def load_json(data: bytes) -> Any:
    """The JSON value that `data` holds.

    Raises TooLarge over `MAX_BYTES`; Invalid when it is not UTF-8 JSON, is nested deeper than `MAX_DEPTH`,
    names a member twice in one object, or holds NaN, an endless number, U+0000 or half a surrogate pair.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"The document has {len(data)} bytes; the limit is {MAX_BYTES}. Shorten it or split it.")
    text = _decode(data)
    if _depth(text) > MAX_DEPTH:
        raise Invalid(f"The document is nested deeper than {MAX_DEPTH} levels. Flatten it.")
    try:
        return _Loader(text).load()
    except json.JSONDecodeError as error:
        fault = Fault(f"line {error.lineno} column {error.colno}", error.msg)
        raise Invalid(f"The document is not JSON at {fault.where}: {fault.what}.", faults=(fault,)) from None


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(f"byte {error.start}", "This is not UTF-8.")
        raise Invalid("The document is not UTF-8. Save it as UTF-8.", faults=(fault,)) from None


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _oddities(tree: Any, pointer: str = "") -> Iterator[Fault]:
    match tree:
        case dict():
            yield from _odd_object(tree, pointer)
        case list():
            for index, item in enumerate(tree):
                yield from _oddities(item, join(pointer, index))
        case float() if not math.isfinite(tree):
            yield Fault(pointer, "This number is NaN or endless; JSON has no such numbers.")
        case str() if _UNSTORABLE.search(tree):
            yield Fault(pointer, "This text holds U+0000 or half a surrogate pair; remove the character.")


def _odd_object(tree: dict[str, Any], pointer: str) -> Iterator[Fault]:
    if isinstance(tree, _Doubled):
        yield Fault(_shown(join(pointer, tree.key)), "This member occurs twice in one object; keep one of them.")
    for key, value in tree.items():
        if _UNSTORABLE.search(key):
            yield Fault(_shown(join(pointer, key)), "This name holds U+0000 or half a surrogate pair; rename it.")
        yield from _oddities(value, _shown(join(pointer, key)))


def _shown(pointer: str) -> str:
    return _UNSTORABLE.sub("\ufffd", pointer)
