"""The menu as callers walk through it: ways, screens where they leave, goals they reach."""

from math import ceil
from uuid import UUID

from litestar import Response, get
from msgspec import Struct

from dialonce.errors import NotFound, Refused
from dialonce.i18n import format_number, format_percent
from dialonce.insights import Reading, ShownCell, read, shown_table
from dialonce.pages.console.insights.asking import BASE, AnyRequest, Asked, asked_of, insights_answer, nothing_yet
from dialonce.pages.console.insights.charts import Row, Rows, share_of_most
from dialonce.pages.console.insights.flow import Flow, draw_flow
from dialonce.pages.console.insights.words import count_words, menu_of, screen_names
from dialonce.pages.kit import Cell, Column, Tab, Table
from dialonce.web.parts import parts_of

MOST_ROWS = 40


class MenuView(Struct, frozen=True):
    """One interface; `menus` lead to the others."""

    menus: tuple[Tab, ...]
    name: str
    flow: Flow | None
    ways: Table
    screens: Table
    goals: Rows
    noise: str


@get(f"{BASE}/menu")
async def menu(request: AnyRequest, slug: str) -> Response[str]:
    """Paths, screens and goals of one interface."""
    try:
        asked = await asked_of(request, slug)
        return insights_answer(asked, "/menu", await _view(asked))
    except (NotFound, Refused) as why:
        return await nothing_yet(request, slug, why)


async def _view(asked: Asked) -> MenuView:
    reading = await read(
        asked.insights,
        asked.at_work.who,
        asked.at_work.publisher_id,
        asked.span,
        ["screens", "exits", "ways", "goals", "depths"],
    )
    published = published_menus(asked)
    if not published:
        raise NotFound("No menu is published.")
    chosen = _chosen(asked, published, reading)
    names = screen_names(asked, await menu_of(asked, chosen))
    cells = _of(reading, "ways", chosen)
    ways = [(cell.cell[1], cell.cell[2], cell.count) for cell in cells if cell.count is not None]
    noise = asked.say("noise_detailed", count=reading.tables["ways"].off_by())
    return MenuView(
        menus=tuple(
            Tab(name, f"{asked.base}/menu{asked.query}&interface={one}", current=one == chosen)
            for one, name in published
        ),
        name=dict(published)[chosen],
        flow=draw_flow(ways, names, "→"),
        ways=_ways(asked, ways, names),
        screens=_screens(asked, reading, chosen, names),
        goals=_goals(asked, reading, chosen),
        noise=noise,
    )


def published_menus(asked: Asked) -> list[tuple[UUID, str]]:
    """The publisher's interfaces that callers can see, by name."""
    interfaces = parts_of(asked.request).vault.directory.interfaces.values()
    own = [one for one in interfaces if one.publisher_id == asked.at_work.publisher_id and one.published_version]
    return sorted(((one.interface_id, one.name) for one in own), key=lambda pair: pair[1])


def _chosen(asked: Asked, published: list[tuple[UUID, str]], reading: Reading) -> UUID:
    """The menu that the address names, otherwise the one that most visits saw."""
    wanted = asked.request.query_params.get("interface", "")
    shown = {
        one: sum(n for cell, n in reading.tables["screens"].cells.items() if cell[0] == str(one))
        for one, _ in published
    }
    return next((one for one in shown if str(one) == wanted), max(shown, key=lambda one: shown[one]))


def _of(reading: Reading, dataset: str, interface_id: UUID) -> list[ShownCell]:
    return [cell for cell in shown_table(reading, dataset) if cell.cell[0] == str(interface_id)]


def _ways(asked: Asked, ways: list[tuple[str, str, int]], names: dict[str, str]) -> Table:
    widest = sorted(ways, key=lambda way: way[2], reverse=True)[:MOST_ROWS]
    rows = tuple(
        (Cell(names.get(before, before)), Cell(names.get(after, after)), Cell(format_number(asked.locale, count)))
        for before, after, count in widest
    )
    head = (Column(asked.say("way_from")), Column(asked.say("way_to")), Column(asked.say("visits"), amount=True))
    return Table(asked.say("ways"), head, rows)


def _screens(asked: Asked, reading: Reading, interface_id: UUID, names: dict[str, str]) -> Table:
    """How often each screen was shown, and how often it was the last one."""
    left = {cell.cell[1]: cell.count for cell in _of(reading, "exits", interface_id)}
    shown = [(cell.cell[1], cell.count) for cell in _of(reading, "screens", interface_id) if cell.count is not None]
    least = max(reading.k, reading.tables["exits"].off_by())
    rows = tuple(
        (
            Cell(names.get(address, address)),
            Cell(format_number(asked.locale, count)),
            Cell(count_words(asked, left.get(address), least)),
            Cell(_drop_off(asked, left.get(address), count, least)),
        )
        for address, count in sorted(shown, key=lambda pair: pair[1], reverse=True)[:MOST_ROWS]
    )
    heads = ("screen", "shown", "left", "drop_off")
    head = tuple(Column(asked.say(name), amount=place > 0) for place, name in enumerate(heads))
    return Table(asked.say("screens"), head, rows)


def _drop_off(asked: Asked, left: int | None, shown: int, least: int) -> str:
    """The share of those who saw a screen that ended there; of a withheld figure, what it is under."""
    if left is not None:
        return format_percent(asked.locale, min(1.0, left / shown))
    most = ceil(100 * least / shown) / 100
    return asked.say("under", share=format_percent(asked.locale, most)) if most < 1 else asked.say("unknown")


def _goals(asked: Asked, reading: Reading, interface_id: UUID) -> Rows:
    """Goals, as a share of the visits of the whole publisher that are counted for goals."""
    cells = _of(reading, "goals", interface_id)
    ordered = sorted(cells, key=lambda cell: cell.count or 0, reverse=True)
    rows = tuple(
        Row(cell.cell[1], share, count_words(asked, cell.count, max(reading.k, cell.off_by)))
        for cell, share in zip(ordered, share_of_most([one.count for one in ordered]), strict=True)
    )
    return Rows(asked.say("goals"), asked.say("visits"), rows, asked.download("goals"))


ROUTES = (menu,)
