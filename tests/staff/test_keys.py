"""Staff are people with keys of their own, which no sweep takes for a crash's."""

from uuid import UUID

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.staff import OPERATOR, Role, check_in
from dialonce.vault import Key, rotate_publisher, rotate_root, sweep
from tests.staff.people import PASSWORD, join

pytestmark = pytest.mark.anyio


async def test_accounts_open_after_every_sweep(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    member = await join(running, publisher)
    await owner.execute("UPDATE vault.subject_key SET created_at = now() - interval '2 days'")
    await sweep(running.parts.vault)
    running.parts.vault.keyring.forget_all()
    assert (await check_in(running.parts.staff, member.email, PASSWORD)).name == member.name


async def test_accounts_open_after_every_rotation(running: Running, publisher: UUID) -> None:
    """The operator's own staff lie under a tenant that no directory lists; their keys are rewrapped all the same."""
    members = [await join(running, publisher), await join(running, OPERATOR, Role.OPERATOR_ADMIN)]
    await rotate_publisher(running.parts.vault, publisher)
    await rotate_root(running.parts.vault, Key(b"\x21" * 32))
    running.parts.vault.keyring.forget_all()
    for member in members:
        assert (await check_in(running.parts.staff, member.email, PASSWORD)).name == member.name
