"""Doing and undoing: what was done can be taken back without a trace, and what comes out can always be imported."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialonce.errors import Conflict, DialOnceError, Invalid, NotFound
from dialonce.menus import OUTGOING_CALL, Interface, check_interface, import_classic
from dialonce.menus.edit import (
    AddElement,
    AddField,
    AddScreen,
    ChangeElement,
    ChangeScreen,
    ChangeSettings,
    DuplicateElement,
    ElementKind,
    MoveElement,
    PasteElement,
    RemoveElement,
    RemoveScreen,
    ReplaceDocument,
    ReplaceTexts,
    SendElement,
    TextChange,
    apply_operation,
    apply_steps,
    free_address,
    member_at,
    operation_tag,
    read_steps,
    write_steps,
)
from dialonce.menus.graph import in_showing_order
from tests.menus.documents import as_bytes, large_document
from tests.menus.edits import operations
from tests.menus.strategies import documents


def written(document: Any) -> str:
    return json.dumps(document, ensure_ascii=True)


def read(document: Any) -> Interface:
    return import_classic(as_bytes(document))


def labels(interface: Interface, screen: int = 0) -> list[str]:
    shown = in_showing_order(interface.views[OUTGOING_CALL].screens[screen])
    return [getattr(element.content, "label", type(element.content).__name__) for element in shown]


def button(label: str, value: Any = None, **members: Any) -> dict[str, Any]:
    data = {"label": label} | ({} if value is None else {"value": value})
    return {"templateType": "button", "data": data, **members}


def small(**members: Any) -> dict[str, Any]:
    screens = [
        {"id": "a", "name": "Accueil", "order": 1, "elements": [button("Un", 2), button("Deux", "2"), button("Trois")]},
        {"id": "b", "name": "Deux", "order": 2, "elements": []},
    ]
    return {"name": "Petit", "views": {OUTGOING_CALL: screens}, **members}


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_is_done_can_be_undone_and_done_again(data: st.DataObject) -> None:
    interface = read(data.draw(documents))
    done: list[tuple[str, Any]] = []
    for _ in range(data.draw(st.integers(1, 5))):
        try:
            edited = apply_operation(interface, data.draw(operations(interface)))
        except DialOnceError:
            continue
        assert import_classic(edited.text.encode()).raw == edited.interface.raw
        done.append((written(interface.raw), edited))
        interface = edited.interface
    for before, edited in reversed(done):
        undone = apply_steps(edited.interface, read_steps(write_steps(edited.backward)))
        assert written(undone.interface.raw) == before
        again = apply_steps(undone.interface, read_steps(write_steps(edited.forward)))
        assert written(again.interface.raw) == written(edited.interface.raw)


@given(documents, st.data())
@settings(max_examples=100, deadline=None)
def test_given_document_stays_as_it_was(document: dict[str, Any], data: st.DataObject) -> None:
    interface = read(document)
    before = written(interface.raw)
    with contextlib.suppress(DialOnceError):
        apply_operation(interface, data.draw(operations(interface)))
    assert written(interface.raw) == before


def test_new_screen_brings_its_event_and_a_number_as_address() -> None:
    made = apply_operation(read({"name": "Vide"}), AddScreen(id="x", name="Accueil", address="1")).interface
    assert made.raw["views"] == {OUTGOING_CALL: [{"id": "x", "name": "Accueil", "order": 1, "elements": []}]}


def test_taken_address_is_refused() -> None:
    with pytest.raises(Conflict):
        apply_operation(read(small()), AddScreen(id="x", name="Encore", address="2"))
    with pytest.raises(Invalid):
        apply_operation(read(small()), AddScreen(id="x", name="Nulle part", address=" "))


def test_free_address_is_the_smallest_that_nobody_has() -> None:
    view = read(small()).views[OUTGOING_CALL]
    assert (free_address(None), free_address(view), free_address(view, near=1)) == ("1", "3", "3")


def test_ways_and_goals_follow_a_changed_address() -> None:
    goals = {"Vu": [{"view": {"val": ["2", 2, "3"], "should": True}}], "Motif": [{"view": {"val": "/2/"}}]}
    given = button("Partagé", "1", variables=None) | {
        "data": {"label": "x", "value": "1", "variables": {"viewContext": {"button_s": {"value": "2"}}}}
    }
    document = small(rules=goals)
    document["views"][OUTGOING_CALL][1]["elements"] = [button("Suite", 1, id="s"), given]
    made = apply_operation(read(document), ChangeScreen(screen=1, address="20")).interface
    first, second = made.raw["views"][OUTGOING_CALL]
    assert [one["data"].get("value") for one in first["elements"]] == [20, "20", None]
    assert second["order"] == 20
    assert second["elements"][1]["data"]["variables"]["viewContext"]["button_s"]["value"] == "20"
    assert made.raw["rules"] == {
        "Vu": [{"view": {"val": ["20", 20, "3"], "should": True}}],
        "Motif": [{"view": {"val": "/2/"}}],
    }


def test_renaming_a_screen_changes_nothing_else() -> None:
    edited = apply_operation(read(small()), ChangeScreen(screen=1, name="Deuxième", address="2"))
    assert [step.pointer for step in edited.forward] == [f"/views/{OUTGOING_CALL}/1/name"]


def test_elements_without_order_move_in_the_document() -> None:
    made = apply_operation(read(small()), MoveElement(screen=0, element=2, to=0)).interface
    assert labels(made) == ["Trois", "Un", "Deux"]
    assert "order" not in made.raw["views"][OUTGOING_CALL][0]["elements"][0]


def test_elements_with_order_are_numbered_anew() -> None:
    document = small()
    for element, order in zip(document["views"][OUTGOING_CALL][0]["elements"], (30, "10", None), strict=True):
        element["order"] = order
    interface = read(document)
    assert labels(interface) == ["Trois", "Deux", "Un"]
    made = apply_operation(interface, MoveElement(screen=0, element=0, to=0)).interface
    assert labels(made) == ["Un", "Trois", "Deux"]
    assert [one["order"] for one in made.raw["views"][OUTGOING_CALL][0]["elements"]] == [1, 2, 3]


def test_new_element_comes_where_it_was_wanted() -> None:
    operation = AddElement(screen=0, kind=ElementKind.BUTTON, at=1, text="Nouveau", target="2")
    made = apply_operation(read(small()), operation).interface
    assert labels(made) == ["Un", "Nouveau", "Deux", "Trois"]


@pytest.mark.parametrize("kind", ElementKind)
def test_every_new_kind_is_known_to_the_import(kind: ElementKind) -> None:
    made = apply_operation(read(small()), AddElement(screen=1, kind=kind, text="Mots")).interface
    codes = {finding.code for finding in check_interface(made)}
    assert "unknown-template" not in codes


def test_copy_of_an_element_stands_behind_it_without_its_id() -> None:
    document = small()
    document["views"][OUTGOING_CALL][0]["elements"][0]["id"] = "shared"
    made = apply_operation(read(document), DuplicateElement(screen=0, element=0)).interface
    assert labels(made) == ["Un", "Un", "Deux", "Trois"]
    assert [element.id for element in made.views[OUTGOING_CALL].screens[0].elements[:2]] == ["shared", None]


def test_element_sent_to_another_screen_is_last_there() -> None:
    made = apply_operation(read(small()), SendElement(screen=0, element=0, to_screen=1)).interface
    assert labels(made) == ["Deux", "Trois"]
    assert labels(made, 1) == ["Un"]


def test_unchanged_members_and_numbers_stay_as_they_were_written() -> None:
    same = ChangeElement(screen=0, element=0, members={"data/label": "Un", "data/value": "2", "condition": None})
    assert apply_operation(read(small()), same).forward == ()
    other = apply_operation(read(small()), ChangeElement(screen=0, element=0, members={"data/value": "1"})).interface
    assert member_at(other.raw, f"/views/{OUTGOING_CALL}/0/elements/0/data/value") == 1


def test_members_that_editors_have_no_business_with_are_refused() -> None:
    for member in ("id", "templateType", "data", "data/code", "x", "data/fields/0"):
        with pytest.raises(Invalid):
            apply_operation(read(small()), ChangeElement(screen=0, element=0, members={member: "x"}))
    with pytest.raises(Invalid):
        apply_operation(read(small()), ChangeSettings(members={"views": {}}))


def test_fields_are_made_changed_and_taken_away() -> None:
    interface = apply_operation(
        read(small()), AddElement(screen=1, kind=ElementKind.FORM, text="Votre message")
    ).interface
    interface = apply_operation(interface, AddField(screen=1, element=0, name="mail", title="E-mail")).interface
    change = ChangeElement(screen=1, element=0, members={"data/fields/1/type/view": "textarea"})
    fields = apply_operation(interface, change).interface.raw["views"][OUTGOING_CALL][1]["elements"][0]["data"][
        "fields"
    ]
    assert [(field["name"], field["type"]["view"]) for field in fields] == [("message", "input"), ("mail", "textarea")]
    with pytest.raises(NotFound):
        apply_operation(interface, ChangeElement(screen=1, element=0, members={"data/fields/2/title": "x"}))


def test_text_that_reads_otherwise_by_now_is_not_replaced() -> None:
    pointer = f"/views/{OUTGOING_CALL}/0/elements/0/data"
    made = apply_operation(
        read(small()),
        ReplaceTexts(changes=(TextChange(f"{pointer}/label", "Un", "One"), TextChange(f"{pointer}/value", "2", "20"))),
    ).interface
    assert member_at(made.raw, pointer) == {"label": "One", "value": 20}
    with pytest.raises(Conflict):
        apply_operation(made, ReplaceTexts(changes=(TextChange(f"{pointer}/label", "Un", "One"),)))


@pytest.mark.parametrize("operation", [RemoveScreen(screen=9), RemoveElement(screen=0, element=9)])
def test_what_is_not_there_is_not_found(operation: Any) -> None:
    with pytest.raises(NotFound):
        apply_operation(read(small()), operation)


def test_document_that_would_be_none_is_refused() -> None:
    for document in ([], {"views": {OUTGOING_CALL: [{"elements": [1]}]}}, {"name": "\ud800"}, {"name": "\x00"}):
        with pytest.raises(Invalid):
            apply_operation(read(small()), ReplaceDocument(document=document))
    with pytest.raises(Invalid):
        apply_operation(read(small()), PasteElement(screen=0, raw="x"))


def test_change_in_a_large_document_shares_what_it_does_not_touch() -> None:
    interface = read(large_document())
    edited = apply_operation(interface, ChangeScreen(screen=10, name="Autre"))
    assert len(write_steps(edited.forward)) < 200
    assert operation_tag(ChangeScreen(screen=10)) == "change-screen"
