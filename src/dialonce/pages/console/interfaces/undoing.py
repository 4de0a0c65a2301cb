"""What can be undone and done again, in words."""

from collections.abc import Sequence

from msgspec import Struct

from dialonce.pages.console.interfaces.desk import Desk
from dialonce.publishers import DraftEdit, reach_of_edits


class UndoView(Struct, frozen=True):
    """The next change to undo and to do again, None where there is none; `recent` is the history, newest first."""

    undo: str | None
    redo: str | None
    recent: tuple["EditLine", ...]


class EditLine(Struct, frozen=True):
    """One change: what, by whom, and when (written out by the template)."""

    what: str
    who: str
    edit: DraftEdit


def undo_view(desk: Desk, edits: Sequence[DraftEdit]) -> UndoView:
    reach = reach_of_edits(edits)
    by_revision = {edit.revision: edit for edit in edits}
    return UndoView(
        undo=did(desk, by_revision[reach.undo]) if reach.undo is not None else None,
        redo=did(desk, by_revision[reach.redo]) if reach.redo is not None else None,
        recent=tuple(EditLine(_line(desk, edit), whose(desk, edit.editor), edit) for edit in reversed(edits[-30:])),
    )


def did(desk: Desk, edit: DraftEdit) -> str:
    """The deed and its subject, such as “Change an element: Pay”."""
    deed = desk.t(f"editor.did_{edit.deed.replace('-', '_')}")
    return f"{deed} – {edit.subject}" if edit.subject else deed


def _line(desk: Desk, edit: DraftEdit) -> str:
    if edit.kind == "edit":
        return did(desk, edit)
    return desk.t(f"editor.log_{edit.kind}", what=did(desk, edit))


def whose(desk: Desk, editor: str) -> str:
    """Who did it, as far as an editor need know: themselves, a colleague, or a program."""
    if editor == desk.at_work.who.name:
        return desk.t("editor.by_you")
    return desk.t("editor.by_colleague") if editor.startswith("staff:") else desk.t("editor.by_program")
