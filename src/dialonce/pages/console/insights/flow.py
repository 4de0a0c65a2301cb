"""Paths through a menu as a flow picture: screens in columns by taps from the entry, ways as bands as wide as they are used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from dialonce.insights import LEFT
from dialonce.menus import ENTRY

LEVELS: Final = 5
MOST_IN_A_LEVEL: Final = 7
WIDTH: Final = 1000.0
HEIGHT: Final = 460.0
NODE_WIDTH: Final = 12.0
SPACE: Final = 26.0
"""Free height between two screens of a column: enough for a name."""
LABEL: Final = 190.0
"""Free width beside the last column: enough for its names."""

Way = tuple[str, str, int]


class FlowNode(Struct, frozen=True):
    """A screen, drawn as a post with its name beside it."""

    x: float
    y: float
    height: float
    name: str
    count: str


class FlowBand(Struct, frozen=True):
    """A way between two screens: an SVG path and how thick it is."""

    path: str
    thickness: float
    words: str


class Flow(Struct, frozen=True):
    """The picture. `height` is that of its box, 1000 wide."""

    nodes: tuple[FlowNode, ...]
    bands: tuple[FlowBand, ...]
    height: float


class _Place(Struct):
    """Where a screen stands, and how much of its sides is taken by bands."""

    x: float
    y: float
    height: float
    taken_left: float = 0.0
    taken_right: float = 0.0


def draw_flow(ways: Sequence[Way], names: Mapping[str, str], arrow: str) -> Flow | None:
    """The picture of these ways, the widest ones of each column; None when nothing leads from the entry."""
    onward = [way for way in ways if way[1] != LEFT]
    levels = _levels(onward)
    if len(levels) < 2:
        return None
    sizes = _sizes(onward, levels)
    shown = [sorted(level, key=lambda name: sizes[name], reverse=True)[:MOST_IN_A_LEVEL] for level in levels]
    scale = min((HEIGHT - SPACE * len(level)) / max(1, sum(sizes[name] for name in level)) for level in shown)
    apart = (WIDTH - LABEL) / (len(shown) - 1)
    places = {name: place for at, level in enumerate(shown) for name, place in _column(at * apart, level, sizes, scale)}
    nodes = tuple(
        FlowNode(place.x, place.y, place.height, names.get(name, name), str(sizes[name]))
        for name, place in places.items()
    )
    level_of = {name: at for at, level in enumerate(shown) for name in level}
    bands = tuple(
        _band(
            places[before],
            places[after],
            count * scale,
            f"{names.get(before, before)} {arrow} {names.get(after, after)}",
        )
        for before, after, count in sorted(
            onward, key=lambda way: (way[0], places[way[1]].y if way[1] in places else 0)
        )
        if before in level_of and after in level_of and level_of[after] == level_of[before] + 1
    )
    height = max(place.y + place.height for place in places.values()) + SPACE
    return Flow(nodes, bands, round(height, 1))


def _levels(ways: Sequence[Way]) -> list[list[str]]:
    """Screens by the least number of taps from the entry, as far as the picture goes."""
    onward: defaultdict[str, list[str]] = defaultdict(list)
    for before, after, _ in ways:
        onward[before].append(after)
    seen, levels = {ENTRY}, [[ENTRY]]
    while len(levels) < LEVELS:
        following = list(dict.fromkeys(after for name in levels[-1] for after in onward[name] if after not in seen))
        if not following:
            break
        seen |= set(following)
        levels.append(following)
    return levels


def _sizes(ways: Sequence[Way], levels: Sequence[Sequence[str]]) -> dict[str, int]:
    """How many came to a screen, or went on from it, whichever is more."""
    came: defaultdict[str, int] = defaultdict(int)
    went: defaultdict[str, int] = defaultdict(int)
    level_of = {name: at for at, level in enumerate(levels) for name in level}
    for before, after, count in ways:
        if before in level_of and level_of.get(after) == level_of[before] + 1:
            went[before] += count
            came[after] += count
    return {name: max(came[name], went[name], 1) for level in levels for name in level}


def _column(left: float, level: Sequence[str], sizes: Mapping[str, int], scale: float) -> list[tuple[str, _Place]]:
    top = SPACE
    placed = []
    for name in level:
        height = max(2.0, sizes[name] * scale)
        placed.append((name, _Place(round(left, 1), round(top, 1), round(height, 1))))
        top += height + SPACE
    return placed


def _band(before: _Place, after: _Place, thickness: float, words: str) -> FlowBand:
    """A band from the right side of one post to the left side of the next, below the bands that are there already."""
    start = before.y + before.taken_right + thickness / 2
    end = after.y + after.taken_left + thickness / 2
    before.taken_right += thickness
    after.taken_left += thickness
    from_x, to_x = before.x + NODE_WIDTH, after.x
    middle = (from_x + to_x) / 2
    path = f"M{from_x:.1f} {start:.1f}C{middle:.1f} {start:.1f} {middle:.1f} {end:.1f} {to_x:.1f} {end:.1f}"
    return FlowBand(path, round(max(1.0, thickness), 1), words)
