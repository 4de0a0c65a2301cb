"""Differences between versions."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import given

from dialonce.menus import Change, Detail, Kind, Thing, diff_interfaces, import_classic
from tests.menus.documents import as_bytes, large_document, wide_document
from tests.menus.no_hang import no_hang
from tests.menus.strategies import documents


def _document() -> dict[str, Any]:
    elements = [{"id": "a", "data": {"label": "A", "value": 2}}, {"data": {"label": "B", "value": 2}}]
    screens = [{"order": 1, "name": "One", "elements": elements}, {"order": 2, "name": "Two"}]
    return {"name": "x", "rules": {"g": [{"view": {"val": 1}}]}, "views": {"outgoing-call": screens}}


def _diff(old: Any, new: Any) -> tuple[Change, ...]:
    return diff_interfaces(import_classic(as_bytes(old)), import_classic(as_bytes(new)))


def test_equal_documents_do_not_differ() -> None:
    assert _diff(_document(), dict(reversed(_document().items()))) == ()


def test_changed_label_is_told_with_both_values() -> None:
    new = _document()
    new["views"]["outgoing-call"][0]["elements"][0]["data"]["label"] = "C"
    pointer = "/views/outgoing-call/0/elements/0"
    detail = Detail(Kind.CHANGED, f"{pointer}/data/label", "A", "C")
    assert _diff(_document(), new) == (Change(Kind.CHANGED, Thing.ELEMENT, pointer, "C", (detail,)),)


def test_added_and_removed_members_are_told_apart() -> None:
    new = _document()
    screen = new["views"]["outgoing-call"][1]
    del screen["name"]
    screen["styles"] = "p{}"
    pointer = "/views/outgoing-call/1"
    details = (
        Detail(Kind.REMOVED, f"{pointer}/name", before="Two"),
        Detail(Kind.ADDED, f"{pointer}/styles", after="p{}"),
    )
    assert _diff(_document(), new) == (Change(Kind.CHANGED, Thing.SCREEN, pointer, "", details),)


def test_inserted_element_is_the_only_change() -> None:
    new = _document()
    new["views"]["outgoing-call"][0]["elements"].insert(0, {"templateType": "separator"})
    assert _diff(_document(), new) == (
        Change(Kind.ADDED, Thing.ELEMENT, "/views/outgoing-call/0/elements/0", "separator"),
    )


def test_removed_screen_points_into_the_old_document() -> None:
    new = _document()
    del new["views"]["outgoing-call"][0]
    assert _diff(_document(), new) == (Change(Kind.REMOVED, Thing.SCREEN, "/views/outgoing-call/0", "One"),)


def test_reordering_is_a_move() -> None:
    new = _document()
    new["views"]["outgoing-call"].reverse()
    new["views"]["outgoing-call"][1]["elements"].reverse()
    assert _diff(_document(), new) == (
        Change(Kind.MOVED, Thing.ELEMENT, "/views/outgoing-call/1/elements", ""),
        Change(Kind.MOVED, Thing.SCREEN, "/views/outgoing-call", ""),
    )


def test_renumbered_screen_is_known_by_its_id() -> None:
    old, new = _document(), _document()
    old["views"]["outgoing-call"][1]["id"] = new["views"]["outgoing-call"][1]["id"] = "u"
    new["views"]["outgoing-call"][1]["order"] = 3
    (change,) = _diff(old, new)
    assert change.details == (Detail(Kind.CHANGED, "/views/outgoing-call/1/order", 2, 3),)


def test_goals_are_compared_by_name() -> None:
    new = _document()
    new["rules"] = {"g": [{"view": {"val": 2}}], "h": []}
    changed, added = _diff(_document(), new)
    assert changed.details == (Detail(Kind.CHANGED, "/rules/g/0/view/val", 1, 2),)
    assert added == Change(Kind.ADDED, Thing.GOAL, "/rules/h", "h")


def test_true_and_one_differ() -> None:
    assert len(_diff({"x": True}, {"x": 1})) == 1


@given(documents, documents)
def test_no_difference_means_equal_documents(old: dict[str, Any], new: dict[str, Any]) -> None:
    equal = json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True)
    if equal:
        assert _diff(old, new) == ()
    elif old != new:
        assert _diff(old, new) != ()


@given(documents)
def test_document_does_not_differ_from_itself(document: dict[str, Any]) -> None:
    assert _diff(document, deepcopy(document)) == ()


def test_large_documents_are_compared_without_hanging() -> None:
    old, new = wide_document(10_000), wide_document(10_000)
    for screen in new["views"]["outgoing-call"]:
        screen["elements"].reverse()
    with no_hang():
        assert all(change.kind == Kind.MOVED for change in _diff(old, new))


def test_one_change_in_a_large_document_is_one_change() -> None:
    new = large_document()
    new["views"]["outgoing-call"][10]["elements"][0]["data"]["html"] += "<p>x</p>"
    assert len(_diff(large_document(), new)) == 1
