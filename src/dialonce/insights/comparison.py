"""Two published versions side by side: A/B, split by call."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from dialonce.anonymity import Interval, Share, difference_of, interval_of
from dialonce.insights.kpis import OPENED, return_share
from dialonce.insights.reading import Reading, Table

WIDEST = 0.4


class Measure(msgspec.Struct, frozen=True):
    """One rate of both versions. The second is `better` or `worse` when its difference is more than chance and noise make."""

    name: str
    first: Interval
    second: Interval
    difference: Interval
    verdict: str


class Comparison(msgspec.Struct, frozen=True):
    """Two versions of an interface. `measures` is empty when too few calls saw one of them."""

    interface_id: UUID
    first: int
    second: int
    opened: tuple[int | None, int | None]
    measures: tuple[Measure, ...]


def compare_versions(reading: Reading, interface_id: UUID, first: int, second: int) -> Comparison:
    """Compare what calls came to on two versions of an interface."""
    names = (f"{interface_id}:{first}", f"{interface_id}:{second}")
    table = reading.tables["versions"]
    opened = tuple(_outcomes(table, name, OPENED) for name in names)
    measures = []
    if all(count >= reading.k for count in opened):
        measures = [
            _measure("solved", [_share(table, name, "solved") for name in names], more_is_better=True),
            _measure("voice", [_share(table, name, "voice") for name in names], more_is_better=False),
        ]
        contained = [return_share(reading.tables["version_returns"], ("solved",), "alone", name) for name in names]
        if all(_is_sure(share) for share in contained):
            measures.append(_measure("contained", contained, more_is_better=True))
    shown = [count if count >= reading.k else None for count in opened]
    return Comparison(interface_id, first, second, (shown[0], shown[1]), tuple(measures))


def _is_sure(share: Share) -> bool:
    """Whether the rate is known to 20 points: less would say nothing."""
    found = interval_of(share)
    return found.high - found.low <= WIDEST


def _outcomes(table: Table, version: str, outcomes: Sequence[str]) -> int:
    return sum(count for cell, count in table.cells.items() if cell[0] == version and cell[1] in outcomes)


def _share(table: Table, version: str, outcome: str) -> Share:
    return Share(
        _outcomes(table, version, (outcome,)),
        _outcomes(table, version, OPENED),
        table.variance(),
        table.variance(len(OPENED)),
    )


def _measure(name: str, shares: Sequence[Share], *, more_is_better: bool) -> Measure:
    difference = difference_of(*shares)
    verdict = "even"
    if difference.excludes_zero:
        verdict = "better" if (difference.value > 0) == more_is_better else "worse"
    return Measure(name, interval_of(shares[0]), interval_of(shares[1]), difference, verdict)
