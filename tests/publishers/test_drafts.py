"""Drafts as editors work on them: undo and redo on the server, and two editors at once."""

import asyncio
from uuid import UUID

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Conflict, NotFound
from dialonce.menus import OUTGOING_CALL
from dialonce.menus.edit import AddScreen, ChangeScreen, RemoveScreen, ReplaceDocument
from dialonce.publishers import (
    EditClash,
    create_interface,
    drafts,
    edit_draft,
    list_edits,
    read_interface,
    redo_draft,
    replace_draft,
    undo_draft,
)
from dialonce.vault import SYSTEM, Who
from tests.house_of import Furnished, furnish
from tests.publishers.test_interfaces import document

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


async def opened(running: Running, house: Furnished, name: str) -> UUID:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        return (await create_interface(session, document(name))).interface_id


async def titles(running: Running, house: Furnished, interface_id: UUID) -> list[str]:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        draft = await read_interface(session, interface_id)
    return [screen.name for screen in drafts.read_document(draft.draft).views[OUTGOING_CALL].screens]


async def test_changes_are_undone_and_done_again_in_order(running: Running, house: Furnished) -> None:
    made = await opened(running, house, "Annuler")
    async with running.parts.vault.session([house.publisher_id], Who("staff:1")) as session:
        for revision, name in ((1, "Un"), (2, "Deux")):
            saved = await edit_draft(session, made, ChangeScreen(screen=0, name=name), revision=revision, subject=name)
        assert (await undo_draft(session, made, revision=saved.revision)).revision == 4
        assert await titles_in(session, made) == ["Un"]
        await undo_draft(session, made, revision=4)
        assert await titles_in(session, made) == ["Accueil"]
        with pytest.raises(NotFound):
            await undo_draft(session, made, revision=5)
        await redo_draft(session, made, revision=5)
        await redo_draft(session, made, revision=6)
        assert await titles_in(session, made) == ["Deux"]
        with pytest.raises(NotFound):
            await redo_draft(session, made, revision=7)
        log = await list_edits(session, made)
    assert [(edit.kind, edit.subject) for edit in log] == [
        ("edit", "Un"),
        ("edit", "Deux"),
        ("undo", "Deux"),
        ("undo", "Un"),
        ("redo", "Un"),
        ("redo", "Deux"),
    ]
    assert {edit.editor for edit in log} == {"staff:1"}


async def titles_in(session: object, interface_id: UUID) -> list[str]:
    draft = await read_interface(session, interface_id)  # type: ignore[arg-type]
    return [screen.name for screen in drafts.read_document(draft.draft).views[OUTGOING_CALL].screens]


async def test_editors_of_different_screens_both_keep_their_work(running: Running, house: Furnished) -> None:
    made = await opened(running, house, "Ensemble")
    vault = running.parts.vault

    async def add(number: int) -> None:
        async with vault.session([house.publisher_id], Who(f"staff:{number}")) as session:
            await edit_draft(session, made, AddScreen(id="x", name=f"N{number}", address=str(number)), revision=1)

    await asyncio.gather(*(add(number) for number in range(10, 16)))
    assert set(await titles(running, house, made)) == {"Accueil", *(f"N{number}" for number in range(10, 16))}


async def test_editors_of_one_screen_are_told_and_nothing_is_overwritten(running: Running, house: Furnished) -> None:
    made = await opened(running, house, "Même")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await edit_draft(session, made, ChangeScreen(screen=0, name="Leur"), revision=1)
        with pytest.raises(EditClash) as clash:
            await edit_draft(session, made, ChangeScreen(screen=0, name="Mien"), revision=1)
        assert clash.value.base.views[OUTGOING_CALL].screens[0].name == "Accueil"
        assert clash.value.current.views[OUTGOING_CALL].screens[0].name == "Leur"
        assert await titles_in(session, made) == ["Leur"]
        mine = ChangeScreen(screen=0, name="Mien")
        saved = await edit_draft(session, made, mine, revision=1, insist=True)
        assert (saved.merged, await titles_in(session, made)) == (True, ["Mien"])
        with pytest.raises(Conflict):
            await undo_draft(session, made, revision=2)


async def test_replaced_draft_can_be_undone_too(running: Running, house: Furnished) -> None:
    made = await opened(running, house, "Remplacé")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        assert await replace_draft(session, made, document("Autre"), revision=1) == 2
        with pytest.raises(Conflict):
            await replace_draft(session, made, document("Encore"), revision=1)
        await undo_draft(session, made, revision=2)
        assert drafts.read_document((await read_interface(session, made)).draft).name == "Remplacé"


async def test_change_that_changes_nothing_is_no_revision(running: Running, house: Furnished) -> None:
    made = await opened(running, house, "Rien")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        saved = await edit_draft(session, made, ChangeScreen(screen=0, name="Accueil"), revision=1)
        assert (saved.revision, await list_edits(session, made)) == (1, [])


async def test_only_the_newest_changes_are_kept(
    running: Running, house: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_EDITS", 3)
    made = await opened(running, house, "Borné")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        for revision in range(1, 6):
            await edit_draft(session, made, ChangeScreen(screen=0, name=f"N{revision}"), revision=revision)
        assert [edit.revision for edit in await list_edits(session, made)] == [4, 5, 6]
        with pytest.raises(Conflict):
            await edit_draft(session, made, RemoveScreen(screen=0), revision=1)


async def test_heavy_changes_are_kept_up_to_so_many_bytes(
    running: Running, house: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_BYTES", 600)
    made = await opened(running, house, "Lourd")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        for revision in range(1, 5):
            other = ReplaceDocument(document={"name": f"N{revision}", "views": {OUTGOING_CALL: []}})
            await edit_draft(session, made, other, revision=revision)
        assert len(await list_edits(session, made)) < 4


async def test_draft_of_another_publisher_is_not_found(running: Running, house: Furnished) -> None:
    made = await opened(running, house, "Secret")
    other = await furnish(running, name="Autre", number="+33199001002")
    async with running.parts.vault.session([other.publisher_id], SYSTEM) as session:
        for asking in (
            edit_draft(session, made, RemoveScreen(screen=0), revision=1),
            undo_draft(session, made, revision=1),
            replace_draft(session, made, document("x"), revision=1),
        ):
            with pytest.raises(NotFound):
                await asking
        assert await list_edits(session, made) == []
