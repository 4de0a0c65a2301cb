"""Rows of the targets that were not measured in a run."""

from collections.abc import Sequence

from bench.figure import Figure

_ROWS = (
    ("access export, caller of 10,000 events among 1 M", "≤ 4 × SELECT and JSON by hand, ≤ 1 s"),
    ("erasure of that caller", "unreadable ≤ 10 ms; gone ≤ 2 × DELETE by hand"),
    ("retention: a month of 1 M events past its term", "≥ 50 × faster than DELETE"),
    ("event rate at 10 M stored events", "flat, ± 20 %"),
    ("number-set look-ups in JavaScript", "≥ 2 M/s"),
    ("dashboard page over 10 M recorded events", "≤ 50 ms, ≥ 100 × faster than SQL over events"),
    ("interface page, first view, 160 screens", "≤ 14 KiB compressed; p95 ≤ 10 ms; Lighthouse 100 in all four"),
    ("consent writes through the HTTP API", "≥ 10 × Fides 2.78"),
    ("access and erasure through the HTTP API beside Fides", "access ≥ 5 ×, erasure ≥ 100 × faster"),
)
_FIRST_WORDS = 2


def later_rows(measured: Sequence[Figure]) -> list[Figure]:
    """What stays to be measured, so that the table hides nothing. Rows are told apart by their first words."""
    done = {_start(figure.what) for figure in measured}
    return [
        Figure(what=what, ours="not measured in this run", beside="—", target=target)
        for what, target in _ROWS
        if _start(what) not in done
    ]


def _start(what: str) -> tuple[str, ...]:
    return tuple(what.replace(":", "").replace(",", "").split()[:_FIRST_WORDS])
