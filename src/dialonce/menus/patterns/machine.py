"""Matching by following all possibilities at once (Thompson 1968): each character of the text is read once."""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.menus.patterns.syntax import (
    Alternatives,
    Characters,
    End,
    Node,
    Repeat,
    Sequence,
    Start,
    parse_pattern,
)

MAX_STEPS = 1000

_ACCEPT = -1


class _Step(Struct, frozen=True):
    """Read one of `reads` and go on at `next`; without `reads`, go on at all of `next` at once.

    `anchor` lets the way through only at the start or at the end of the text.
    """

    next: tuple[int, ...]
    reads: Characters | None = None
    anchor: Start | End | None = None


class Pattern:
    """A compiled pattern; its memory and the time per character are bounded by `MAX_STEPS`, the visits made
    to build it.
    """

    def __init__(self, tree: Node, *, ignore_case: bool) -> None:
        self._steps: list[_Step] = []
        self._visits = 0
        self._ignore_case = ignore_case
        self._entry = self._build(tree, _ACCEPT)

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches somewhere in the text."""
        active: set[int] = set()
        for index, one in enumerate(text):
            active = self._close({self._entry} | active, first=index == 0, last=False)
            if _ACCEPT in active:
                return True
            active = {self._steps[at].next[0] for at in active if self._reads(at, one)}
        return _ACCEPT in self._close({self._entry} | active, first=not text, last=True)

    def _reads(self, at: int, one: str) -> bool:
        reads = self._steps[at].reads
        if reads is None:
            return False
        if not self._ignore_case:
            return reads.accepts(one)
        # Outside a negated class is a character none of whose forms is inside it.
        forms = {one, one.lower()[:1], one.upper()[:1]} - {""}
        inside = any(reads.accepts(form) != reads.negated for form in forms)
        return inside != reads.negated

    def _close(self, starts: Iterable[int], *, first: bool, last: bool) -> set[int]:
        reached: set[int] = set()
        pending = list(starts)
        while pending:
            at = pending.pop()
            if at in reached:
                continue
            reached.add(at)
            step = self._steps[at] if at != _ACCEPT else None
            if step is not None and step.reads is None and _open(step.anchor, first=first, last=last):
                pending.extend(step.next)
        return reached

    def _add(self, step: _Step) -> int:
        if len(self._steps) >= MAX_STEPS:
            raise Invalid(
                "The pattern is too large once its repetitions are written out. Use * or + instead of counts."
            )
        self._steps.append(step)
        return len(self._steps) - 1

    def _build(self, node: Node, then: int) -> int:
        self._visits += 1
        if self._visits > MAX_STEPS:
            raise Invalid(
                "The pattern is too large once its repetitions are written out. Use * or + instead of counts."
            )
        match node:
            case Characters():
                return self._add(_Step((then,), reads=node))
            case Start() | End():
                return self._add(_Step((then,), anchor=node))
            case Sequence(parts):
                for part in reversed(parts):
                    then = self._build(part, then)
                return then
            case Alternatives(options):
                return self._add(_Step(tuple(self._build(option, then) for option in options)))
            case Repeat():
                return self._build_repeat(node, then)

    def _build_repeat(self, node: Repeat, then: int) -> int:
        if node.most is None:
            then = self._build_loop(node.part, then)
        for _ in range((node.most or node.least) - node.least):
            then = self._add(_Step((self._build(node.part, then), then)))
        for _ in range(node.least):
            then = self._build(node.part, then)
        return then

    def _build_loop(self, part: Node, then: int) -> int:
        loop = self._add(_Step((then,)))
        body = self._build(part, loop)
        self._steps[loop] = _Step((body, then))
        return loop


def _open(anchor: Start | End | None, *, first: bool, last: bool) -> bool:
    match anchor:
        case Start():
            return first
        case End():
            return last
        case _:
            return True


@lru_cache(maxsize=512)
def compile_pattern(text: str, *, ignore_case: bool = False) -> Pattern:
    """The pattern ready to match; raises Invalid when it is outside the subset or too large."""
    return Pattern(parse_pattern(text), ignore_case=ignore_case)
