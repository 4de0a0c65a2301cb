"""Members of the staff: their accounts as rows, and what is sealed in them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from dialonce.errors import NotFound
from dialonce.policy import Action, Permit
from dialonce.staff.leave import own_leave, require_leave
from dialonce.staff.roles import Role
from dialonce.storage.queries import execute, fetch_all, fetch_one, fetch_value
from dialonce.vault import Session, open_people, seal_person

TABLE = "staff"


class Secret(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a member proves who they are with. `password` and `recovery` are hashes; `totp_step` was the last one used."""

    password: str = ""
    totp: bytes = b""
    totp_step: int = 0
    recovery: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Secret(hidden)"


class Member(msgspec.Struct, frozen=True):
    """One member of the staff. Not joined: invited only. Left: an account that opens nothing."""

    staff_id: UUID
    publisher_id: UUID
    role: Role
    training_until: datetime | None
    created_at: datetime
    joined_at: datetime | None
    left_at: datetime | None
    has_passkey: bool
    name: str
    email: str
    secret: Secret

    def __repr__(self) -> str:
        return f"Member({self.staff_id})"

    @property
    def has_second_factor(self) -> bool:
        """Whether they set one up."""
        return self.has_passkey or bool(self.secret.totp)

    def is_trained(self, now: datetime) -> bool:
        """Whether their training record is current (8-f)."""
        return self.training_until is not None and self.training_until > now


class StaffRow(msgspec.Struct, frozen=True):
    """An account as it rests."""

    staff_id: UUID
    publisher_id: UUID
    role: str
    training_until: datetime | None
    created_at: datetime
    joined_at: datetime | None
    left_at: datetime | None
    sealed: bytes
    has_passkey: bool


async def list_members(session: Session) -> list[Member]:
    """Everybody of the session's tenant, those who left last."""
    permit = require_leave(session, Action.READ)
    return await _open(session, permit, await fetch_all(session.conn, "staff.all", {}, StaffRow))


async def read_member(session: Session, staff_id: UUID) -> Member:
    """One member of the session's tenant. Raises `NotFound`."""
    return await _one(session, require_leave(session, Action.READ, about=staff_id), staff_id)


async def read_self(session: Session, staff_id: UUID) -> Member:
    """The member who shows their own ticket. Raises `NotFound` when the account is erased."""
    return await _one(session, own_leave(session), staff_id)


async def _one(session: Session, permit: Permit, staff_id: UUID) -> Member:
    row = await fetch_one(session.conn, "staff.one", {"staff_id": staff_id}, StaffRow)
    members = await _open(session, permit, [row] if row else [])
    if not members:
        raise NotFound("There is no such member of the staff.")
    return members[0]


async def _open(session: Session, permit: Permit, rows: list[StaffRow]) -> list[Member]:
    opened = await open_people(session, permit, TABLE, {row.staff_id: row.sealed for row in rows})
    return [_member(row, opened[row.staff_id]) for row in rows if row.staff_id in opened]


def _member(row: StaffRow, private: Mapping[str, Any]) -> Member:
    clear = {name: getattr(row, name) for name in row.__struct_fields__ if name != "sealed"}
    return msgspec.convert({**clear, **private}, Member)


async def keep_secret(session: Session, staff_id: UUID, **changes: object) -> Member:
    """Change what a member proves themselves with; one change after the other."""
    await fetch_value(session.conn, "staff.lock", {"staff_id": staff_id})
    member = await read_self(session, staff_id)
    secret = msgspec.structs.replace(member.secret, **changes)
    permit = require_leave(session, Action.RECTIFY, about=staff_id)
    sealed = await seal_person(session, permit, TABLE, staff_id, private_of(member.name, member.email, secret))
    await execute(session.conn, "staff.seal", {"staff_id": staff_id, "sealed": sealed})
    return msgspec.structs.replace(member, secret=secret)


def private_of(name: str, email: str, secret: Secret) -> dict[str, object]:
    """What of an account is sealed."""
    return {"name": name, "email": email, "secret": msgspec.to_builtins(secret, builtin_types=(bytes,))}
