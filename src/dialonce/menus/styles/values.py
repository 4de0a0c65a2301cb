"""Whether one CSS value is safe, and how it is written once it is."""

import re
from collections.abc import Iterable
from typing import Any

import tinycss2

from dialonce.menus.styles.nesting import is_nested_deeply
from dialonce.menus.styles.properties import DISPLAYS, TAKES_NEGATIVE, TAKES_PICTURE, TAKES_STRING

MAX_VALUE = 400
MAX_PICTURE = 32 * 1024
MAX_SIZE = 2000

_UNITS = frozenset({"px", "em", "rem", "pt", "ch", "ex", "vw", "vh", "deg", "turn", "fr"})
_FUNCTIONS = frozenset({"rgb", "rgba", "hsl", "hsla", "linear-gradient", "radial-gradient", "repeat", "minmax"})
_PLAIN = r"(?:#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[0-9]{1,3}(?:px|em|rem|%)?|[a-z][a-z-]{0,20})"
_PLAIN_LIST = re.compile(rf"{_PLAIN}(?: {_PLAIN}){{0,5}}", re.ASCII)
_IMPORTANT = re.compile(r"!\s*+important$", re.IGNORECASE)
_IDENT = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]{0,60}", re.ASCII)
_FONT = re.compile(r"[\w .-]{1,60}")
_HEX = re.compile(r"(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.ASCII | re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,][A-Za-z0-9+/=%;,.:_~!*()-]*", re.ASCII)


def safe_value(name: str, value: str) -> str | None:
    """The value as it may be written for property `name`; None when any part of it is not allowed.

    A trailing `!important` is dropped.
    """
    if len(value) > (MAX_PICTURE if name in TAKES_PICTURE else MAX_VALUE):
        return None
    value = _IMPORTANT.sub("", value.strip()).rstrip()
    if name != "display" and _PLAIN_LIST.fullmatch(value):
        return value
    tokens = tinycss2.parse_component_value_list(value, skip_comments=True)
    return None if is_nested_deeply(tokens) else safe_tokens(name, tokens)


def safe_tokens(name: str, tokens: Iterable[Any]) -> str | None:
    """The same for a value that is already parsed and known not to be nested deeply."""
    written = [_write(name, token) for token in tokens]
    if any(part is None for part in written):
        return None
    text = "".join(part for part in written if part is not None).strip()
    if name == "display" and text not in DISPLAYS:
        return None
    return text or None


def _write(name: str, token: Any) -> str | None:
    match token.type:
        case "whitespace" | "comment":
            return " "
        case "literal":
            return token.value if token.value in {",", "/"} else None
        case "hash":
            return f"#{token.value}" if _HEX.fullmatch(token.value) else None
        case "ident":
            return str(token.value) if _IDENT.fullmatch(token.value) else None
        case "string":
            return f'"{token.value}"' if name in TAKES_STRING and _FONT.fullmatch(token.value) else None
        case "url":
            return _write_picture(name, token.value)
        case "function":
            return _write_function(name, token)
        case _:
            return _write_number(name, token)


def _write_number(name: str, token: Any) -> str | None:
    if token.type not in {"number", "percentage", "dimension"}:
        return None
    if token.type == "dimension" and token.lower_unit not in _UNITS:
        return None
    least = -MAX_SIZE if name in TAKES_NEGATIVE else 0
    return str(token.serialize()) if least <= token.value <= MAX_SIZE else None


def _write_function(name: str, token: Any) -> str | None:
    if token.lower_name == "url":
        strings = [part for part in token.arguments if part.type == "string"]
        return _write_picture(name, strings[0].value) if len(strings) == 1 == len(token.arguments) else None
    if token.lower_name not in _FUNCTIONS:
        return None
    inner = [_write_argument(part) for part in token.arguments]
    if any(part is None for part in inner):
        return None
    return f"{token.lower_name}({''.join(part for part in inner if part is not None).strip()})"


def _write_argument(token: Any) -> str | None:
    """Inside a colour or gradient: sizes (also negative), colours, keywords; no strings and no pictures."""
    nested = token.type == "function" and token.lower_name == "url"
    return None if nested or token.type in {"string", "url"} else _write("box-shadow", token)


def _write_picture(name: str, url: str) -> str | None:
    if name not in TAKES_PICTURE or len(url) > MAX_PICTURE or not _PICTURE.fullmatch(url):
        return None
    return f'url("{url}")'
