"""Interfaces of one service in several languages."""

from uuid import UUID

from dialonce.errors import Conflict, Invalid
from dialonce.i18n import LOCALES
from dialonce.menus.edit import ChangeSettings, apply_operation
from dialonce.publishers.drafts import read_document
from dialonce.publishers.interfaces import InterfaceSummary, create_interface, list_interfaces, read_interface
from dialonce.storage.queries import execute
from dialonce.vault import Session


async def list_family(session: Session, interface_id: UUID) -> list[InterfaceSummary]:
    """The interface, what it translates, and what else translates that; the source first. `NotFound` without the interface."""
    source = _source(await read_interface(session, interface_id))
    found = [one for one in await list_interfaces(session) if _source(one) == source]
    return sorted(found, key=lambda one: (one.interface_id != source, one.culture))


async def create_translation(session: Session, interface_id: UUID, culture: str) -> InterfaceSummary:
    """A copy of the draft to translate, in another language. Raises `Conflict` when there is one in this language already."""
    if culture not in LOCALES:
        raise Invalid("Menus are translated into French or English.")
    draft = await read_interface(session, interface_id)
    if any(one.culture[:2] == culture for one in await list_family(session, interface_id)):
        raise Conflict("There is a menu in this language already.")
    own = ChangeSettings(members={"culture": culture})
    text = apply_operation(read_document(draft.draft), own).text
    made = await create_interface(session, text.encode(), name=f"{draft.name[:110]} ({culture})")
    await _set_twin(session, made.interface_id, _source(draft))
    return await read_interface(session, made.interface_id)


async def link_translation(session: Session, interface_id: UUID, source: UUID | None) -> None:
    """Say that an interface translates another one; None: it stands alone. Raises `Invalid` for one that has translations."""
    if source is not None:
        target = await read_interface(session, source)
        family = await list_family(session, interface_id)
        if source == interface_id or (len(family) > 1 and family[0].interface_id == interface_id):
            raise Invalid("This menu has translations itself; link them to it instead.")
        source = _source(target)
    await _set_twin(session, interface_id, source)


def _source(interface: InterfaceSummary) -> UUID:
    return interface.twin_of or interface.interface_id


async def _set_twin(session: Session, interface_id: UUID, source: UUID | None) -> None:
    values = {"interface_id": interface_id, "twin_of": source, "now": session.now}
    await execute(session.conn, "interface_edit.set_twin", values)
