"""Operations on the document as a whole, as steps."""

from collections.abc import Iterator

from dialonce.errors import Conflict, Fault, Invalid
from dialonce.menus.edit.operation import ChangeSettings, ReplaceDocument, ReplaceTexts
from dialonce.menus.edit.patch import Put, Step, member_at
from dialonce.menus.edit.spot import set_member
from dialonce.menus.model import Interface
from dialonce.menus.scalars import as_text

_SETTINGS = frozenset(("name", "culture", "logo", "styles", "phoneNumbers", "enabled"))


def change_settings(interface: Interface, operation: ChangeSettings) -> Iterator[Step]:
    wrong = sorted(operation.members.keys() - _SETTINGS)
    if wrong:
        raise Invalid("These settings do not exist.", faults=tuple(Fault(one, "") for one in wrong))
    for member, value in operation.members.items():
        yield from set_member(interface.raw, f"/{member}", value)


def replace_texts(interface: Interface, operation: ReplaceTexts) -> Iterator[Step]:
    """A text that is absent counts as empty. Raises Conflict when a text is not what it was when the change was made up."""
    for change in operation.changes:
        found = _text_at(interface, change.pointer)
        if found is None or as_text(found) != change.before:
            raise Conflict("A text to be replaced was changed meanwhile. Search again.")
        if change.after != change.before:
            yield from set_member(interface.raw, change.pointer, change.after)


def _text_at(interface: Interface, pointer: str) -> str | float | None:
    """The text or number at the pointer, empty where nothing is; None where something else is."""
    try:
        found = member_at(interface.raw, pointer)
    except (LookupError, TypeError, ValueError):
        return ""
    if found is None:
        return ""
    return found if isinstance(found, str | int | float) else None


def replace_document(interface: Interface, operation: ReplaceDocument) -> Iterator[Step]:
    if operation.document != interface.raw:
        yield Put("", operation.document)
