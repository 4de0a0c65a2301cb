"""Editing drafts: every change is a revision that can be taken back, and nobody's change is overwritten unseen."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from dialonce.errors import Conflict, NotFound
from dialonce.menus import Interface, import_classic
from dialonce.menus.edit import (
    Clash,
    Edited,
    LogKind,
    LogLine,
    Operation,
    Reach,
    ReplaceDocument,
    apply_operation,
    apply_steps,
    operation_tag,
    reach_of,
    read_steps,
    relocate,
    write_steps,
)
from dialonce.publishers.interfaces import InterfaceDraft, InterfaceSummary, culture_of
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.vault import BoundedCache, Session

MOST_EDITS = 200
MOST_BYTES = 16 * 1024 * 1024
LONGEST_SUBJECT = 120
_FASTER = "The draft was changed since you read it. Read it again and make your change there."


class DraftEdit(msgspec.Struct, frozen=True):
    """One revision: what was done (`deed`, the operation's name) to what (`subject`), by whom, as the journal names them."""

    revision: int
    kind: LogKind
    of_revision: int | None
    deed: str
    subject: str
    editor: str
    edited_at: datetime


class Saved(msgspec.Struct, frozen=True):
    """What became of a change: the draft's revision now, and its text. `merged`: somebody else's changes were kept beside it."""

    revision: int
    interface: Interface
    operation: Operation | None = None
    merged: bool = False


class EditClash(Clash):
    """A `Clash`, with the draft as its editor saw it and as it is now, and what was done in between."""

    def __init__(self, clash: Clash, base: Interface, current: Interface, revision: int) -> None:
        super().__init__(clash.moved)
        self.base = base
        self.current = current
        self.revision = revision


class _Held(msgspec.Struct, frozen=True):
    draft: str
    draft_revision: int


class _Steps(msgspec.Struct, frozen=True):
    revision: int
    forward: str
    backward: str


_read: Final[BoundedCache[str, Interface]] = BoundedCache(16)


def read_document(text: str) -> Interface:
    """The interface that a stored document describes, read once as long as it is in use."""
    known = _read.get(text)
    if known is None:
        known = import_classic(text.encode())
        _read.put(text, known)
    return known


async def list_unpublished(session: Session) -> list[InterfaceSummary]:
    """The publisher's enabled interfaces whose draft says something else than what callers get, by name."""
    rows = await fetch_all(session.conn, "interface.unpublished", {}, _Unpublished)
    return [row for row in rows if row.published is None or await asyncio.to_thread(_differ, row.draft, row.published)]


class _Unpublished(InterfaceDraft, frozen=True):
    published: str | None


def _differ(draft: str, published: str) -> bool:
    return read_document(draft).raw != read_document(published).raw


async def edit_draft(
    session: Session,
    interface_id: UUID,
    operation: Operation,
    *,
    revision: int,
    subject: str = "",
    insist: bool = False,
) -> Saved:
    """Do it to the draft; `revision` is the one that the editor saw.

    What others changed elsewhere in the meantime stays. Raises `EditClash` where they changed the same thing, unless `insist`;
    `Conflict` when what the editor saw is too long ago to tell; else what `apply_operation` raises.
    """
    held = await _hold(session, interface_id)
    current = await asyncio.to_thread(read_document, held.draft)
    moved = operation
    if held.draft_revision != revision:
        base = await _draft_of(session, interface_id, held, revision)
        try:
            moved = relocate(operation, base, current, insist=insist)
        except Clash as clash:
            raise EditClash(clash, base, current, held.draft_revision) from None
    edited = await asyncio.to_thread(apply_operation, current, moved)
    if not edited.forward:
        return Saved(held.draft_revision, current, moved)
    entry = _Entry("edit", None, operation_tag(operation), subject)
    saved = await _save(session, interface_id, held, edited, entry)
    return Saved(saved, edited.interface, moved, merged=held.draft_revision != revision)


async def undo_draft(session: Session, interface_id: UUID, *, revision: int) -> Saved:
    """Take the last change back that was not taken back yet. Raises `Conflict` unless the draft is at `revision`, `NotFound`
    when there is nothing to undo.
    """
    return await _go(session, interface_id, "undo", revision)


async def redo_draft(session: Session, interface_id: UUID, *, revision: int) -> Saved:
    """Do again what was undone last. Raises as `undo_draft` does."""
    return await _go(session, interface_id, "redo", revision)


async def _go(session: Session, interface_id: UUID, kind: LogKind, revision: int) -> Saved:
    held = await _hold(session, interface_id)
    if held.draft_revision != revision:
        raise Conflict(_FASTER)
    log = await list_edits(session, interface_id)
    reach = reach_of_edits(log)
    of = reach.undo if kind == "undo" else reach.redo
    if of is None:
        raise NotFound("There is nothing to undo." if kind == "undo" else "There is nothing to do again.")
    (row,) = await _rows(session, "interface_edit.steps", interface_id, of)
    steps = read_steps(row.backward if kind == "undo" else row.forward)
    edited = await asyncio.to_thread(apply_steps, read_document(held.draft), steps)
    done = next(edit for edit in log if edit.revision == of)
    saved = await _save(session, interface_id, held, edited, _Entry(kind, of, done.deed, done.subject))
    return Saved(saved, edited.interface)


async def replace_draft(session: Session, interface_id: UUID, document: bytes, *, revision: int) -> int:
    """Put another text in place of the draft of `revision`; the new revision. `Conflict` when somebody else was faster."""
    interface = import_classic(document)
    held = await _hold(session, interface_id)
    if held.draft_revision != revision:
        raise Conflict(_FASTER)
    operation = ReplaceDocument(document=interface.raw)
    steps = apply_operation(read_document(held.draft), operation)
    edited = Edited(interface, document.decode("utf-8-sig"), steps.forward, steps.backward)
    return await _save(session, interface_id, held, edited, _Entry("edit", None, operation_tag(operation), ""))


async def list_edits(session: Session, interface_id: UUID) -> list[DraftEdit]:
    """What was done to the draft, oldest first; only the newest edits are kept."""
    return await fetch_all(session.conn, "interface_edit.log", {"interface_id": interface_id}, DraftEdit)


def reach_of_edits(edits: Sequence[DraftEdit]) -> Reach:
    """What can be undone and redone."""
    return reach_of(LogLine(edit.revision, edit.kind, edit.of_revision) for edit in edits)


class _Entry(msgspec.Struct, frozen=True):
    kind: LogKind
    of: int | None
    deed: str
    subject: str


async def _hold(session: Session, interface_id: UUID) -> _Held:
    held = await fetch_one(session.conn, "interface_edit.draft", {"interface_id": interface_id}, _Held)
    if held is None:
        raise NotFound("There is no such interface.")
    return held


async def _draft_of(session: Session, interface_id: UUID, held: _Held, revision: int) -> Interface:
    """The draft as it was at an earlier revision."""
    rows = await _rows(session, "interface_edit.steps_since", interface_id, revision)
    if len(rows) != held.draft_revision - revision:
        raise Conflict(_FASTER)
    steps = tuple(step for row in rows for step in read_steps(row.backward))
    return apply_steps(read_document(held.draft), steps).interface


async def _rows(session: Session, query: str, interface_id: UUID, revision: int) -> list[_Steps]:
    return await fetch_all(session.conn, query, {"interface_id": interface_id, "revision": revision}, _Steps)


async def _save(session: Session, interface_id: UUID, held: _Held, edited: Edited, entry: _Entry) -> int:
    revision = held.draft_revision + 1
    same: dict[str, object] = {"interface_id": interface_id, "revision": revision, "now": session.now}
    text = {"draft": edited.text, "culture": culture_of(session, edited.interface)}
    await execute(session.conn, "interface_edit.put", {**same, **text})
    told = {
        "publisher_id": session.publisher,
        "kind": entry.kind,
        "of_revision": entry.of,
        "deed": entry.deed,
        "subject": entry.subject[:LONGEST_SUBJECT],
        "forward": write_steps(edited.forward),
        "backward": write_steps(edited.backward),
        "editor": session.who.name,
    }
    await execute(session.conn, "interface_edit.add", {**same, **told})
    bounds = {"interface_id": interface_id, "most": MOST_EDITS, "most_bytes": MOST_BYTES}
    await execute(session.conn, "interface_edit.forget", bounds)
    _read.put(edited.text, edited.interface)
    return revision
