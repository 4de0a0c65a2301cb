"""Changing one's own password."""

from uuid import UUID

from dialonce.errors import NotFound
from dialonce.staff.desk import Desk, note_failure, refuse_after_failures
from dialonce.staff.invitation import own_words
from dialonce.staff.member import keep_secret, read_self
from dialonce.staff.password import check_password, hash_password, is_password
from dialonce.vault import Who, blind_index

_KIND = "staff-change"


async def change_password(desk: Desk, tenant: UUID, staff_id: UUID, current: str, password: str) -> None:
    """Put another password in the place of the current one.

    Raises `NotFound` when the current one is not right, `TooMany` after five such failures, `Invalid` for one that is easy to
    guess.
    """
    counted = blind_index(desk.index_key, _KIND, str(staff_id))
    await refuse_after_failures(desk, counted)
    who = Who(f"staff:{staff_id}")
    async with desk.vault.session([tenant], who) as session:
        member = await read_self(session, staff_id)
    if not await is_password(member.secret.password, current):
        await note_failure(desk, counted)
        raise NotFound("The current password is not right.")
    check_password(password, *own_words(member))
    hashed = await hash_password(password)
    async with desk.vault.session([tenant], who) as session:
        await keep_secret(session, staff_id, password=hashed)
