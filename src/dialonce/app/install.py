"""Bringing an installation up to date: migrations, secrets, roles."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from psycopg import Connection, sql

from dialonce.app.addresses import Addresses, embedded_addresses, external_addresses
from dialonce.app.root_key import root_key
from dialonce.errors import Invalid, Unavailable
from dialonce.settings import Settings
from dialonce.storage.embedded import DATABASE, embedded_server
from dialonce.storage.migrate import migrate, set_role_passwords, set_scope_secret, set_sweep_rules
from dialonce.storage.pool import SERVICE, VAULT, open_pool
from dialonce.vault import Key, Unreadable, age_rules, check_clock, journal_fault, open_secrets, system_clock

Tell = Callable[[str], None]


@contextmanager
def installation(settings: Settings) -> Iterator[Addresses]:
    """The databases, running: the embedded server is kept up while inside."""
    if settings.database_url:
        yield external_addresses(settings)
        return
    with embedded_server(settings.data).in_use() as server:
        _ensure_database(server.url(database="postgres"), DATABASE)
        yield embedded_addresses(server)


def addresses_of(settings: Settings) -> Addresses:
    """The addresses alone, for a process whose parent keeps the databases running."""
    return external_addresses(settings) if settings.database_url else embedded_addresses(embedded_server(settings.data))


def _ensure_database(url: str, name: str) -> None:
    with Connection.connect(url, autocommit=True) as conn:
        if conn.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


async def bring_up_to_date(settings: Settings, addresses: Addresses, *, tell: Tell = lambda _: None) -> None:
    """Apply migrations to both databases, make missing secrets, and tell the databases the scope secret.

    Raises `Invalid` when the database is not embedded and its owner is not named.
    """
    owners = list(dict.fromkeys((addresses.owner, addresses.vault_owner)))
    if not all(owners):
        raise Invalid("Migrating needs the database's owner: set DIALONCE_OWNER_URL (and DIALONCE_VAULT_OWNER_URL).")
    for owner in owners:
        await migrate(owner, tell=tell)
        if addresses.passwords:
            await set_role_passwords(owner, addresses.passwords)
    secrets = await open_vault(settings, addresses)
    for owner in owners:
        await set_scope_secret(owner, secrets["scope"].secret)
        await set_sweep_rules(owner, [msgspec.structs.astuple(rule) for rule in age_rules(system_clock())])


async def open_vault(settings: Settings, addresses: Addresses) -> Mapping[str, Key]:
    """The installation's secrets. A vault that does not open is told by the error and by the journal."""
    try:
        async with open_pool(addresses.vault_role(VAULT), "install", most=1) as pool:
            return await open_secrets(pool, root_key(settings))
    except (Unreadable, Unavailable) as fault:
        async with open_pool(addresses.role(SERVICE), "install", most=1) as pool:
            await journal_fault(pool, fault)
        raise


async def check_before_serving(settings: Settings, addresses: Addresses) -> None:
    """Raise what would go wrong with every request: a clock that was set back, a vault that is away, another root key."""
    async with open_pool(addresses.role(SERVICE), "install", most=1) as pool:
        await check_clock(pool)
    await open_vault(settings, addresses)
