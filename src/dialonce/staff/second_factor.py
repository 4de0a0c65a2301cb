"""Setting up and showing a second factor: a code from an app, or a recovery code once."""

from uuid import UUID

from dialonce.errors import Fault, Invalid, Unauthorized
from dialonce.staff.desk import Desk, forget_failures, note_failure, refuse_after_failures
from dialonce.staff.member import Member, keep_secret
from dialonce.staff.totp import matching_step, new_recovery_codes, recovery_digest
from dialonce.vault import Session, Who, blind_index

_KIND = "staff-second"


async def add_totp(session: Session, desk: Desk, staff_id: UUID, secret: bytes, code: str) -> tuple[str, ...]:
    """Set up codes from an app, once one of them was typed; fresh recovery codes, shown this once. Raises `Invalid`."""
    step = matching_step(secret, code, session.now, 0)
    if step is None:
        raise Invalid("The code is not right.", faults=(Fault("/code", "the six digits that the app shows now"),))
    codes = new_recovery_codes()
    kept = tuple(recovery_digest(desk.index_key, one) for one in codes)
    await keep_secret(session, staff_id, totp=secret, totp_step=step, recovery=kept)
    return codes


async def renew_recovery_codes(session: Session, desk: Desk, staff_id: UUID) -> tuple[str, ...]:
    """New recovery codes in place of the old ones, shown this once."""
    codes = new_recovery_codes()
    await keep_secret(session, staff_id, recovery=tuple(recovery_digest(desk.index_key, one) for one in codes))
    return codes


async def remove_totp(session: Session, staff_id: UUID) -> None:
    """Take codes from an app away, with the recovery codes."""
    await keep_secret(session, staff_id, totp=b"", totp_step=0, recovery=())


async def check_second_step(desk: Desk, member: Member, code: str) -> None:
    """A code from the app, or a recovery code, which is used up. Raises `Unauthorized`, or `TooMany` after five failures."""
    counted = blind_index(desk.index_key, _KIND, str(member.staff_id))
    await refuse_after_failures(desk, counted)
    async with desk.vault.session([member.publisher_id], Who(f"staff:{member.staff_id}")) as session:
        used = await _use_code(session, desk, member.staff_id, code)
    if not used:
        await note_failure(desk, counted)
        raise Unauthorized("The code is not right.")
    await forget_failures(desk, counted)


async def _use_code(session: Session, desk: Desk, staff_id: UUID, code: str) -> bool:
    """Whether the code was good; then it is none any more. The account stays locked meanwhile: no code counts twice."""
    secret = (await keep_secret(session, staff_id)).secret
    step = matching_step(secret.totp, code, session.now, secret.totp_step) if secret.totp else None
    if step is not None:
        await keep_secret(session, staff_id, totp_step=step)
        return True
    digest = recovery_digest(desk.index_key, code)
    if digest in secret.recovery:
        await keep_secret(session, staff_id, recovery=tuple(one for one in secret.recovery if one != digest))
        return True
    return False
