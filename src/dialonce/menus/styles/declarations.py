"""Properties and values, one by one: the safe ones are kept, the others named."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tinycss2
from msgspec import Struct

from dialonce.menus.styles.nesting import is_nested_deeply
from dialonce.menus.styles.properties import ALLOWED
from dialonce.menus.styles.values import safe_tokens, safe_value

MAX_DECLARATIONS = 40
MAX_STYLE = 40 * 1024
MAX_SHOWN = 60

_CAMEL = re.compile(r"(?<=[a-z])([A-Z])")

Declaration = tuple[str, str]


class SafeDeclarations(Struct, frozen=True):
    """`css` is fit for a `style` attribute; `removed` names what was left out, shortened for people."""

    css: str
    removed: tuple[str, ...] = ()


def safe_declarations(styles: Mapping[str, str]) -> SafeDeclarations:
    """The safe part of a map of CSS properties to values; `backgroundColor` counts as `background-color`."""
    kept: list[Declaration] = []
    removed: list[str] = []
    for index, (raw_name, raw_value) in enumerate(styles.items()):
        name = property_name(raw_name)
        known = name in ALLOWED and index < MAX_DECLARATIONS
        value = safe_value(name, raw_value) if known else None
        if value is None:
            removed.append(shown(f"{raw_name}: {raw_value}"))
        else:
            kept.append((name, value))
    return SafeDeclarations(write_declarations(kept), tuple(removed))


def safe_style_attribute(text: str) -> SafeDeclarations:
    """The same for the text of a `style` attribute, of which `MAX_STYLE` characters are read."""
    removed: list[str] = []
    nodes = tinycss2.parse_blocks_contents(text[:MAX_STYLE], skip_comments=True, skip_whitespace=True)
    if is_nested_deeply(nodes):
        return SafeDeclarations("", (shown(text),))
    return SafeDeclarations(write_declarations(list(safe_parsed(nodes, removed))), tuple(removed))


def safe_parsed(nodes: list[Any], removed: list[str]) -> Iterator[Declaration]:
    """The safe declarations among parsed ones; what is not one is added to `removed`."""
    for index, node in enumerate(nodes):
        value = None
        if node.type == "declaration" and index < MAX_DECLARATIONS and node.lower_name in ALLOWED:
            value = safe_tokens(node.lower_name, node.value)
        if value is None:
            removed.append(shown(describe(node)))
        else:
            yield node.lower_name, value


def describe(node: Any) -> str:
    """A parsed piece of CSS as text for people."""
    match node.type:
        case "declaration":
            return f"{node.name}:{tinycss2.serialize(node.value)}"
        case "at-rule":
            return f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}"
        case "qualified-rule":
            return str(tinycss2.serialize(node.prelude)).strip()
        case _:
            return "invalid CSS"


def write_declarations(declarations: list[Declaration]) -> str:
    return ";".join(f"{name}:{value}" for name, value in declarations)


def property_name(name: str) -> str:
    return _CAMEL.sub(r"-\1", name.strip()).lower()


def shown(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
