"""The real server as an operator starts it: `dialonce serve`, own database, own process."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from dialonce.settings import Settings

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0


@contextmanager
def running_server() -> Iterator[Settings]:
    """Start it in a fresh folder and stop it afterwards. Yields the settings that it runs with."""
    folder = Path(tempfile.mkdtemp(prefix="dialonce-journey-"))
    folder.chmod(0o755)
    settings = Settings(data=folder / "data", root_key="7b" * 32, port=free_port(), demo=True)
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "dialonce", "serve"],
            env=_environment(settings),
            stdout=output,
            stderr=output,
            cwd=ROOT,
        )
        try:
            _wait(settings, process, log)
            yield settings
        finally:
            process.terminate()
            process.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _environment(settings: Settings) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIALONCE_")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "DIALONCE_DATA": str(settings.data),
        "DIALONCE_ROOT_KEY": settings.root_key,
        "DIALONCE_PORT": str(settings.port),
        "DIALONCE_DEMO": "1",
    }


def _wait(settings: Settings, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended by itself:\n{log.read_text()}")
        try:
            if httpx.get(f"{settings.public_url}/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {PATIENCE} s:\n{log.read_text()}")
