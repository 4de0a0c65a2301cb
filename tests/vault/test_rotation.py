"""New keys while the service goes on; cut short and taken up again."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.settings import Settings
from dialonce.vault import SYSTEM, Key, Unreadable, Vault, fetch, open_secrets, rotation
from dialonce.vault.keys import new_key
from dialonce.vault.rotation import end_root_rotation, rotate_publisher, rotate_root
from dialonce.vault.secrets import NAMES
from tests.vault.people import call, new_publisher, reading

pytestmark = pytest.mark.anyio
OLD_ROOT = Key(bytes.fromhex("5a" * 32))


@pytest.fixture
async def house(
    anyio_backend: str, settings: Settings, new_database: Callable[[], Addresses]
) -> AsyncIterator[tuple[Running, Running]]:
    """Two processes on a database of this test's own."""
    addresses = new_database()
    async with open_parts(settings, addresses) as one, open_parts(settings, addresses) as other:
        yield one, other


async def readable(vault: Vault, publisher, subject) -> bool:
    vault.keyring.forget_all()
    async with vault.session([publisher], SYSTEM) as session:
        rows = await fetch(session, reading(session, publisher), "call_step", [subject.subject_id])
    return len(rows) == 1


async def test_root_rotation_leaves_everything_readable_in_every_process(house: tuple[Running, Running]) -> None:
    one, other = house
    publisher = await new_publisher(one)
    subject = await call(one.parts.vault, publisher, "+33612345678")
    next_root = new_key()
    told: list[tuple[int, int]] = []
    wrapped = await rotate_root(one.parts.vault, next_root, tell=lambda done, total: told.append((done, total)))
    assert (wrapped, told) == (len(NAMES) + 2, [(1, 2), (2, 2)])
    assert await readable(one.parts.vault, publisher, subject)
    assert await readable(other.parts.vault, publisher, subject)
    assert (await open_secrets(one.vault_pool, OLD_ROOT))["scope"].secret
    await asyncio.sleep(0.2)
    await end_root_rotation(one.parts.vault, settle=0)
    assert await readable(other.parts.vault, publisher, subject)
    assert (await open_secrets(one.vault_pool, next_root))["scope"].secret
    with pytest.raises(Unreadable):
        await open_secrets(one.vault_pool, OLD_ROOT)


async def test_root_rotation_cut_short_has_not_begun(
    house: tuple[Running, Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = house
    publisher = await new_publisher(one)
    subject = await call(one.parts.vault, publisher, "+33612345678")
    next_root = new_key()

    async def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(rotation, "_rewrap_publisher_keys", killed)
        with pytest.raises(KeyboardInterrupt):
            await rotate_root(one.parts.vault, next_root)
    assert await readable(other.parts.vault, publisher, subject)
    assert (await open_secrets(one.vault_pool, OLD_ROOT))["scope"].secret
    assert await rotate_root(one.parts.vault, next_root) == len(NAMES) + 2
    assert await rotate_root(one.parts.vault, next_root) == 0
    assert await readable(one.parts.vault, publisher, subject)


async def test_publisher_rotation_wraps_every_subject_anew(house: tuple[Running, Running]) -> None:
    one, other = house
    vault = one.parts.vault
    publisher = await new_publisher(one)
    subjects = [await call(vault, publisher, f"+3361234567{digit}") for digit in range(5)]
    told: list[tuple[int, int]] = []
    assert await rotate_publisher(vault, publisher, tell=lambda done, total: told.append((done, total))) == 5
    assert told == [(5, 5)]
    for subject in subjects:
        assert await readable(vault, publisher, subject)
        assert await readable(other.parts.vault, publisher, subject)


async def test_publisher_rotation_cut_short_is_taken_up(
    house: tuple[Running, Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = house
    vault = one.parts.vault
    publisher = await new_publisher(one)
    subjects = [await call(vault, publisher, f"+3361234567{digit}") for digit in range(5)]
    monkeypatch.setattr(rotation, "BATCH", 2)

    def kill(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rotate_publisher(vault, publisher, tell=kill)
    for subject in subjects:
        assert await readable(other.parts.vault, publisher, subject)
    assert await rotate_publisher(vault, publisher) == 3
    keys = await vault.keyring.publisher(publisher, vault.clock())
    assert keys.version == 2


async def test_process_that_heard_nothing_opens_what_a_new_key_wraps(house: tuple[Running, Running]) -> None:
    one, other = house
    publisher = await new_publisher(one)
    await call(one.parts.vault, publisher, "+33612345678")
    before = await other.parts.vault.keyring.publisher(publisher, other.parts.vault.clock())
    await rotate_publisher(one.parts.vault, publisher)
    late = await call(one.parts.vault, publisher, "+33612345670")
    other.parts.vault.keyring._publishers[publisher] = before
    keys = await other.parts.vault.keyring.keys_of(publisher, [late.subject_id], other.parts.vault.clock())
    assert keys[late.subject_id].secret == late.key.secret


async def test_old_key_goes_when_nothing_needs_it(house: tuple[Running, Running]) -> None:
    from datetime import timedelta

    from dialonce.vault import keep_house
    from tests.vault.people import at

    one, _ = house
    vault = one.parts.vault
    publisher = await new_publisher(one)
    subject = await call(vault, publisher, "+33612345678")
    await rotate_publisher(vault, publisher)
    await keep_house(vault)
    vault.keyring.forget_all()
    assert set((await vault.keyring.publisher(publisher, vault.clock())).wraps) == {1, 2}
    with at(vault, vault.clock() + timedelta(days=2)):
        await keep_house(vault)
    assert await readable(vault, publisher, subject)
    assert set((await vault.keyring.publisher(publisher, vault.clock())).wraps) == {2}
