"""Selectors, rewritten so that they reach only inside the scope and only publishers' classes."""

import re

from dialonce.menus.styles.classes import PREFIX

MAX_SELECTORS = 20
MAX_LENGTH = 300

_STATES = frozenset({"hover", "focus", "focus-visible", "active", "first-child", "last-child", "only-child"})
_CLASS = re.compile(r"\.(?=-?[A-Za-z_])", re.ASCII)
_STATE = re.compile(r":([a-z-]+)", re.ASCII)
_COMPOUND = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*+|\*)?(?:\.-?[A-Za-z_][\w-]*+|:[a-z-]++)*+", re.ASCII)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_ROOT = re.compile(r"(?:html|body|:root|:scope)(?![\w-])", re.IGNORECASE | re.ASCII)
_ANCESTOR_ROOTS = re.compile(rf"(?:{_ROOT.pattern}(?:\s*>\s*|\s+)(?={_ROOT.pattern}))+", re.IGNORECASE | re.ASCII)


def scope_selectors(prelude: str, scope: str) -> str | None:
    """The selector list below `scope`; `body`, `html` and `:root` become the scope itself.

    None when any selector could reach outside, or uses what is not known: ids, attributes, escapes, other
    pseudo-classes and all pseudo-elements.
    """
    selectors = prelude.split(",")
    if len(selectors) > MAX_SELECTORS or len(prelude) > MAX_LENGTH:
        return None
    scoped = [_scope_selector(selector.strip(), scope) for selector in selectors]
    return ",".join(text for text in scoped if text) if all(scoped) else None


def _scope_selector(selector: str, scope: str) -> str | None:
    """`html > body.a b` → `.menu.pub-a b`; a sibling of the scope, or a root further down, is refused."""
    head, *others = _COMBINATOR.split(_ANCESTOR_ROOTS.sub("", selector, count=1))
    marks, compounds = others[::2], others[1::2]
    root = _ROOT.match(head)
    rest = head[root.end() :] if root else head
    inside = not (root and marks[:1] in (["+"], ["~"])) and not any(_ROOT.match(item) for item in compounds)
    if not inside or not all(map(_is_known, compounds)) or not (_is_known(rest) or (root and not rest)):
        return None
    tail = "".join((mark or " ") + _prefixed(item) for mark, item in zip(marks, compounds, strict=True))
    return scope + ("" if root else " ") + _prefixed(rest) + tail


def _is_known(compound: str | None) -> bool:
    if not compound or not _COMPOUND.fullmatch(compound):
        return False
    return all(state in _STATES for state in _STATE.findall(compound))


def _prefixed(compound: str) -> str:
    return _CLASS.sub(f".{PREFIX}", compound)
