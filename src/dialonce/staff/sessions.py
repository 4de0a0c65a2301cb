"""Sessions of the staff: on the server, each listed and revocable, over after idling or after a day's work."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import NotFound
from dialonce.staff.desk import Desk
from dialonce.staff.member import Member, read_self
from dialonce.staff.ticket import new_ticket, read_ticket
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.vault import SYSTEM, Session, Who

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
TOUCH = timedelta(minutes=1)
LONGEST_DEVICE = 60


class StaffSession(msgspec.Struct, frozen=True):
    """One running session. `device` is a browser and a system in words; no address is kept."""

    session_id: UUID
    staff_id: UUID
    second_factor: bool
    device: str
    created_at: datetime
    seen_at: datetime


class SignedIn(msgspec.Struct, frozen=True):
    """Somebody who shows a ticket that holds."""

    member: Member
    session: StaffSession


async def open_session(session: Session, staff_id: UUID, *, second_factor: bool, device: str = "") -> str:
    """Begin a session of a member; its ticket, shown this once."""
    text, ticket = new_ticket(session.publisher)
    values = {
        "session_id": uuid4(),
        "publisher_id": session.publisher,
        "staff_id": staff_id,
        "digest": ticket.digest,
        "second_factor": second_factor,
        "device": device[:LONGEST_DEVICE],
        "now": session.now,
    }
    await execute(session.conn, "staff_session.add", values)
    return text


async def find_session(desk: Desk, text: str) -> SignedIn | None:
    """Who shows this ticket, asked of the database each time: whoever left or was signed out is out at once, everywhere."""
    ticket = read_ticket(text)
    if ticket is None:
        return None
    async with desk.vault.session([ticket.tenant], SYSTEM) as session:
        found = await fetch_one(
            session.conn, "staff_session.by_digest", {"digest": ticket.digest, **_limits(session.now)}, StaffSession
        )
        if found is None:
            return None
        if session.now - found.seen_at > TOUCH:
            await execute(session.conn, "staff_session.touch", {"session_id": found.session_id, "now": session.now})
        return SignedIn(await read_self(session, found.staff_id), found)


def _limits(now: datetime) -> dict[str, object]:
    return {"idle_since": now - IDLE, "oldest": now - LONGEST}


async def list_sessions(session: Session, staff_id: UUID) -> list[StaffSession]:
    """The running sessions of a member, the most recent first."""
    values = {"staff_id": staff_id, **_limits(session.now)}
    return await fetch_all(session.conn, "staff_session.of_staff", values, StaffSession)


async def end_session(session: Session, staff_id: UUID, session_id: UUID) -> None:
    """End one session of a member. Raises `NotFound`."""
    values = {"staff_id": staff_id, "session_id": session_id, "now": session.now}
    if not await execute(session.conn, "staff_session.end", values):
        raise NotFound("There is no such session, or it is over already.")


async def end_other_sessions(session: Session, staff_id: UUID, kept: UUID) -> int:
    """End every session of a member but the one `kept`; how many."""
    values = {"staff_id": staff_id, "session_id": kept, "now": session.now}
    return await execute(session.conn, "staff_session.end_others", values)


async def renew_session(desk: Desk, signed_in: SignedIn, *, second_factor: bool) -> str:
    """Put a new session in the place of an old one once more is proved; its ticket."""
    member, old = signed_in.member, signed_in.session
    async with desk.vault.session([member.publisher_id], Who(f"staff:{member.staff_id}")) as session:
        await execute(
            session.conn,
            "staff_session.end",
            {"staff_id": member.staff_id, "session_id": old.session_id, "now": session.now},
        )
        return await open_session(session, member.staff_id, second_factor=second_factor, device=old.device)
