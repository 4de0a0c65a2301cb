"""A publisher's stylesheet, reduced to safe rules below one selector."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import tinycss2
from msgspec import Struct

from dialonce.menus.styles.declarations import Declaration, describe, safe_parsed, shown, write_declarations
from dialonce.menus.styles.nesting import is_nested_deeply
from dialonce.menus.styles.selectors import scope_selectors

MAX_CSS = 64 * 1024
MAX_REMOVED = 50

_MEDIA = re.compile(r"[a-z0-9 ():.,-]{1,120}", re.ASCII)


class SafeStyles(Struct, frozen=True):
    """`css` is fit for a `<style>`; `removed` names what was left out, shortened, at most `MAX_REMOVED`."""

    css: str
    removed: tuple[str, ...] = ()


class SafeRule(Struct, frozen=True):
    """One rule of the result; `media` is the condition around it, or empty."""

    selector: str
    declarations: tuple[Declaration, ...]
    media: str = ""


@lru_cache(maxsize=512)
def scope_stylesheet(css: str, scope: str) -> SafeStyles:
    """The safe part of `css`, every selector below `scope`.

    It loads nothing (no `@import`, `@font-face`, `url()` other than small `data:` images), has no generated
    content, no positioning, no animation, and nothing that hides elements. Over `MAX_CSS` characters, or
    nested senselessly deep, nothing is kept.
    """
    removed: list[str] = []
    rules = safe_rules(css, scope, removed)
    return SafeStyles("\n".join(_write_rule(rule) for rule in rules), tuple(removed[:MAX_REMOVED]))


def safe_rules(css: str, scope: str, removed: list[str]) -> list[SafeRule]:
    """The same as data; what is left out is added to `removed`."""
    if len(css) > MAX_CSS:
        removed.append(f"all: {len(css)} > {MAX_CSS}")
        return []
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    if is_nested_deeply(nodes):
        removed.append("all: (((((…")
        return []
    return list(_read_nodes(nodes, scope, "", removed))


def _read_nodes(nodes: list[Any], scope: str, media: str, removed: list[str]) -> Iterator[SafeRule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _read_rule(node, scope, media, removed)
        elif not media and (condition := _media_condition(node)):
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _read_nodes(inside, scope, condition, removed)
        else:
            removed.append(shown(describe(node)))


def _media_condition(node: Any) -> str | None:
    if node.type != "at-rule" or node.lower_at_keyword != "media" or node.content is None:
        return None
    condition = tinycss2.serialize(node.prelude).strip().lower()
    return condition if _MEDIA.fullmatch(condition) else None


def _read_rule(node: Any, scope: str, media: str, removed: list[str]) -> Iterator[SafeRule]:
    prelude = [token for token in node.prelude if token.type != "comment"]
    selector = scope_selectors(tinycss2.serialize(prelude), scope)
    if selector is None:
        removed.append(shown(describe(node)))
        return
    nodes = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    declarations = tuple(safe_parsed(nodes, removed))
    if declarations:
        yield SafeRule(selector, declarations, media)


def _write_rule(rule: SafeRule) -> str:
    text = f"{rule.selector}{{{write_declarations(list(rule.declarations))}}}"
    return f"@media {rule.media}{{{text}}}" if rule.media else text
