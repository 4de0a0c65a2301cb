"""A house of its own for measurements: embedded PostgreSQL, one publisher, servers that come and go."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import msgspec
from psycopg import Connection

from dialonce.app.addresses import Addresses, embedded_addresses
from dialonce.app.install import bring_up_to_date
from dialonce.app.parts import open_parts
from dialonce.settings import Settings
from dialonce.storage.embedded import DATABASE, EmbeddedServer, embedded_server
from tests.house_of import Furnished, furnish

ROOT_KEY = "5a" * 32
STARTING_SECONDS = 30


class House(msgspec.Struct):
    """Where it is, and what a load needs to know."""

    folder: Path
    server: EmbeddedServer
    settings: Settings
    furnished: Furnished

    @property
    def addresses(self) -> Addresses:
        return embedded_addresses(self.server)

    def owner(self) -> Connection[Any]:
        """The database as its owner."""
        return Connection.connect(self.server.url(), autocommit=True)

    def scalar(self, sql: str) -> int:
        """One number out of the database."""
        with self.owner() as conn:
            row = conn.execute(sql.encode()).fetchone()
        return int(row[0]) if row else 0


@contextmanager
def open_house() -> Iterator[House]:
    """An embedded PostgreSQL in a temporary folder with one furnished publisher; all gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="dialonce-bench-"))
    folder.chmod(0o755)
    try:
        settings = Settings(data=folder / "data", root_key=ROOT_KEY)
        with embedded_server(settings.data).in_use() as server:
            with Connection.connect(server.url(database="postgres"), autocommit=True) as conn:
                conn.execute(f"CREATE DATABASE {DATABASE}".encode())
            yield House(folder, server, settings, asyncio.run(_furnish(settings, embedded_addresses(server))))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _furnish(settings: Settings, addresses: Addresses) -> Furnished:
    await bring_up_to_date(settings, addresses)
    async with open_parts(settings, addresses) as running:
        return await furnish(running)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running(msgspec.Struct):
    """A server process with its workers."""

    process: subprocess.Popen[bytes]
    port: int

    def kill(self) -> None:
        """`kill -9` of the server and all its workers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def workers(self) -> list[int]:
        """Process ids of the workers."""
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, check=False)
        return [int(pid) for pid in listed.stdout.split()]


@contextmanager
def serving(house: House, *, workers: int = 1, module: str = "bench.serve") -> Iterator[Running]:
    """A server on a free port, ready to answer, in a session of its own."""
    running = start(house, workers=workers, module=module)
    try:
        yield running
    finally:
        running.stop()


def start(house: House, *, workers: int = 1, module: str = "bench.serve", port: int = 0) -> Running:
    """Start a server and wait until it answers. Raises TimeoutError when it does not."""
    port = port or free_port()
    environment = {
        **os.environ,
        "DIALONCE_DATA": str(house.settings.data),
        "DIALONCE_ROOT_KEY": ROOT_KEY,
        "DIALONCE_PORT": str(port),
        "DIALONCE_WORKERS": str(workers),
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    process = subprocess.Popen([sys.executable, "-m", module], env=environment, start_new_session=True)
    running = Running(process, port)
    _wait(running, house)
    return running


def _wait(running: Running, house: House) -> None:
    ask = Request(
        f"http://127.0.0.1:{running.port}/ivr/status", headers={"Authorization": f"Bearer {house.furnished.token}"}
    )
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(ask, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    running.kill()
    raise TimeoutError("The server did not start.")
