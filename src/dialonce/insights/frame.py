"""Which cells a dataset has: known before anything is counted, so that a cell's being there tells of nobody."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

import msgspec

from dialonce.anonymity import REGIONS, buckets
from dialonce.errors import NotFound
from dialonce.insights.closing import ReadMenu
from dialonce.insights.counting import LEFT
from dialonce.insights.cube import DEPTHS, DEVICES, LANGUAGES, OTHER, SCORES, WAITS, Dataset
from dialonce.menus import OUTGOING_CALL, Interface, outline_view
from dialonce.storage.directory import Directory
from dialonce.vault import OUTCOMES

VERSIONS_KEPT = 4
"""How many of the newest versions of an interface are told apart; what is older is `other`."""
AGAIN = ("again", "alone")
Cell = tuple[str, ...]


class Frame(msgspec.Struct, frozen=True):
    """What a publisher has set up, as the values that columns can have."""

    lines: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    solutions: tuple[str, ...] = ()
    screens: tuple[Cell, ...] = ()
    ways: tuple[Cell, ...] = ()
    goals: tuple[Cell, ...] = ()


async def frame_of(directory: Directory, publisher_id: UUID, read_menu: ReadMenu) -> Frame:
    """The publisher's lines, versions, solutions and the screens, ways and goals of its interfaces as published now."""
    interfaces = [one for one in directory.interfaces.values() if one.publisher_id == publisher_id]
    published = [(one.interface_id, one.published_version) for one in interfaces if one.published_version]
    menus = [(str(interface_id), await _menu(read_menu, interface_id, newest)) for interface_id, newest in published]
    found = [(name, menu) for name, menu in menus if menu is not None]
    return Frame(
        lines=_ids(line.line_id for line in directory.lines.values() if line.publisher_id == publisher_id),
        versions=tuple(sorted(f"{name}:{version}" for name, newest in published for version in _newest(newest))),
        solutions=_ids(one.solution_id for one in directory.solutions.values() if one.publisher_id == publisher_id),
        screens=tuple((name, address) for name, menu in found for address in _screens(menu)),
        ways=tuple((name, *way) for name, menu in found for way in _ways(menu)),
        goals=tuple((name, goal.name) for name, menu in found for goal in menu.goals),
    )


async def _menu(read_menu: ReadMenu, interface_id: UUID, version: int) -> Interface | None:
    try:
        return await read_menu(interface_id, version)
    except NotFound:
        return None


def _ids(found: Iterable[UUID]) -> tuple[str, ...]:
    return tuple(sorted(map(str, found)))


def _newest(version: int) -> range:
    return range(max(1, version - VERSIONS_KEPT + 1), version + 1)


def _screens(menu: Interface) -> Sequence[str]:
    view = menu.views.get(OUTGOING_CALL)
    return tuple(view.by_address) if view else ()


def _ways(menu: Interface) -> list[Cell]:
    """The ways that the menu offers, and leaving from every screen."""
    view = menu.views.get(OUTGOING_CALL)
    if view is None:
        return []
    offered = [(edge.source, edge.target) for edge in outline_view(view).edges if edge.exists]
    return list(dict.fromkeys([*offered, *((address, LEFT) for address in view.by_address)]))


def cells_of(dataset: Dataset, frame: Frame) -> list[Cell]:
    """Every cell of the dataset, in a fixed order."""
    whole = {"screens": frame.screens, "exits": frame.screens, "ways": frame.ways, "goals": frame.goals}
    if dataset.name in whole:
        return list(whole[dataset.name])
    cells: list[Cell] = [()]
    for column in dataset.columns:
        cells = [(*cell, value) for cell in cells for value in _columns(frame)[column]]
    return cells


@lru_cache(maxsize=64)
def _columns(frame: Frame) -> Mapping[str, tuple[str, ...]]:
    return {
        "outcome": OUTCOMES,
        "again": AGAIN,
        "line": (*frame.lines, OTHER),
        "version": (*frame.versions, OTHER),
        "solution": (*frame.solutions, OTHER),
        "hour": tuple(map(str, range(24))),
        "culture": (*LANGUAGES, OTHER),
        "device": (*DEVICES, OTHER),
        "region": (*(region for region in REGIONS if region), OTHER),
        "seconds": buckets(WAITS),
        "screens": buckets(DEPTHS),
        "score": buckets(SCORES),
    }


_OPEN = ("line", "version", "solution", "culture", "device", "region")
"""Columns whose other values are `other`."""


@lru_cache(maxsize=64)
def _listed(frame: Frame) -> Mapping[str, frozenset[str]]:
    columns = _columns(frame)
    return {column: frozenset(columns[column]) for column in _OPEN}


def in_frame(dataset: Dataset, frame: Frame, cell: Cell) -> Cell:
    """The cell that a counted one belongs to: what is on no list is `other`."""
    listed = _listed(frame)
    return tuple(
        value if column not in listed or value in listed[column] else OTHER
        for column, value in zip(dataset.columns, cell, strict=True)
    )
