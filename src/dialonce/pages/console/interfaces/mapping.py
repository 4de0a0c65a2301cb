"""The map of a menu as a picture, and the same as a table."""

from collections import Counter
from textwrap import wrap
from typing import Final

from litestar import Response, get
from msgspec import Struct

from dialonce.menus import OUTGOING_CALL, Node, Outline, outline_view
from dialonce.pages.console.interfaces.chart import HEIGHT, WIDTH, Chart, draw_chart
from dialonce.pages.console.interfaces.desk import Desk, desk_answer, open_desk
from dialonce.pages.console.interfaces.editing import PATH
from dialonce.pages.console.interfaces.findings import screen_href
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Cell, Column, Field, Link, Option, Stat, Tab, Table

LINE: Final = 21
"""Characters that a line of a box holds; a box has two lines."""


class NodeBox(Struct, frozen=True):
    """A box of the picture: `lines` are its name as it fits; `state` is `entry`, `dead`, `lost` or empty.

    `words` say all of it to who does not see it.
    """

    x: int
    y: int
    lines: tuple[str, ...]
    words: str
    href: str
    state: str
    chosen: bool


class MapView(Struct, frozen=True):
    events: tuple[Tab, ...]
    event: str
    choice: Field
    chart: Chart
    boxes: tuple[NodeBox, ...]
    stats: tuple[Stat, ...]
    lost: tuple[Link, ...]
    dead: tuple[Link, ...]
    table: Table
    width: int = WIDTH
    height: int = HEIGHT


@get(PATH + "/map")
async def show_map(request: AnyRequest) -> Response[str]:
    """Every screen and the ways between them, with what cannot be reached and what leads nowhere marked."""
    desk = await open_desk(request)
    event = request.query_params.get("event", OUTGOING_CALL)
    view = desk.view(event)
    chosen = request.query_params.get("chosen") or None
    shown = _view(desk, event, outline_view(view), chosen) if view else None
    return desk_answer(request, desk, "map", "console/interface_map.html", view=shown)


def _view(desk: Desk, event: str, outline: Outline, chosen: str | None) -> MapView:
    chart = draw_chart(outline, chosen)
    hrefs = _hrefs(desk, event)
    lost = [node for node in outline.nodes if not node.reachable]
    dead = [node for node in outline.nodes if node.dead_end]
    return MapView(
        events=_events(desk, event),
        event=event,
        choice=_choice(desk, outline, chosen),
        chart=chart,
        boxes=tuple(_box(desk, box.node, box.x, box.y, hrefs, chosen) for box in chart.boxes),
        stats=_stats(desk, outline, len(lost), len(dead)),
        lost=tuple(Link(_name(node), hrefs[node.address]) for node in lost),
        dead=tuple(Link(_name(node), hrefs[node.address]) for node in dead),
        table=_table(desk, outline, hrefs),
    )


def _hrefs(desk: Desk, event: str) -> dict[str, str]:
    view = desk.interface.views[event]
    places = {id(screen): index for index, screen in enumerate(view.screens)}
    return {address: screen_href(desk, event, places[id(screen)]) for address, screen in view.by_address.items()}


def _events(desk: Desk, current: str) -> tuple[Tab, ...]:
    known = {"outgoing-call": desk.t("editor.event_outgoing_call"), "satisfaction": desk.t("editor.event_satisfaction")}
    return tuple(
        Tab(known.get(event, event), f"{desk.base}/map?event={event}", event == current)
        for event in desk.interface.views
    )


def _choice(desk: Desk, outline: Outline, chosen: str | None) -> Field:
    options = [Option("", desk.t("editor.map_all"))]
    options += [Option(node.address, f"{_name(node)} · {node.address}") for node in outline.nodes]
    return Field("chosen", desk.t("editor.map_chosen"), chosen or "", "select", required=True, options=tuple(options))


def _name(node: Node) -> str:
    return node.name or node.address


def _state(node: Node) -> str:
    if node.taps == 0:
        return "entry"
    return "lost" if not node.reachable else "dead" if node.dead_end else ""


def _box(desk: Desk, node: Node, x: int, y: int, hrefs: dict[str, str], chosen: str | None) -> NodeBox:
    state = _state(node)
    lines = tuple(wrap(_name(node), LINE, max_lines=2, placeholder="…")) or (node.address,)
    words = f"{_name(node)} ({node.address})" + (f" – {desk.t(f'editor.map_{state}')}" if state else "")
    if "…" in lines[-1]:
        words = f"{' '.join(lines)} – {words}"
    return NodeBox(x, y, lines, words, hrefs[node.address], state, node.address == chosen)


def _stats(desk: Desk, outline: Outline, lost: int, dead: int) -> tuple[Stat, ...]:
    deepest = max((node.taps for node in outline.nodes if node.taps is not None), default=0)
    return (
        Stat(desk.t("editor.map_screens"), str(len(outline.nodes))),
        Stat(desk.t("editor.map_deepest"), str(deepest)),
        Stat(desk.t("editor.map_count_lost"), str(lost), tone="bad" if lost else "plain"),
        Stat(desk.t("editor.map_count_dead"), str(dead), tone="warn" if dead else "plain"),
    )


def _table(desk: Desk, outline: Outline, hrefs: dict[str, str]) -> Table:
    ways_in = Counter(edge.target for edge in outline.edges)
    ways_out = Counter(edge.source for edge in outline.edges if edge.exists)
    names = ("screen", "address", "taps", "in", "out")
    return Table(
        caption=desk.t("editor.map_table"),
        columns=tuple(Column(desk.t(f"editor.map_{name}"), amount=name in ("taps", "in", "out")) for name in names),
        rows=tuple(
            (
                Cell(_name(node), hrefs[node.address]),
                Cell(node.address),
                Cell("–" if node.taps is None else str(node.taps)),
                Cell(str(ways_in[node.address])),
                Cell(str(ways_out[node.address])),
            )
            for node in outline.nodes
        ),
    )


ROUTES = (show_map,)
