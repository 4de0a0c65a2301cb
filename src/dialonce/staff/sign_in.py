"""Signing in with a password: constant answers, throttled tries."""

from dialonce.errors import Invalid, Unauthorized
from dialonce.policy import Action
from dialonce.staff.desk import (
    Account,
    Desk,
    account_index,
    canonical_email,
    find_account,
    forget_failures,
    note_failure,
    refuse_after_failures,
)
from dialonce.staff.leave import require_leave
from dialonce.staff.member import Member, read_self
from dialonce.staff.password import is_password
from dialonce.vault import Who

ANSWER = "The e-mail address or the password is not right."


async def check_in(desk: Desk, email: str, password: str) -> Member:
    """The member with this address and password. Raises `Unauthorized` with one answer whatever was wrong, or `TooMany`.

    It takes as long for an address that nobody has.
    """
    try:
        account = account_index(desk, canonical_email(email))
    except Invalid:
        await is_password("", password)
        raise Unauthorized(ANSWER) from None
    await refuse_after_failures(desk, account)
    found = await find_account(desk, account)
    member = await _read(desk, found) if found else None
    if not await is_password(member.secret.password if member else "", password) or member is None:
        await note_failure(desk, account)
        raise Unauthorized(ANSWER)
    await forget_failures(desk, account)
    return member


async def _read(desk: Desk, account: Account) -> Member:
    who = Who(f"staff:{account.staff_id}")
    async with desk.vault.session([account.publisher_id], who) as session:
        require_leave(session, Action.USE, about=account.staff_id)
        return await read_self(session, account.staff_id)
