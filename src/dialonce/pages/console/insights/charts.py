"""Charts as data: what a template draws in SVG, with the same figures as a table beside it.

Shapes are drawn in a box of 100 by 100 that stretches; words stay outside of it, so that they keep their size on phones.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

TOP: Final = 100.0
GAP: Final = 0.2
"""Share of a bar's place that is left free."""


class Bar(Struct, frozen=True):
    """One rectangle. `tone` names its colour and pattern."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    words: str


class Series(Struct, frozen=True):
    """One part of every bar, the lowest first."""

    name: str
    tone: str
    values: tuple[int, ...]


class Columns(Struct, frozen=True):
    """Standing bars. `marks` are the words under them, at their share of the width; `most` is what the top stands for."""

    title: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    most: str


class Row(Struct, frozen=True):
    """One lying bar beside its words. `share` of the longest bar, from 0 to 100; `words` None where the figure is withheld."""

    label: str
    share: float
    words: str | None
    note: str = ""


class Rows(Struct, frozen=True):
    """A table of lying bars: chart and table in one."""

    caption: str
    of: str
    rows: tuple[Row, ...]
    download: str = ""


def columns(
    title: str, labels: Sequence[str], series: Sequence[Series], marks: Sequence[str], most_words: str, most: int
) -> Columns:
    """Standing bars of stacked parts, `most` high at the top."""
    width = TOP / max(1, len(labels))
    bars = []
    for place, label in enumerate(labels):
        low = TOP
        for part in series:
            height = TOP * max(0, part.values[place]) / max(1, most)
            low -= height
            left = place * width + width * GAP / 2
            bars.append(
                Bar(
                    round(left, 3),
                    round(low, 3),
                    round(width * (1 - GAP), 3),
                    round(height, 3),
                    part.tone,
                    f"{label} · {part.name}",
                )
            )
    return Columns(title, tuple(bars), tuple((part.name, part.tone) for part in series), tuple(marks), most_words)


def share_of_most(values: Sequence[int | None]) -> list[float]:
    """Each value as a share of the largest, 0 to 100; 0 for what is withheld."""
    most = max((value for value in values if value is not None), default=0)
    return [round(TOP * (value or 0) / most, 2) if most else 0.0 for value in values]
