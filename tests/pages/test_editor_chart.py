"""The map of a menu: every screen once, nothing on top of each other, the entry in the corner."""

from typing import Any

from hypothesis import given, settings

from dialonce.menus import OUTGOING_CALL, import_classic, outline_view
from dialonce.pages.console.interfaces.chart import HEIGHT, MARGIN, WIDTH, Box, Chart, draw_chart
from tests.menus.documents import as_bytes, large_document
from tests.menus.strategies import documents


def chart_of(document: dict[str, Any], event: str = OUTGOING_CALL) -> Chart:
    return draw_chart(outline_view(import_classic(as_bytes(document)).views[event]))


def overlap(one: Box, other: Box) -> bool:
    return abs(one.x - other.x) < WIDTH and abs(one.y - other.y) < HEIGHT


@given(documents)
@settings(max_examples=100, deadline=None)
def test_every_screen_stands_once_and_apart(document: dict[str, Any]) -> None:
    for event, view in import_classic(as_bytes(document)).views.items():
        chart = chart_of(document, event)
        assert {box.node.address for box in chart.boxes} == set(view.by_address)
        assert not any(overlap(one, other) for at, one in enumerate(chart.boxes) for other in chart.boxes[at + 1 :])
        assert all(box.x + WIDTH <= chart.width and box.y + HEIGHT <= chart.height for box in chart.boxes)


def test_map_of_160_screens_is_one_tree() -> None:
    chart = chart_of(large_document())
    entry = next(box for box in chart.boxes if box.node.taps == 0)
    assert (entry.x, entry.y) == (MARGIN, MARGIN)
    assert chart.lost is None
    assert sum(way.main for way in chart.ways) == len(chart.boxes) - 1
    columns = {box.node.taps: box.x for box in chart.boxes}
    assert all(box.x == columns[box.node.taps] for box in chart.boxes)


def test_screens_that_no_way_leads_to_stand_below() -> None:
    screens = [{"order": order, "name": str(order), "elements": []} for order in (1, 2, 3)]
    screens[0]["elements"] = [{"data": {"label": "Vers", "value": "2"}}]
    chart = chart_of({"views": {OUTGOING_CALL: screens}})
    assert chart.lost is not None
    below = {box.node.address: box.y > chart.lost for box in chart.boxes}
    assert below == {"1": False, "2": False, "3": True}
    assert [way.title for way in chart.ways] == ["Vers"]


def test_long_chain_is_drawn() -> None:
    screens = [{"order": order, "elements": [{"data": {"label": "x", "value": order + 1}}]} for order in range(1, 3000)]
    assert len(chart_of({"views": {OUTGOING_CALL: screens}}).boxes) == 2999
