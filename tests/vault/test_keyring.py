"""Keys and blind indexes."""

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.vault import Key, Keyring, Unreadable, open_secrets, read_root_key
from dialonce.vault.cache import BoundedCache
from tests.vault.people import call, new_publisher

pytestmark = pytest.mark.anyio
NUMBER = "+33612345678"


async def test_same_person_is_not_linkable_between_publishers(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    one, other = await new_publisher(running), await new_publisher(running)
    first, second = await call(vault, one, NUMBER), await call(vault, other, NUMBER)
    assert first.subject_id != second.subject_id
    found = await owner.execute(
        "SELECT digest FROM vault.blind_index WHERE subject_id = ANY (%s)", ([first.subject_id, second.subject_id],)
    )
    digests = [row[0] for row in await found.fetchall()]
    assert len(set(digests)) == 2


async def test_same_person_is_found_again_by_number(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    vault.keyring.forget_all()
    known, nobody = await vault.keyring.find(publisher, "phone-number", [NUMBER, "+33600000000"], vault.clock())
    assert known is not None
    assert known.subject_id == subject.subject_id
    assert nobody is None


async def test_two_keyrings_agree_on_a_new_subject(running: Running, settings: object) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    root = Key(bytes.fromhex("5a" * 32))
    secrets = await open_secrets(running.vault_pool, root)
    other = Keyring(running.vault_pool, root, secrets["scope"])
    (here,) = await vault.keyring.resolve(publisher, "phone-number", [NUMBER], vault.clock())
    (there,) = await other.resolve(publisher, "phone-number", [NUMBER], vault.clock())
    assert (here.subject_id, here.key.secret) == (there.subject_id, there.key.secret)


async def test_wrong_root_key_is_told_clearly(running: Running) -> None:
    with pytest.raises(Unreadable, match="root key is wrong"):
        await open_secrets(running.vault_pool, Key(b"\x01" * 32))


async def test_forgotten_key_is_read_again(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    vault.keyring.forget(subject.subject_id)
    keys = await vault.keyring.keys_of(publisher, [subject.subject_id], vault.clock())
    assert keys[subject.subject_id].secret == subject.key.secret


def test_cache_is_bounded_and_drops_the_least_used() -> None:
    cache: BoundedCache[int, int] = BoundedCache(2)
    cache.put(1, 1)
    cache.put(2, 2)
    assert cache.get(1) == 1
    cache.put(3, 3)
    assert (len(cache), cache.get(2), cache.get(1), cache.get(3)) == (2, None, 1, 3)


def test_root_key_file_is_made_for_its_owner_alone(tmp_path) -> None:
    path = tmp_path / "data" / "root.key"
    made = read_root_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_root_key(path).secret == made.secret
    path.chmod(0o644)
    with pytest.raises(Unreadable, match="chmod 600"):
        read_root_key(path)


def test_file_that_holds_no_key_is_told(tmp_path) -> None:
    path = tmp_path / "root.key"
    path.write_text("not a key")
    path.chmod(0o600)
    with pytest.raises(Unreadable, match="64 hexadecimal digits"):
        read_root_key(path)


def test_key_shows_itself_nowhere() -> None:
    key = Key(b"\x07" * 32)
    assert "07" not in repr(key) + str(key) + f"{key}"
