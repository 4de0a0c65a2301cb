"""Backups: whole, checked, unreadable without the vault; erased people stay erased when one comes back."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg import AsyncConnection, Connection, sql

from dialonce.app.addresses import Addresses
from dialonce.app.install import bring_up_to_date
from dialonce.app.parts import Running, open_parts
from dialonce.errors import Conflict, Invalid
from dialonce.settings import Settings
from dialonce.storage.backup import DATA, MANIFEST, VAULT, back_up, check_backup
from dialonce.storage.embedded import EmbeddedServer
from dialonce.storage.graves import Grave, read_live_graves
from dialonce.storage.programs import run_local
from dialonce.storage.restore import restore
from dialonce.vault import SYSTEM, erase_subject, fetch, finish_erasure, finish_erasures
from tests.vault.people import call, erasing, new_publisher, reading

pytestmark = pytest.mark.anyio
KEPT, ERASED = "+33612345678", "+33698765432"


@pytest.fixture
def empty_database(cluster: EmbeddedServer) -> Addresses:
    name = f"restored_{uuid4().hex}"
    with Connection.connect(cluster.url(database="postgres"), autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = cluster.url(database=name)
    return Addresses(url, url, url, url)


async def test_erased_subject_stays_erased_after_restoring_an_older_backup(
    running: Running,
    addresses: Addresses,
    settings: Settings,
    empty_database: Addresses,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The drill: back up, erase, restore the older backup, look."""
    vault = running.parts.vault
    publisher = await new_publisher(running)
    kept, erased = await call(vault, publisher, KEPT, steps=3), await call(vault, publisher, ERASED, steps=3)
    told: list[tuple[str, int, int]] = []
    await back_up(
        tmp_path / "backup",
        addresses.owner,
        addresses.vault_owner,
        now=vault.clock(),
        tell=lambda what, done, all_of_it: told.append((what, done, all_of_it)),
    )
    assert list(dict.fromkeys(what for what, _, _ in told)) == [
        "Writing the data", "Writing the vault", "Checking what was written",
    ]  # fmt: skip
    ends = {what: (done, all_of_it) for what, done, all_of_it in told}
    assert all(done == all_of_it > 0 for done, all_of_it in ends.values())
    async with vault.session([publisher], SYSTEM) as session:
        grave = await erase_subject(session, erasing(session, publisher), erased.subject_id)
    await finish_erasure(vault, grave)
    graves = await read_live_graves(addresses.vault_owner)
    assert await restore(tmp_path / "backup", empty_database.owner, empty_database.vault_owner, graves=graves) == 1
    await bring_up_to_date(settings, empty_database)
    async with (
        open_parts(settings, empty_database) as restored,
        await AsyncConnection.connect(empty_database.owner) as owner,
    ):
        async with restored.parts.vault.session([publisher], SYSTEM) as session:
            permit = reading(session, publisher)
            assert len(await fetch(session, permit, "call_step", [kept.subject_id])) == 3
            assert await fetch(session, permit, "call_step", [erased.subject_id]) == []
        assert await finish_erasures(restored.parts.vault) == 1
        left = await owner.execute(
            "SELECT count(*) FROM personal.call_step WHERE subject_id = %s", (erased.subject_id,)
        )
        assert await left.fetchone() == (0,)
    with capsys.disabled():
        sys.stdout.write(
            "\nrestored after an erasure: 3 of 3 rows of who stayed read, 0 of 3 of who was erased, 0 rows left\n"
        )


@pytest.mark.clause("8-c")
async def test_neither_file_holds_a_number_in_the_clear(running: Running, addresses: Addresses, tmp_path: Path) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    for number in range(50):
        await call(vault, publisher, f"+3369876{number:04}")
    folder = tmp_path / "backup"
    await back_up(folder, addresses.owner, addresses.vault_owner, now=vault.clock())
    found = 0
    for name in (DATA, VAULT):
        text = tmp_path / f"{name}.sql"
        await run_local("pg_restore", f"--file={text}", str(folder / name))
        found += len(re.findall(rb"3369876\d{4}", text.read_bytes()))
    assert found == 0


async def test_data_without_its_vault_is_unreadable(
    running: Running, addresses: Addresses, empty_database: Addresses, settings: Settings, tmp_path: Path
) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, KEPT)
    await back_up(tmp_path / "backup", addresses.owner, addresses.vault_owner, now=vault.clock())
    await restore(tmp_path / "backup", empty_database.owner, empty_database.vault_owner)
    await bring_up_to_date(settings, empty_database)
    async with await AsyncConnection.connect(empty_database.owner, autocommit=True) as owner:
        await owner.execute("TRUNCATE vault.subject_key, vault.publisher_key")
    async with (
        open_parts(settings, empty_database) as restored,
        restored.parts.vault.session([publisher], SYSTEM) as session,
    ):
        assert await fetch(session, reading(session, publisher), "call_step", [subject.subject_id]) == []


async def test_data_holds_no_secret_of_the_installation(running: Running, addresses: Addresses, tmp_path: Path) -> None:
    """The secret that keeps tenants apart is in the vault's file alone, wrapped."""
    folder = tmp_path / "backup"
    await back_up(folder, addresses.owner, addresses.vault_owner, now=running.parts.vault.clock())
    secret = (await running.parts.vault.keyring.secrets())["scope"].secret.hex().encode()
    for name in (DATA, VAULT):
        text = tmp_path / f"{name}.sql"
        await run_local("pg_restore", f"--file={text}", str(folder / name))
        assert secret not in text.read_bytes(), name


async def test_damaged_backup_is_told_and_nothing_restored(
    running: Running, addresses: Addresses, empty_database: Addresses, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    await back_up(folder, addresses.owner, addresses.vault_owner, now=running.parts.vault.clock())
    content = bytearray((folder / DATA).read_bytes())
    content[-50] ^= 1
    (folder / DATA).write_bytes(bytes(content))
    with pytest.raises(Invalid) as told:
        await restore(folder, empty_database.owner, empty_database.vault_owner)
    assert [fault.where for fault in told.value.faults] == [DATA]
    (folder / MANIFEST).unlink()
    with pytest.raises(Invalid, match="no backup"):
        check_backup(folder)


async def test_restore_refuses_a_database_in_use(running: Running, addresses: Addresses, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    await back_up(folder, addresses.owner, addresses.vault_owner, now=running.parts.vault.clock())
    with pytest.raises(Conflict, match="empty"):
        await restore(folder, addresses.owner, addresses.vault_owner)
    with pytest.raises(Conflict, match="exists already"):
        await back_up(folder, addresses.owner, addresses.vault_owner, now=running.parts.vault.clock())


async def test_vault_in_a_database_of_its_own_is_restored_too(
    new_database: Callable[[], Addresses],
    settings: Settings,
    empty_database: Addresses,
    cluster: EmbeddedServer,
    tmp_path: Path,
) -> None:
    data, keys = new_database(), new_database()
    apart = Addresses(data.database, keys.vault, data.owner, keys.vault_owner)
    await bring_up_to_date(settings, apart)
    async with open_parts(settings, apart) as running:
        publisher = await new_publisher(running)
        subject = await call(running.parts.vault, publisher, KEPT)
        now = running.parts.vault.clock()
    await back_up(tmp_path / "backup", apart.owner, apart.vault_owner, now=now)
    name = f"restored_{uuid4().hex}"
    with Connection.connect(cluster.url(database="postgres"), autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    vault_url = cluster.url(database=name)
    there = Addresses(empty_database.database, vault_url, empty_database.owner, vault_url)
    graves = [Grave(uuid4(), publisher, now)]
    assert await restore(tmp_path / "backup", there.owner, there.vault_owner, graves=graves) == 1
    await bring_up_to_date(settings, there)
    async with (
        open_parts(settings, there) as restored,
        restored.parts.vault.session([publisher], SYSTEM) as session,
    ):
        assert len(await fetch(session, reading(session, publisher), "call_step", [subject.subject_id])) == 1
