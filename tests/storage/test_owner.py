"""An owner that is no superuser: `CREATEROLE` and `BYPASSRLS` are all that an installation needs, as the deployment page says."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import AsyncConnection, Connection

from dialonce.app.addresses import Addresses
from dialonce.app.install import bring_up_to_date, check_before_serving
from dialonce.app.parts import open_parts
from dialonce.settings import Settings
from dialonce.storage.backup import back_up
from dialonce.storage.embedded import EmbeddedServer, embedded_server
from dialonce.storage.pool import AUDITOR, open_pool, role_url
from dialonce.vault import (
    SYSTEM,
    erase_subject,
    fetch,
    finish_erasure,
    journal_public_key,
    make_checkpoint,
    sweep,
    verify_journal,
)
from tests.conftest import ROOT_KEY
from tests.vault.people import call, erasing, new_publisher, reading

pytestmark = pytest.mark.anyio
OWNER = "hosted_owner"


@pytest.fixture(scope="module")
def fresh_cluster() -> Iterator[EmbeddedServer]:
    """A cluster that has never seen the program's roles."""
    folder = Path(tempfile.mkdtemp(prefix="dialonce-owner-"))
    folder.chmod(0o755)
    server = embedded_server(folder / "data")
    with server.in_use():
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def hosted(fresh_cluster: EmbeddedServer) -> Addresses:
    """A database whose owner is no superuser."""
    with Connection.connect(fresh_cluster.url(database="postgres"), autocommit=True) as conn:
        conn.execute(f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEROLE BYPASSRLS".encode())
        conn.execute(f"CREATE DATABASE hosted OWNER {OWNER}".encode())
    url = role_url(fresh_cluster.url(database="hosted"), OWNER)
    return Addresses(url, url, url, url)


async def test_owner_without_superuser_installs_serves_erases_sweeps_and_backs_up(
    hosted: Addresses, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, root_key=ROOT_KEY)
    await bring_up_to_date(settings, hosted)
    await check_before_serving(settings, hosted)
    async with open_parts(settings, hosted) as running:
        vault = running.parts.vault
        publisher = await new_publisher(running)
        subject = await call(vault, publisher, "+33612345678", steps=3)
        async with vault.session([publisher], SYSTEM) as session:
            assert len(await fetch(session, reading(session, publisher), "call_step", [subject.subject_id])) == 3
            grave = await erase_subject(session, erasing(session, publisher), subject.subject_id)
        assert await finish_erasure(vault, grave) == 4
        assert await sweep(vault) == []
        await make_checkpoint(vault)
        key = await journal_public_key(vault)
        manifest = await back_up(tmp_path / "backup", hosted.owner, hosted.vault_owner, now=vault.clock())
    async with open_pool(hosted.role(AUDITOR), "auditor", most=1) as auditor:
        assert (await verify_journal(auditor, key)).faults == []
    assert all(file.size for file in manifest.files)
    async with await AsyncConnection.connect(hosted.owner) as owner:
        found = await owner.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert await found.fetchone() == (False,)
