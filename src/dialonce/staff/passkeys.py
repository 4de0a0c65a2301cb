"""Passkeys (WebAuthn level 2): a key in the person's device in place of a code, or of everything else.

A challenge proves itself: it is random, dated and signed, so nothing is kept while a browser thinks. One that is older than the
passkey's last use is refused, so that no answer counts twice.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec

from dialonce.errors import Conflict, Invalid, Unauthorized
from dialonce.policy import Action
from dialonce.staff.desk import Desk
from dialonce.staff.leave import require_leave
from dialonce.staff.member import Member, read_self
from dialonce.staff.site import Site
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.storage.violations import conflict_when_taken
from dialonce.vault import Key, Session, Who

CHALLENGE_LIFE: Final = timedelta(minutes=5)
MOST_PASSKEYS: Final = 10
LONGEST_NAME: Final = 60
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_STAMP, _NONCE, _PROOF = 8, 16, 16
_HANDLE: Final = 32
_REFUSED: Final = "The passkey was not accepted. Try again, or sign in another way."


class Passkey(msgspec.Struct, frozen=True):
    """One passkey of a member."""

    credential_id: bytes
    staff_id: UUID
    public_key: bytes
    sign_count: int
    name: str
    created_at: datetime
    used_at: datetime | None


def new_challenge(key: Key, now: datetime) -> bytes:
    """A challenge that says when it was made, and that it was made here."""
    said = ((now - _EPOCH) // _MICROSECOND).to_bytes(_STAMP) + secrets.token_bytes(_NONCE)
    return said + _proof(key, said)


def challenge_time(key: Key, challenge: bytes, now: datetime) -> datetime | None:
    """When a challenge of ours was made; None for one that is not ours, or over."""
    said, proof = challenge[: _STAMP + _NONCE], challenge[_STAMP + _NONCE :]
    if not hmac.compare_digest(_proof(key, said), proof):
        return None
    made = _EPOCH + int.from_bytes(said[:_STAMP]) * _MICROSECOND
    return made if made <= now < made + CHALLENGE_LIFE else None


def _proof(key: Key, said: bytes) -> bytes:
    return hmac.new(key.secret, b"passkey|" + said, sha256).digest()[:_PROOF]


async def list_passkeys(session: Session, staff_id: UUID) -> list[Passkey]:
    """The passkeys of a member, the oldest first."""
    return await fetch_all(session.conn, "staff_passkey.of_staff", {"staff_id": staff_id}, Passkey)


async def offer_passkey(session: Session, desk: Desk, site: Site, member: Member) -> str:
    """What a browser needs to make a passkey, as JSON."""
    from dialonce.staff import ceremony  # noqa: PLC0415 - a fifth of a second that only passkeys pay

    known = [one.credential_id for one in await list_passkeys(session, member.staff_id)]
    return ceremony.creation_options(site, member, known, new_challenge(desk.index_key, session.now))


async def add_passkey(session: Session, desk: Desk, site: Site, member: Member, answer: str, name: str) -> None:
    """Keep the passkey that a browser made. Raises `Invalid`, or `Conflict` when it is somebody's already."""
    from dialonce.staff import ceremony  # noqa: PLC0415 - a fifth of a second that only passkeys pay

    if len(await list_passkeys(session, member.staff_id)) >= MOST_PASSKEYS:
        raise Conflict(f"There are {MOST_PASSKEYS} passkeys already; remove one first.")
    challenge = _challenge_in(answer)
    if challenge_time(desk.index_key, challenge, session.now) is None:
        raise Invalid(_REFUSED)
    made = ceremony.verified_creation(site, challenge, answer)
    if made is None:
        raise Invalid(_REFUSED)
    require_leave(session, Action.RECTIFY, about=member.staff_id)
    values = {
        "credential_id": made.credential_id,
        "publisher_id": member.publisher_id,
        "staff_id": member.staff_id,
        "public_key": made.credential_public_key,
        "sign_count": made.sign_count,
        "name": " ".join(name.split())[:LONGEST_NAME] or "Passkey",
        "now": session.now,
    }
    with conflict_when_taken("This passkey is in use already."):
        await execute(session.conn, "staff_passkey.add", values)


async def remove_passkey(session: Session, staff_id: UUID, credential_id: bytes) -> None:
    """Forget a passkey; nothing happens when there is none."""
    require_leave(session, Action.RECTIFY, about=staff_id)
    await execute(session.conn, "staff_passkey.remove", {"staff_id": staff_id, "credential_id": credential_id})


def ask_passkey(desk: Desk, site: Site) -> str:
    """What a browser needs to show a passkey of whoever sits there, as JSON."""
    from dialonce.staff import ceremony  # noqa: PLC0415 - a fifth of a second that only passkeys pay

    return ceremony.request_options(site, new_challenge(desk.index_key, desk.vault.clock()))


async def check_passkey(desk: Desk, site: Site, answer: str) -> Member:
    """The member whose passkey a browser shows; possession and the device's own check are two factors. Raises `Unauthorized`."""
    from dialonce.staff import ceremony  # noqa: PLC0415 - a fifth of a second that only passkeys pay

    shown = ceremony.read_answer(answer)
    handle = (shown and shown.response.user_handle) or b""
    if shown is None or len(handle) != _HANDLE:
        raise Unauthorized(_REFUSED)
    tenant, staff_id = UUID(bytes=handle[:16]), UUID(bytes=handle[16:])
    async with desk.vault.session([tenant], Who(f"staff:{staff_id}")) as session:
        values = {"staff_id": staff_id, "credential_id": shown.raw_id}
        passkey = await fetch_one(session.conn, "staff_passkey.one", values, Passkey)
        if passkey is None or not await _is_shown(session, desk, site, passkey, answer):
            raise Unauthorized(_REFUSED)
        require_leave(session, Action.USE, about=staff_id)
        return await read_self(session, staff_id)


async def _is_shown(session: Session, desk: Desk, site: Site, passkey: Passkey, answer: str) -> bool:
    """Whether the answer is the passkey's, to a challenge of ours that it has not answered before; notes the use."""
    from dialonce.staff import ceremony  # noqa: PLC0415 - a fifth of a second that only passkeys pay

    challenge = _challenge_in(answer)
    made = challenge_time(desk.index_key, challenge, session.now)
    if made is None or (passkey.used_at is not None and made <= passkey.used_at):
        return False
    verified = ceremony.verified_answer(site, challenge, answer, passkey.public_key, passkey.sign_count)
    if verified is None:
        return False
    values = {"credential_id": passkey.credential_id, "sign_count": verified.new_sign_count, "now": session.now}
    await execute(session.conn, "staff_passkey.used", values)
    return True


class _ClientData(msgspec.Struct):
    challenge: str


class _Response(msgspec.Struct, rename={"data": "clientDataJSON"}):
    data: str


class _Answer(msgspec.Struct):
    response: _Response


def _challenge_in(answer: str) -> bytes:
    """The challenge that an answer says it answers; empty when it says none. Whether it does is verified afterwards."""
    try:
        data = urlsafe_b64decode(msgspec.json.decode(answer, type=_Answer).response.data + "==")
        return urlsafe_b64decode(msgspec.json.decode(data, type=_ClientData).challenge + "==")
    except (msgspec.DecodeError, ValueError):
        return b""
