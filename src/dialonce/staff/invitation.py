"""Inviting people, and what becomes of their accounts: accepting, another role, leaving."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.errors import Fault, Forbidden, Invalid, NotFound
from dialonce.policy import Action
from dialonce.staff.desk import OPERATOR, Desk, account_index, canonical_email
from dialonce.staff.leave import require_leave
from dialonce.staff.member import TABLE, Member, Secret, keep_secret, private_of, read_self
from dialonce.staff.password import check_password, hash_password
from dialonce.staff.roles import Role
from dialonce.staff.ticket import new_ticket, read_ticket
from dialonce.storage.queries import execute, fetch_one
from dialonce.storage.violations import conflict_when_taken
from dialonce.vault import Session, Who, new_person, seal_person

INVITATION_LIFE = timedelta(days=7)
LONGEST_NAME = 80


class Invited(msgspec.Struct, frozen=True):
    """An account that waits for its owner; `ticket` leads to it, and is shown this once."""

    staff_id: UUID
    email: str
    ticket: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"Invited({self.staff_id})"


class _Waiting(msgspec.Struct, frozen=True):
    staff_id: UUID
    expires_at: datetime


async def invite_staff(session: Session, desk: Desk, name: str, email: str, role: Role) -> Invited:
    """Make an account for somebody and an invitation to it. Raises `Invalid`, or `Conflict` when they have an account."""
    _check_place(session.publisher, role)
    name, email = _check_name(name), canonical_email(email)
    permit = require_leave(session, Action.COLLECT)
    person = await new_person(session, permit)
    values = {
        "staff_id": person.subject_id,
        "publisher_id": session.publisher,
        "account": account_index(desk, email),
        "role": role.value,
        "now": session.now,
        "sealed": await seal_person(session, permit, TABLE, person.subject_id, private_of(name, email, Secret())),
    }
    with conflict_when_taken("Somebody has an account with this e-mail address already."):
        await execute(session.conn, "staff.add", values)
    return await _invitation(session, person.subject_id, email)


async def invite_again(session: Session, staff_id: UUID) -> Invited:
    """A new invitation to an account; older ones end. Raises `NotFound`, also for who left.

    Of who had joined, password, factors and sessions end at once: that is how somebody gets in again who lost them.
    """
    member = await read_self(session, staff_id)
    if member.left_at is not None:
        raise NotFound("There is no such member of the staff, or they left.")
    ending = {"staff_id": staff_id, "now": session.now}
    await execute(session.conn, "staff_invitation.use", ending)
    if member.joined_at is not None:
        await keep_secret(session, staff_id, password="", totp=b"", totp_step=0, recovery=())
        await execute(session.conn, "staff_passkey.remove_all", ending)
        await execute(session.conn, "staff_session.end_all", ending)
    return await _invitation(session, staff_id, member.email)


async def _invitation(session: Session, staff_id: UUID, email: str) -> Invited:
    text, ticket = new_ticket(session.publisher)
    invited = Invited(staff_id, email, text, session.now + INVITATION_LIFE)
    values = {"digest": ticket.digest, "publisher_id": session.publisher, "staff_id": staff_id, "now": session.now}
    await execute(session.conn, "staff_invitation.add", {**values, "expires_at": invited.expires_at})
    return invited


async def find_invitation(desk: Desk, text: str) -> Member:
    """Whom an invitation is for. Raises `NotFound` when it was used, is over, or never was."""
    ticket = read_ticket(text)
    if ticket is not None:
        async with desk.vault.session([ticket.tenant], Who("staff:invited")) as session:
            values = {"digest": ticket.digest, "now": session.now}
            waiting = await fetch_one(session.conn, "staff_invitation.one", values, _Waiting)
            if waiting is not None:
                return await read_self(session, waiting.staff_id)
    raise NotFound("This invitation was used already, or is over. Ask for a new one.")


async def accept_invitation(desk: Desk, text: str, password: str) -> Member:
    """Join with a password of one's own. Raises `NotFound`, or `Invalid` for a password that is easy to guess."""
    member = await find_invitation(desk, text)
    check_password(password, *own_words(member))
    hashed = await hash_password(password)
    async with desk.vault.session([member.publisher_id], Who(f"staff:{member.staff_id}")) as session:
        used = await execute(session.conn, "staff_invitation.use", {"staff_id": member.staff_id, "now": session.now})
        if not used:
            raise NotFound("This invitation was used already, or is over. Ask for a new one.")
        await execute(session.conn, "staff.join", {"staff_id": member.staff_id, "now": session.now})
        return await keep_secret(session, member.staff_id, password=hashed)


def own_words(member: Member) -> tuple[str, ...]:
    """What a password must not lean on."""
    return (*member.name.split(), *member.email.replace("@", ".").split("."))


async def change_role(session: Session, staff_id: UUID, role: Role) -> None:
    """Give a member another role; it counts from their next request. Raises `NotFound` or `Invalid`."""
    _check_place(session.publisher, role)
    require_leave(session, Action.RECTIFY, about=staff_id)
    if not await execute(session.conn, "staff.set_role", {"staff_id": staff_id, "role": role.value}):
        raise NotFound("There is no such member of the staff, or they left.")


async def let_go(session: Session, staff_id: UUID) -> None:
    """A member leaves: no ticket and no password of theirs opens anything from this commit on. Raises `NotFound`."""
    require_leave(session, Action.RECTIFY, about=staff_id)
    if session.who.name == f"staff:{staff_id}":
        raise Forbidden("Nobody takes away their own account; ask another administrator.")
    if not await execute(session.conn, "staff.leave", {"staff_id": staff_id, "now": session.now}):
        raise NotFound("There is no such member of the staff, or they left.")
    await execute(session.conn, "staff_session.end_all", {"staff_id": staff_id, "now": session.now})
    await execute(session.conn, "staff_invitation.use", {"staff_id": staff_id, "now": session.now})


def _check_place(tenant: UUID, role: Role) -> None:
    if role is not Role.DPO and (role is Role.OPERATOR_ADMIN) != (tenant == OPERATOR):
        raise Invalid(
            "This role does not exist here.", faults=(Fault("/role", "operator-admin is the operator's own"),)
        )


def _check_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Invalid("The name cannot be used.", faults=(Fault("/name", f"1 to {LONGEST_NAME} characters"),))
    return name
