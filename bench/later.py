"""Rows of the targets that were not measured in a run."""

from collections.abc import Sequence

from bench.figure import Figure

# By the words that a measured row begins with.
_ROWS = (
    ("number-set look-ups in JavaScript", "≥ 2 M/s"),
    ("access export, caller of 10,000 events among 1 M", "≤ 4 × SELECT and JSON by hand, ≤ 1 s"),
    ("erasure of that caller", "unreadable ≤ 10 ms; gone ≤ 2 × DELETE by hand"),
    ("access through HTTP", "≥ 5 × faster than Fides 2.78"),
    ("erasure through HTTP", "≥ 100 × faster than Fides 2.78"),
    ("retention: a month of 1 M events past its term", "≥ 50 × faster than DELETE"),
    ("event rate at 10 M stored events", "flat, ± 20 %"),
    ("dashboard page over 10 M recorded events", "≤ 50 ms, ≥ 100 × faster than SQL over events"),
    ("interface page, first view, 160 screens", "≤ 14 KiB compressed; p95 ≤ 10 ms; Lighthouse 100 in all four"),
)


def later_rows(measured: Sequence[Figure]) -> list[Figure]:
    """What stays to be measured, so that the table hides nothing."""
    return [
        Figure(what=what, ours="not measured in this run", beside="—", target=target)
        for what, target in _ROWS
        if not any(figure.what.startswith(what) for figure in measured)
    ]
