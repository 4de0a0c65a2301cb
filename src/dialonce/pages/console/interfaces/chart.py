"""Where the screens of a menu stand on its map: a tree from the entry to the right, what no way leads to below it.

Pure arithmetic in the units of an SVG. A screen hangs below the screen from which the fewest taps lead to it; every other way
is a curve of its own.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from dialonce.menus import ENTRY, Edge, Node, Outline
from dialonce.menus.model import Address

WIDTH: Final = 172
HEIGHT: Final = 44
COLUMN: Final = 216
ROW: Final = 54
MARGIN: Final = 8
GAP: Final = 40
BEND: Final = 22
MOST_WAYS: Final = 60
"""With more ways than these beside the tree, only those of the chosen screen are drawn: the rest would hide the map."""


class Box(Struct, frozen=True):
    """A screen at its place; `x` and `y` are its upper left corner."""

    node: Node
    x: int
    y: int


class Way(Struct, frozen=True):
    """A way between two boxes as the path of an SVG. `main` ways make the tree."""

    path: str
    main: bool
    title: str
    chosen: bool


class Chart(Struct, frozen=True):
    """The whole map; `lost` is where the screens begin that no way leads to, None when there are none."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    lost: int | None


def draw_chart(outline: Outline, chosen: Address | None = None) -> Chart:
    """The map of one event. Ways to screens that do not exist are left out: the check names them."""
    parents = _parents(outline)
    places = _tree(outline, parents)
    reached = [node for node in outline.nodes if node.address in places]
    stray = [node for node in outline.nodes if node.address not in places]
    depth = max((y for _, y in places.values()), default=-ROW) + ROW
    lost = depth + GAP if stray else None
    places |= _grid(stray, (lost or 0) + MARGIN, _columns(places))
    boxes = tuple(Box(node, *places[node.address]) for node in (*reached, *stray))
    return Chart(
        width=max((box.x for box in boxes), default=0) + WIDTH + MARGIN,
        height=max((box.y for box in boxes), default=0) + HEIGHT + MARGIN,
        boxes=boxes,
        ways=tuple(_ways(outline.edges, parents, places, chosen)),
        lost=lost,
    )


def _parents(outline: Outline) -> dict[Address, Address]:
    """For each screen that taps lead to, the screen before it on the shortest way."""
    taps = {node.address: node.taps for node in outline.nodes}
    targets: defaultdict[Address, list[Address]] = defaultdict(list)
    for edge in outline.edges:
        if edge.exists:
            targets[edge.source].append(edge.target)
    parents: dict[Address, Address] = {}
    pending = deque([ENTRY] if taps.get(ENTRY) is not None else [])
    while pending:
        here = pending.popleft()
        for target in targets[here]:
            if target != ENTRY and target not in parents:
                parents[target] = here
                pending.append(target)
    return parents


def _tree(outline: Outline, parents: Mapping[Address, Address]) -> dict[Address, tuple[int, int]]:
    """Leaves below each other, every other screen beside the first that hangs on it: the entry is the upper left corner."""
    children: defaultdict[Address, list[Address]] = defaultdict(list)
    for child, parent in parents.items():
        children[parent].append(child)
    places: dict[Address, tuple[int, int]] = {}
    row = 0
    for address, level, last in _walk(ENTRY, children) if any(one.address == ENTRY for one in outline.nodes) else ():
        if not last:
            continue
        hanging = [places[child][1] for child in children[address]]
        y = hanging[0] if hanging else MARGIN + row * ROW
        row += 0 if hanging else 1
        places[address] = (MARGIN + level * COLUMN, y)
    return places


def _walk(start: Address, children: Mapping[Address, list[Address]]) -> Iterator[tuple[Address, int, bool]]:
    """Each screen twice, before (False) and after (True) what hangs on it; without recursion: chains may be long."""
    pending = [(start, 0, False)]
    while pending:
        address, level, last = pending.pop()
        yield address, level, last
        if not last:
            pending.append((address, level, True))
            pending.extend((child, level + 1, False) for child in reversed(children[address]))


def _columns(places: Mapping[Address, tuple[int, int]]) -> int:
    return max(4, 1 + max((x for x, _ in places.values()), default=0) // COLUMN)


def _grid(nodes: Sequence[Node], top: int, columns: int) -> dict[Address, tuple[int, int]]:
    return {
        node.address: (MARGIN + index % columns * COLUMN, top + ROW // 2 + index // columns * ROW)
        for index, node in enumerate(nodes)
    }


def _ways(
    edges: Sequence[Edge],
    parents: Mapping[Address, Address],
    places: Mapping[Address, tuple[int, int]],
    chosen: Address | None,
) -> Iterator[Way]:
    pairs: dict[tuple[Address, Address], list[str]] = {}
    for edge in edges:
        if edge.exists and edge.source != edge.target:
            pairs.setdefault((edge.source, edge.target), []).append(edge.label)
    beside = sum(parents.get(target) != source for source, target in pairs)
    for (source, target), labels in pairs.items():
        main, touched = parents.get(target) == source, chosen in (source, target)
        if main or touched or beside <= MOST_WAYS:
            title = ", ".join(dict.fromkeys(label for label in labels if label))
            draw = _branch if main else _curve
            yield Way(draw(places[source], places[target]), main, title, touched)


def _branch(source: tuple[int, int], target: tuple[int, int]) -> str:
    """Straight lines that all branches of one screen share: hundreds of them read as one tree."""
    return f"M{source[0] + WIDTH} {source[1] + HEIGHT // 2}H{target[0] - BEND}V{target[1] + HEIGHT // 2}H{target[0]}"


def _curve(source: tuple[int, int], target: tuple[int, int]) -> str:
    """A curve from the right side of one box to the left side of the other."""
    x1, y1 = source[0] + WIDTH, source[1] + HEIGHT // 2
    x2, y2 = target[0], target[1] + HEIGHT // 2
    bend = max(24, abs(x2 - x1) // 2)
    return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
