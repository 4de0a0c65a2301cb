"""Key figures of a span: what calls came to, as counts that may be shown and shares with their uncertainty."""

from collections.abc import Mapping, Sequence

import msgspec

from dialonce.anonymity import Interval, Share, difference_of, interval_of, keep_if_large
from dialonce.insights.reading import Reading, Table

OFFERED = ("declined", "not-opened", "solved", "voice")
ACCEPTED = ("not-opened", "solved", "voice")
OPENED = ("solved", "voice")
_SATISFIED = (">80", "<=80")
_DEPTH = {"<=1": 1.0, "<=2": 2.0, "<=3": 3.0, "<=4": 4.0, "<=5": 5.0, ">5": 6.0}
_WAIT = {"<=5": 2.5, "<=10": 7.5, "<=20": 15.0, "<=30": 25.0, "<=60": 45.0, ">60": 75.0}


class Kpi(msgspec.Struct, frozen=True):
    """One figure: `count` calls (None when fewer than k), give or take `off_by`; `share` of the figure named `of`."""

    name: str
    count: int | None
    off_by: int
    of: str = ""
    share: Interval | None = None
    change: Interval | None = None
    """How the share differs from the span before."""


class Means(msgspec.Struct, frozen=True):
    """Averages of a span; None when too few calls stand behind them."""

    seconds_to_answer: float | None
    screens_a_visit: float | None
    satisfied: Interval | None


class Kpis(msgspec.Struct, frozen=True):
    """The key figures of a span, against the span before where there is one."""

    figures: tuple[Kpi, ...]
    means: Means


_STEPS: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("calls", ("no-answer", *OFFERED, "failed"), "", ()),
    ("offered", OFFERED, "calls", ("no-answer", *OFFERED, "failed")),
    ("accepted", ACCEPTED, "offered", OFFERED),
    ("opened", OPENED, "accepted", ACCEPTED),
    ("solved", ("solved",), "opened", OPENED),
    ("voice", ("voice",), "opened", OPENED),
)


def key_figures(reading: Reading, before: Reading | None = None) -> Kpis:
    """All key figures. `before` is the span to compare with."""
    steps = [_step(reading, before, *step) for step in _STEPS]
    returns = [_return(reading, before, name, outcomes) for name, outcomes in _RETURNS]
    return Kpis((*steps, *returns), _means(reading))


def _step(
    reading: Reading, before: Reading | None, name: str, part: Sequence[str], of: str, whole: Sequence[str]
) -> Kpi:
    table = reading.tables["outcomes"]
    count = table.sum(*part)
    share = share_of(table, part, whole) if of else None
    earlier = share_of(before.tables["outcomes"], part, whole) if of and before else None
    return Kpi(
        name=name,
        count=keep_if_large(count, reading.k),
        off_by=table.off_by(len(part)),
        of=of,
        share=_shown(share, reading.k),
        change=_change(earlier, share, reading.k),
    )


def share_of(table: Table, part: Sequence[str], whole: Sequence[str]) -> Share:
    """What share of some outcomes others are."""
    return Share(table.sum(*part), table.sum(*whole), table.variance(len(part)), table.variance(len(whole)))


_RETURNS = (("again", ()), ("contained", ("solved",)))


def _return(reading: Reading, before: Reading | None, name: str, outcomes: Sequence[str]) -> Kpi:
    """`again`: called again within a day. `contained`: solved on screen, and not called again: true containment."""
    answer = "again" if name == "again" else "alone"
    share = return_share(reading.tables["returns"], outcomes, answer)
    earlier = return_share(before.tables["returns"], outcomes, answer) if before else None
    return Kpi(
        name=name,
        count=keep_if_large(round(share.part), reading.k),
        off_by=reading.tables["returns"].off_by(len(outcomes) or 6),
        of="solved" if outcomes else "calls",
        share=_shown(share, reading.k),
        change=_change(earlier, share, reading.k),
    )


def return_share(table: Table, outcomes: Sequence[str], answer: str, first: str | None = None) -> Share:
    """The share of calls with these outcomes (all when empty) after which the caller called again, or did not.

    `first`: of one line or version alone.
    """
    cells = {
        cell: count
        for cell, count in table.cells.items()
        if (not outcomes or cell[-2] in outcomes) and (first is None or cell[0] == first)
    }
    part = sum(count for cell, count in cells.items() if cell[-1] == answer)
    return Share(part, sum(cells.values()), table.variance(len(cells) // 2), table.variance(len(cells)))


def _shown(share: Share | None, k: int) -> Interval | None:
    return interval_of(share) if share is not None and share.total >= k and share.part >= k else None


def _change(before: Share | None, now: Share | None, k: int) -> Interval | None:
    if before is None or now is None or _shown(before, k) is None or _shown(now, k) is None:
        return None
    return difference_of(before, now)


def _means(reading: Reading) -> Means:
    scores = reading.tables["scores"]
    satisfied = Share(
        scores.sum(*_SATISFIED),
        sum(scores.cells.values()),
        scores.variance(len(_SATISFIED)),
        scores.variance(len(scores.cells)),
    )
    return Means(
        seconds_to_answer=_mean(reading.tables["waits"], _WAIT, reading.k),
        screens_a_visit=_mean(reading.tables["depths"], _DEPTH, reading.k),
        satisfied=_shown(satisfied, reading.k),
    )


def _mean(table: Table, middles: Mapping[str, float], k: int) -> float | None:
    counts = {cell[0]: max(0, count) for cell, count in table.cells.items()}
    total = sum(counts.values())
    return sum(middles[name] * count for name, count in counts.items()) / total if total >= k else None
