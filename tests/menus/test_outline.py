"""The navigation map."""

from typing import Any

from hypothesis import given

from dialonce.menus import Edge, Node, import_classic, outline_view
from tests.menus.documents import SCREENS, as_bytes, large_document_bytes
from tests.menus.strategies import documents


def test_map_shows_ways_distances_and_dead_ends() -> None:
    variables = {"viewContext": {"button_next": {"value": 4}}}
    screens = [
        {"order": 1, "name": "Start", "elements": [{"data": {"label": "Go", "value": 3, "variables": variables}}]},
        {"order": 2, "name": "Lost", "elements": [{"data": {"label": "Gone", "value": 9}}]},
        {"order": 3, "name": "Shared", "elements": [{"id": "next", "data": {"label": "Next"}}]},
        {"order": 4, "name": "End", "elements": [{"templateType": "text", "data": {"html": "x"}}]},
    ]
    outline = outline_view(import_classic(as_bytes({"views": {"outgoing-call": screens}})).views["outgoing-call"])
    assert outline.nodes == (
        Node("1", "Start", "/views/outgoing-call/0", 0, dead_end=False),
        Node("2", "Lost", "/views/outgoing-call/1", None, dead_end=False),
        Node("3", "Shared", "/views/outgoing-call/2", 1, dead_end=False),
        Node("4", "End", "/views/outgoing-call/3", 2, dead_end=True),
    )
    assert [node.reachable for node in outline.nodes] == [True, False, True, True]
    assert outline.edges == (
        Edge("1", "3", 0, "Go", "openView", exists=True),
        Edge("3", "4", 0, "Next", "openView", exists=True, given_by="1"),
        Edge("2", "9", 0, "Gone", "openView", exists=False),
    )


def test_large_document_is_reachable_throughout() -> None:
    interface = import_classic(large_document_bytes())
    nodes = [node for view in interface.views.values() for node in outline_view(view).nodes]
    assert len(nodes) == SCREENS
    assert all(node.reachable for node in nodes)


@given(documents)
def test_map_of_any_document_joins_its_screens(document: dict[str, Any]) -> None:
    for view in import_classic(as_bytes(document)).views.values():
        outline = outline_view(view)
        addresses = {node.address for node in outline.nodes}
        assert addresses == set(view.by_address)
        assert all(edge.source in addresses and (edge.target in addresses) is edge.exists for edge in outline.edges)
        taps = {node.address: node.taps for node in outline.nodes}
        assert all(
            taps[edge.target] is not None for edge in outline.edges if edge.exists and taps[edge.source] is not None
        )
