"""A real PostgreSQL for every test that wants one: one cluster a run, one fresh database a module."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection, Connection, sql

from dialonce.app.addresses import Addresses
from dialonce.app.create import create_app
from dialonce.app.install import bring_up_to_date
from dialonce.app.parts import Running, open_parts
from dialonce.settings import Settings
from dialonce.storage.embedded import EmbeddedServer, embedded_server

# Elsewhere each run looks at other examples; where a run decides whether work lands, the same ones every time.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")

ROOT_KEY = "5a" * 32
TEMPLATE = "template_dialonce"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def cluster() -> Iterator[EmbeddedServer]:
    """An embedded PostgreSQL of this test run."""
    folder = Path(tempfile.mkdtemp(prefix="dialonce-test-"))
    folder.chmod(0o755)
    server = embedded_server(folder / "data")
    with server.in_use():
        _spare_the_disk(server)
        yield server
    shutil.rmtree(folder, ignore_errors=True)


def _spare_the_disk(server: EmbeddedServer) -> None:
    """No waiting for the disk: what these tests store needs to outlive processes, not the machine."""
    with Connection.connect(server.url(database="postgres"), autocommit=True) as conn:
        for setting in ("fsync", "full_page_writes"):
            conn.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        conn.execute("SELECT pg_reload_conf()")


def addresses_of(cluster: EmbeddedServer, database: str) -> Addresses:
    url = cluster.url(database=database)
    return Addresses(url, url, url, url)


@pytest.fixture(scope="session")
def template(cluster: EmbeddedServer) -> str:
    """A migrated database that others are copied from."""
    with Connection.connect(cluster.url(database="postgres"), autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    settings = Settings(root_key=ROOT_KEY)
    asyncio.run(bring_up_to_date(settings, addresses_of(cluster, TEMPLATE)))
    return TEMPLATE


@pytest.fixture(scope="session")
def new_database(cluster: EmbeddedServer, template: str) -> Callable[[], Addresses]:
    """Make a migrated, empty database."""

    def make() -> Addresses:
        name = f"test_{uuid4().hex}"
        with Connection.connect(cluster.url(database="postgres"), autocommit=True) as conn:
            conn.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )
        return addresses_of(cluster, name)

    return make


@pytest.fixture(scope="module")
def addresses(new_database: Callable[[], Addresses]) -> Addresses:
    """A database of this module's own."""
    return new_database()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("data"), root_key=ROOT_KEY, operator_name="Dial-Once", demo=True)


@pytest.fixture(scope="module")
async def running(anyio_backend: str, settings: Settings, addresses: Addresses) -> AsyncIterator[Running]:
    """The joined parts of one process, on this module's database."""
    async with open_parts(settings, addresses) as parts:
        yield parts


@pytest.fixture(scope="module")
async def client(anyio_backend: str, settings: Settings, addresses: Addresses) -> AsyncIterator[AsyncTestClient]:
    """The whole application, answering requests, with its job worker."""
    async with AsyncTestClient(create_app(settings, addresses), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
async def owner(addresses: Addresses) -> AsyncIterator[AsyncConnection]:
    """The database as its owner, to look at what is really stored."""
    async with await AsyncConnection.connect(addresses.owner, autocommit=True) as conn:
        yield conn
