"""The syntax of patterns, read into a tree.

The subset: characters, `.`, classes `[a-z]` `[^…]`, `\\d \\D \\w \\W \\s \\S`, escaped punctuation, `^` and
`$`, groups `(…)` and `(?:…)`, alternatives `|`, and `* + ? {m} {m,} {m,n}`, also lazy ones. Refused are
look-around, back references and flags inside the pattern: they have no linear-time match.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from dialonce.errors import Invalid

MAX_PATTERN = 200
MAX_NESTING = 20
MAX_REPEAT = 50

_COUNT = re.compile(r"\{(\d{1,3})(?:(,)(\d{1,3})?)?\}", re.ASCII)
_KINDS: dict[str, Callable[[str], bool]] = {
    "d": lambda one: one.isascii() and one.isdigit(),
    "w": lambda one: one == "_" or one.isalnum(),
    "s": str.isspace,
}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}


class Characters(Struct, frozen=True):
    """One character out of a set: single ones, ranges and kinds (`d`, `w`, `s`; upper case for the opposite)."""

    singles: str = ""
    ranges: tuple[tuple[str, str], ...] = ()
    kinds: str = ""
    negated: bool = False

    def accepts(self, one: str) -> bool:
        inside = (
            one in self.singles
            or any(low <= one <= high for low, high in self.ranges)
            or any(_KINDS[kind.lower()](one) != kind.isupper() for kind in self.kinds)
        )
        return inside != self.negated


class Start(Struct, frozen=True):
    """`^`: the start of the text."""


class End(Struct, frozen=True):
    """`$`: the end of the text."""


class Sequence(Struct, frozen=True):
    parts: tuple["Node", ...]


class Alternatives(Struct, frozen=True):
    options: tuple["Node", ...]


class Repeat(Struct, frozen=True):
    """`most` is None when there is no end."""

    part: "Node"
    least: int
    most: int | None


Node = Characters | Start | End | Sequence | Alternatives | Repeat

_ANYTHING = Characters("\n", negated=True)


def parse_pattern(text: str) -> Node:
    """The pattern as a tree; raises Invalid for what is outside the subset or too long."""
    if len(text) > MAX_PATTERN:
        raise Invalid(f"The pattern has more than {MAX_PATTERN} characters. Shorten it.")
    parser = _Parser(text)
    tree = parser.alternatives(0)
    parser.finish()
    return tree


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def alternatives(self, depth: int) -> Node:
        if depth > MAX_NESTING:
            raise Invalid(f"The pattern is nested deeper than {MAX_NESTING} groups. Simplify it.")
        options = [self._sequence(depth)]
        while self._take("|"):
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else Alternatives(tuple(options))

    def finish(self) -> None:
        if self._at < len(self._text):
            raise self._refusal()

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            parts.append(self._repeated(self._atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self, atom: Node) -> Node:
        bounds = self._bounds()
        if bounds is None:
            return atom
        self._take("?")
        if self._bounds() is not None:
            raise self._refusal()
        return Repeat(atom, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        for mark, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(mark):
                return bounds
        count = _COUNT.match(self._text, self._at)
        if count is None:
            return None
        self._at = count.end()
        least = int(count[1])
        most = int(count[3]) if count[3] else None if count[2] else least
        if max(least, most or 0) > MAX_REPEAT or (most is not None and most < least):
            raise Invalid(f"The pattern repeats a part more than {MAX_REPEAT} times, or backwards. Use * or +.")
        return least, most

    def _atom(self, depth: int) -> Node:
        one = self._next()
        match one:
            case "(":
                return self._group(depth)
            case "[":
                return self._set()
            case ".":
                return _ANYTHING
            case "^":
                return Start()
            case "$":
                return End()
            case "\\":
                return self._escaped()
            case "*" | "+" | "?" | "{":
                raise self._refusal()
        return Characters(one)

    def _group(self, depth: int) -> Node:
        if self._take("?") and not self._take(":"):
            raise self._refusal()
        inner = self.alternatives(depth + 1)
        if not self._take(")"):
            raise self._refusal()
        return inner

    def _escaped(self) -> Characters:
        one = self._next()
        if one.lower() in _KINDS:
            return Characters(kinds=one)
        if one in _CONTROLS:
            return Characters(_CONTROLS[one])
        if one.isalnum():
            raise self._refusal()
        return Characters(one)

    def _set(self) -> Characters:
        negated = self._take("^")
        members: list[Characters] = []
        while not self._take("]") or not members:
            members.append(self._member())
        return Characters(
            "".join(member.singles for member in members),
            tuple(pair for member in members for pair in member.ranges),
            "".join(member.kinds for member in members),
            negated,
        )

    def _member(self) -> Characters:
        low = self._single()
        if not low.singles or self._text[self._at : self._at + 1] != "-" or self._text[self._at + 1 :][:1] in ("", "]"):
            return low
        self._at += 1
        high = self._single()
        if not high.singles or high.singles < low.singles:
            raise self._refusal()
        return Characters(ranges=((low.singles, high.singles),))

    def _single(self) -> Characters:
        one = self._next()
        return self._escaped() if one == "\\" else Characters(one)

    def _take(self, mark: str) -> bool:
        found = self._text.startswith(mark, self._at)
        self._at += found
        return found

    def _next(self) -> str:
        if self._at >= len(self._text):
            raise self._refusal()
        self._at += 1
        return self._text[self._at - 1]

    def _refusal(self) -> Invalid:
        return Invalid(
            f"The pattern cannot be understood at character {self._at + 1}. Use characters, classes, groups, | and * + ?."
        )
