"""Database roles: each can do its part and no more, even with SQL of its own."""

from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection
from psycopg.errors import InsufficientPrivilege

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.storage.pool import ADS, ARCHIVIST, AUDITOR, DIRECTORY, INSIGHTS, SERVICE, VAULT
from dialonce.vault import SYSTEM, Keyring
from tests.vault.people import call, new_publisher

pytestmark = pytest.mark.anyio
PERSONAL = ("subject", "tombstone", "notice", "call_step", "interaction", "form_answer", "service_request", "message")


async def connect(addresses: Addresses, role: str) -> AsyncConnection:
    return await AsyncConnection.connect(addresses.role(role), autocommit=True)


async def count(conn: AsyncConnection, table: str) -> int:
    found = await conn.execute(f"SELECT count(*) FROM {table}")
    return (await found.fetchone() or (0,))[0]


async def scope(conn: AsyncConnection, text: str, seal: str) -> None:
    await conn.execute(
        "SELECT set_config('dialonce.scope', %s, false), set_config('dialonce.seal', %s, false)", (text, seal)
    )


@pytest.fixture(scope="module")
async def foreign(anyio_backend: str, running: Running) -> UUID:
    """A publisher with somebody's rows."""
    publisher = await new_publisher(running)
    await call(running.parts.vault, publisher, "+33612345678", steps=3)
    return publisher


@pytest.mark.clause("2-l", "8-e")
async def test_service_role_sees_no_foreign_row_without_a_seal(
    addresses: Addresses, foreign: UUID, running: Running
) -> None:
    own = await new_publisher(running)
    text, seal = running.parts.vault.keyring.scope([own])
    async with await connect(addresses, SERVICE) as conn:
        for scope_text, given in (("", ""), (str(foreign), ""), (str(foreign), "0" * 64), (str(foreign), seal)):
            await scope(conn, scope_text, given)
            assert [await count(conn, f"personal.{table}") for table in PERSONAL] == [0] * len(PERSONAL)
            assert await count(conn, "core.publisher") == 0
        await scope(conn, text, seal)
        assert await count(conn, "core.publisher") == 1


async def test_service_role_sees_its_scope(addresses: Addresses, foreign: UUID, running: Running) -> None:
    async with await connect(addresses, SERVICE) as conn:
        await scope(conn, *running.parts.vault.keyring.scope([foreign]))
        assert await count(conn, "personal.call_step") == 3


async def test_service_role_cannot_write_into_a_foreign_tenant(addresses: Addresses, foreign: UUID) -> None:
    async with await connect(addresses, SERVICE) as conn:
        with pytest.raises(InsufficientPrivilege):
            await conn.execute(
                "INSERT INTO personal.subject VALUES (%s, %s, now(), NULL)",
                (uuid4(), foreign),
            )
        changed = await conn.execute("DELETE FROM personal.call_step")
        assert changed.rowcount == 0


async def test_scope_seal_needs_the_secret(running: Running, foreign: UUID, addresses: Addresses) -> None:
    from dialonce.vault import Key

    forger = Keyring(running.vault_pool, Key(b"\x02" * 32), Key(b"\x03" * 32))
    async with await connect(addresses, SERVICE) as conn:
        await scope(conn, *forger.scope([foreign]))
        assert await count(conn, "personal.call_step") == 0
        with pytest.raises(InsufficientPrivilege):
            await conn.execute("SELECT secret FROM core.scope_secret")


async def test_seal_of_another_session_cannot_be_overheard(
    running: Running, foreign: UUID, addresses: Addresses
) -> None:
    """Whoever has SQL of the service role sees what its other sessions run; no seal may stand there."""
    vault = running.parts.vault
    async with vault.session([foreign], SYSTEM) as session, await connect(addresses, SERVICE) as listener:
        pid = session.conn.info.backend_pid
        heard = await listener.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", (pid,))
        (query,) = await heard.fetchone() or ("",)
    assert "dialonce.seal" in query
    assert vault.keyring.scope([foreign])[1] not in query


async def test_ingest_adds_and_reads_nothing(addresses: Addresses, foreign: UUID) -> None:
    async with await connect(addresses, SERVICE) as conn:
        await conn.execute("SET ROLE dialonce_ingest")
        await conn.execute("INSERT INTO personal.subject VALUES (%s, %s, now(), NULL)", (uuid4(), foreign))
        for statement in ("SELECT count(*) FROM personal.subject", "DELETE FROM personal.subject"):
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(statement)


@pytest.mark.clause("3.2-d", "8-e")
@pytest.mark.parametrize("role", [DIRECTORY, VAULT, INSIGHTS, ADS, AUDITOR, ARCHIVIST])
async def test_no_other_role_reads_personal_rows(addresses: Addresses, role: str) -> None:
    async with await connect(addresses, role) as conn:
        for table in PERSONAL:
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(f"SELECT FROM personal.{table}")


@pytest.mark.parametrize("role", [SERVICE, DIRECTORY, INSIGHTS, ADS, AUDITOR, ARCHIVIST])
async def test_keys_are_the_vault_roles_alone(addresses: Addresses, role: str) -> None:
    async with await connect(addresses, role) as conn:
        for table in ("publisher_key", "subject_key", "blind_index", "link", "secret", "opt_out"):
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(f"SELECT FROM vault.{table}")


async def test_vault_role_sees_keys_of_its_scope_alone(addresses: Addresses, foreign: UUID, running: Running) -> None:
    async with await connect(addresses, VAULT) as conn:
        assert await count(conn, "vault.subject_key") == 0
        await scope(conn, *running.parts.vault.keyring.scope([foreign]))
        assert await count(conn, "vault.subject_key") == 1


async def test_journal_is_append_only_for_the_service(addresses: Addresses, running: Running, foreign: UUID) -> None:
    async with await connect(addresses, SERVICE) as conn:
        await scope(conn, *running.parts.vault.keyring.scope([foreign]))
        assert await count(conn, "audit.entry") > 0
        for statement in (
            "UPDATE audit.entry SET entry = ''",
            "DELETE FROM audit.entry",
            "UPDATE audit.lane SET length = 0",
        ):
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(statement)


async def test_auditor_reads_and_changes_nothing(addresses: Addresses, foreign: UUID) -> None:
    async with await connect(addresses, AUDITOR) as conn:
        assert await count(conn, "audit.entry") > 0
        for statement in (
            "UPDATE audit.entry SET entry = ''",
            "DELETE FROM audit.entry",
            "DELETE FROM audit.checkpoint",
        ):
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(statement)


async def test_no_role_is_owner_or_above_policies(owner: AsyncConnection) -> None:
    found = await owner.execute(
        """SELECT rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname LIKE 'dialonce\\_%%'
            AND rolname <> 'dialonce_owner'"""
    )
    rows = await found.fetchall()
    assert len(rows) == 8
    for name, superuser, bypasses, may_log_in in rows:
        assert not superuser
        assert not (bypasses and may_log_in), name


async def test_every_tenant_table_is_forced_under_its_policy(owner: AsyncConnection) -> None:
    found = await owner.execute(
        """SELECT n.nspname || '.' || c.relname, c.relrowsecurity AND c.relforcerowsecurity
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'publisher_id'
            WHERE n.nspname IN ('core', 'personal', 'vault', 'insights', 'audit', 'intermediate') AND c.relkind IN ('r', 'p')
              AND NOT c.relispartition"""
    )
    unguarded = {name for name, guarded in await found.fetchall() if not guarded}
    # Fingerprints of the last day, compared over all publishers against SMS pumping; keyed, and of nobody known.
    assert unguarded == {"vault.recent_offer"}
