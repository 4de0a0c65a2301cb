"""How deep parsed CSS is nested: what reads it recursively must not be led to the end of its stack."""

from collections.abc import Iterable
from typing import Any

MAX_NESTING = 12


def is_nested_deeply(nodes: Iterable[Any]) -> bool:
    """Whether any block or function stands inside more than `MAX_NESTING` others."""
    level = list(nodes)
    for _ in range(MAX_NESTING):
        level = [child for node in level for child in _children(node)]
    return bool(level)


def _children(node: Any) -> list[Any]:
    match node.type:
        case "function":
            return list(node.arguments)
        case "declaration":
            return list(node.value)
        case "qualified-rule" | "at-rule":
            return [*node.prelude, *(node.content or ())]
        case "() block" | "[] block" | "{} block":
            return list(node.content)
        case _:
            return []
