"""The embedded server starts again after it was killed, also where nobody reaps the dead."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialonce.storage.embedded import EmbeddedServer, embedded_server


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with tempfile.TemporaryDirectory(prefix="dialonce-test-") as folder:
        Path(folder).chmod(0o755)
        yield embedded_server(Path(folder) / "data")


def test_starts_beside_a_dead_process_that_still_has_its_number(server: EmbeddedServer) -> None:
    server.create()
    with subprocess.Popen(["true"]) as dead:
        while Path(f"/proc/{dead.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
            time.sleep(0.01)
        (server.data / "postmaster.pid").write_text(f"{dead.pid}\n{server.data}\n")
        server.start()
        try:
            assert server.running()
        finally:
            server.stop()


def test_living_server_is_left_alone(server: EmbeddedServer) -> None:
    with server.in_use():
        pid = (server.data / "postmaster.pid").read_text().partition("\n")[0]
        server.start()
        assert (server.data / "postmaster.pid").read_text().partition("\n")[0] == pid
        os.kill(int(pid), 0)
