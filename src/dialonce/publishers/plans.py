"""Publications that wait for their hour."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.publishers.interfaces import LONGEST_NOTE, add_version, read_interface, require_publishable
from dialonce.publishers.publisher import check_text
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.vault import Session


class Plan(msgspec.Struct, frozen=True):
    """A publication that waits; `planned_by` as the journal names people."""

    interface_id: UUID
    note: str
    due_at: datetime
    planned_by: str
    planned_at: datetime


class _Publisher(msgspec.Struct, frozen=True):
    publisher_id: UUID


class _Due(msgspec.Struct, frozen=True):
    interface_id: UUID
    document: str
    note: str


async def plan_publication(
    session: Session, interface_id: UUID, due_at: datetime, *, note: str = "", force: bool = False
) -> Plan:
    """Publish the draft as it is now, at `due_at`; an earlier plan for the interface is replaced.

    Later changes of the draft are not part of it. Raises `Invalid` for an hour that has passed, and as `publish_interface`.
    """
    if due_at <= session.now:
        raise Invalid(
            "Only a later hour can be planned for.", faults=(Fault("/due_at", "This hour has passed; publish now."),)
        )
    draft = await read_interface(session, interface_id)
    require_publishable(draft.draft, force=force)
    values = {
        "interface_id": interface_id,
        "publisher_id": session.publisher,
        "document": draft.draft,
        "note": check_text("/note", note, LONGEST_NOTE, least=0),
        "due_at": due_at,
        "planned_by": session.who.name,
        "now": session.now,
    }
    await execute(session.conn, "interface_edit.plan", values)
    return Plan(interface_id, note, due_at, session.who.name, session.now)


async def read_plan(session: Session, interface_id: UUID) -> Plan | None:
    """The publication that waits for this interface."""
    return await fetch_one(session.conn, "interface_edit.planned", {"interface_id": interface_id}, Plan)


async def list_plans(session: Session) -> list[Plan]:
    """Every publication that waits."""
    return await fetch_all(session.conn, "interface_edit.all_planned", {}, Plan)


async def cancel_plan(session: Session, interface_id: UUID) -> bool:
    """Whether there was one to cancel."""
    return await execute(session.conn, "interface_edit.unplan", {"interface_id": interface_id}) > 0


async def due_publishers(session: Session) -> list[UUID]:
    """The publishers among the session's for whom a publication is due."""
    rows = await fetch_all(session.conn, "interface_edit.due_publishers", {"now": session.now}, _Publisher)
    return [row.publisher_id for row in rows]


async def publish_due(session: Session) -> int:
    """Publish what is due in this publisher's session; how many interfaces."""
    due = await fetch_all(session.conn, "interface_edit.due", {"now": session.now}, _Due)
    for one in due:
        await add_version(session, one.interface_id, one.document, one.note)
    return len(due)
