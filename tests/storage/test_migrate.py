"""Migrations run once, in order, and are not changed afterwards."""

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.errors import Conflict
from dialonce.storage.migrate import load_migrations, migrate

pytestmark = pytest.mark.anyio


async def test_second_run_applies_nothing(addresses: Addresses) -> None:
    assert await migrate(addresses.owner) == []


def test_names_are_numbered_and_say_when_they_run() -> None:
    names = [migration.name for migration in load_migrations()]
    numbers = [name.partition("_")[0] for name in names]
    assert numbers == sorted(set(numbers))
    assert all(name.split("_")[1] in {"pre", "post"} for name in names)


async def test_migration_changed_afterwards_is_told(addresses: Addresses, owner: AsyncConnection) -> None:
    name = load_migrations()[0].name
    await owner.execute("UPDATE public.dialonce_migration SET digest = %s WHERE name = %s", (b"x", name))
    with pytest.raises(Conflict, match=f"{name} was changed"):
        await migrate(addresses.owner)
