"""Rows of the targets whose features are not measured here yet."""

from bench.figure import Figure

_ROWS = (
    ("number-set look-ups in JavaScript", "≥ 2 M/s"),
    ("access export, subject with 10,000 events among 1 M", "≤ 4 × SELECT and JSON by hand, ≤ 1 s"),
    ("erasure of that subject: unreadable / gone", "≤ 10 ms / ≤ 2 × DELETE by hand"),
    ("retention: a month of 1 M events past its term", "≥ 50 × faster than DELETE"),
    ("dashboard page over 10 M recorded events", "≤ 50 ms, ≥ 100 × faster than SQL over events"),
    ("interface page, first view, 160 screens", "≤ 14 KiB compressed; p95 ≤ 10 ms; Lighthouse 100 in all four"),
    ("data-subject requests through the HTTP API beside Fides", "access ≥ 5 ×, erasure ≥ 100 ×, consent ≥ 10 × faster"),
)


def later_rows() -> list[Figure]:
    """What stays to be measured, so that the table hides nothing."""
    return [Figure(what=what, ours="not yet measured", beside="—", target=target) for what, target in _ROWS]
