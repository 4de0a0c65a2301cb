"""What can be undone and redone, read off the log of a draft."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

LogKind = Literal["edit", "undo", "redo"]


class LogLine(Struct, frozen=True):
    """One revision of a draft: `of` is the revision whose change was undone or done again."""

    revision: int
    kind: LogKind
    of: int | None = None


class Reach(Struct, frozen=True):
    """The revision whose change is the next to undo, and the next to redo; None when there is none."""

    undo: int | None = None
    redo: int | None = None


def reach_of(log: Iterable[LogLine]) -> Reach:
    """Where undo and redo lead. The log is in order and may begin anywhere: what lies before cannot be undone.

    A new change forgets what could have been done again.
    """
    done: list[int] = []
    undone: list[int] = []
    for line in log:
        match line.kind:
            case "edit":
                done.append(line.revision)
                undone.clear()
            case "undo":
                _pass_over(line.of, done, undone)
            case "redo":
                _pass_over(line.of, undone, done)
    return Reach(done[-1] if done else None, undone[-1] if undone else None)


def _pass_over(revision: int | None, source: list[int], target: list[int]) -> None:
    """Take a change from one stack to the other; one from before the log is neither to undo nor to redo."""
    if source and source[-1] == revision:
        target.append(source.pop())
