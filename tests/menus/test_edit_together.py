"""Two people edit at once: what the one did elsewhere stays, what both touched is a clash."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import DialOnceError
from dialonce.menus import Interface
from dialonce.menus.edit import (
    AddElement,
    AddScreen,
    ChangeElement,
    ChangeScreen,
    ChangeSettings,
    Clash,
    ElementKind,
    LogLine,
    MoveElement,
    Operation,
    Reach,
    RemoveElement,
    RemoveScreen,
    ReplaceDocument,
    apply_operation,
    reach_of,
    relocate,
)
from tests.menus.edits import operations
from tests.menus.strategies import documents
from tests.menus.test_edit import labels, read, small


def after(interface: Interface, *operations: Operation) -> Interface:
    for operation in operations:
        interface = apply_operation(interface, operation).interface
    return interface


def rename(element: int, label: str, screen: int = 0) -> ChangeElement:
    return ChangeElement(screen=screen, element=element, members={"data/label": label})


def test_changes_of_different_things_are_both_kept() -> None:
    base = read(small())
    theirs = after(base, RemoveElement(screen=0, element=0), AddScreen(id="c", name="Neuf", address="9", at=0))
    mine = relocate(rename(1, "Mien"), base, theirs)
    assert labels(after(theirs, mine), 1) == ["Mien", "Trois"]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (rename(1, "Leur"), rename(1, "Mien")),
        (rename(1, "Leur"), RemoveElement(screen=0, element=1)),
        (rename(1, "Leur"), RemoveScreen(screen=0)),
        (ChangeScreen(screen=0, name="Leur"), ChangeScreen(screen=0, name="Mien")),
        (ChangeSettings(members={"name": "Leur"}), ChangeSettings(members={"name": "Mien"})),
        (rename(1, "Leur"), ReplaceDocument(document={"name": "Autre"})),
    ],
)
def test_changes_of_one_thing_clash_and_the_later_one_may_insist(theirs: Operation, mine: Operation) -> None:
    base = read(small())
    current = after(base, theirs)
    with pytest.raises(Clash) as clash:
        relocate(mine, base, current)
    assert clash.value.moved is not None
    insisted = relocate(mine, base, current, insist=True)
    assert after(current, insisted).raw == after(base, mine).raw


@pytest.mark.parametrize("gone", [RemoveElement(screen=0, element=1), RemoveScreen(screen=0)])
def test_what_is_gone_stays_gone(gone: Operation) -> None:
    base = read(small())
    with pytest.raises(Clash) as clash:
        relocate(rename(1, "Mien"), base, after(base, gone), insist=True)
    assert clash.value.moved is None


def test_moving_and_adding_are_never_in_the_way() -> None:
    base = read(small())
    current = after(base, rename(2, "Leur"))
    move = relocate(MoveElement(screen=0, element=2, to=0), base, current)
    add = relocate(AddElement(screen=0, kind=ElementKind.TEXT), base, current)
    assert labels(after(current, move, add)) == ["Leur", "Un", "Deux", "Text"]


@given(documents, st.data())
def test_nothing_happened_meanwhile_is_nothing_to_carry_over(document: dict[str, Any], data: st.DataObject) -> None:
    interface = read(document)
    operation = data.draw(operations(interface))
    try:
        apply_operation(interface, operation)
    except DialOnceError:
        return
    assert relocate(operation, interface, interface) == operation


def lines(*kinds: tuple[str, int | None]) -> list[LogLine]:
    return [LogLine(number, kind, of) for number, (kind, of) in enumerate(kinds, 2)]  # type: ignore[arg-type]


def test_undo_goes_back_change_by_change_and_redo_forth() -> None:
    edit = ("edit", None)
    assert reach_of([]) == Reach()
    assert reach_of(lines(edit, edit)) == Reach(undo=3)
    assert reach_of(lines(edit, edit, ("undo", 3))) == Reach(undo=2, redo=3)
    assert reach_of(lines(edit, edit, ("undo", 3), ("undo", 2))) == Reach(redo=2)
    assert reach_of(lines(edit, edit, ("undo", 3), ("undo", 2), ("redo", 2))) == Reach(undo=2, redo=3)
    assert reach_of(lines(edit, edit, ("undo", 3), edit)) == Reach(undo=5)


def test_log_that_lost_its_beginning_undoes_what_it_still_knows() -> None:
    whole = lines(("edit", None), ("edit", None), ("undo", 3), ("edit", None), ("undo", 5))
    assert reach_of(whole[1:]) == Reach(redo=5)
    assert reach_of(whole[2:]) == Reach(redo=5)
