"""The second factor."""

import secrets
from datetime import timedelta
from uuid import UUID

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Invalid, TooMany, Unauthorized
from dialonce.staff import (
    Member,
    add_totp,
    check_in,
    check_second_step,
    code_at,
    remove_totp,
    renew_recovery_codes,
)
from dialonce.vault import SYSTEM
from tests.staff.people import PASSWORD, join

pytestmark = pytest.mark.anyio
SECRET = secrets.token_bytes(20)


async def set_up(running: Running, publisher: UUID) -> tuple[Member, tuple[str, ...]]:
    """A member with codes from an app; the code of the step before was used to confirm."""
    member = await join(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        before = code_at(SECRET, session.now - timedelta(seconds=30))
        codes = await add_totp(session, running.parts.staff, member.staff_id, SECRET, before)
    return await check_in(running.parts.staff, member.email, PASSWORD), codes


async def test_wrong_code_sets_nothing_up(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Invalid):
            await add_totp(session, running.parts.staff, member.staff_id, SECRET, "000000x")
    assert not (await check_in(running.parts.staff, member.email, PASSWORD)).has_second_factor


async def test_code_is_good_once(running: Running, publisher: UUID) -> None:
    member, _ = await set_up(running, publisher)
    code = code_at(SECRET, running.parts.now)
    await check_second_step(running.parts.staff, member, code)
    with pytest.raises(Unauthorized):
        await check_second_step(running.parts.staff, member, code)


async def test_recovery_code_is_good_once(running: Running, publisher: UUID) -> None:
    member, codes = await set_up(running, publisher)
    await check_second_step(running.parts.staff, member, codes[3].upper())
    with pytest.raises(Unauthorized):
        await check_second_step(running.parts.staff, member, codes[3])
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        fresh = await renew_recovery_codes(session, running.parts.staff, member.staff_id)
    with pytest.raises(Unauthorized):
        await check_second_step(running.parts.staff, member, codes[4])
    await check_second_step(running.parts.staff, member, fresh[0])


async def test_guessing_ends_after_five(running: Running, publisher: UUID) -> None:
    member, codes = await set_up(running, publisher)
    for _ in range(5):
        with pytest.raises(Unauthorized):
            await check_second_step(running.parts.staff, member, "123")
    with pytest.raises(TooMany):
        await check_second_step(running.parts.staff, member, codes[0])


async def test_removing_takes_recovery_codes_along(running: Running, publisher: UUID) -> None:
    member, codes = await set_up(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await remove_totp(session, member.staff_id)
    assert not (await check_in(running.parts.staff, member.email, PASSWORD)).has_second_factor
    with pytest.raises(Unauthorized):
        await check_second_step(running.parts.staff, member, codes[0])
