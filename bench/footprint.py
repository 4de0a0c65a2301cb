"""Start and memory, as an operator has them: `dialonce serve` with the embedded database."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from bench.figure import Figure, median
from bench.house import ROOT_KEY, Running, free_port
from dialonce.storage.embedded import embedded_server

STARTS = 3
LONGEST_START = 60
SETTLING = 2


def measure_footprint() -> list[Figure]:
    """Cold start to the first answer, `postgres` alone, and memory at rest."""
    folder = Path(tempfile.mkdtemp(prefix="dialonce-cold-"))
    folder.chmod(0o755)
    try:
        with _served(folder):
            pass
        starts: list[float] = []
        sizes: list[float] = []
        for _ in range(STARTS):
            with _served(folder) as (took, running):
                starts.append(took)
                sizes.append(_memory(running))
        return [_start_figure(median(starts), _postgres_alone(folder)), _memory_figure(median(sizes))]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start_figure(took: float, alone: float) -> Figure:
    return Figure(
        what="cold start to first answer, embedded database, warm disk",
        ours=f"{took:.2f} s",
        beside=f"`postgres` alone: {alone:.2f} s",
        target="≤ 3 s",
        score=3 / took,
    )


def _memory_figure(memory: float) -> Figure:
    return Figure(
        what="memory at rest: server and one worker, proportional set size, without PostgreSQL",
        ours=f"{memory:.0f} MiB",
        beside="—",
        target="≤ 250 MiB",
        score=250 / memory,
    )


@contextmanager
def _served(folder: Path) -> Iterator[tuple[float, Running]]:
    """The service on its own data, with the seconds until it answered."""
    port = free_port()
    # Compiled files are kept, as they are after any first start, whatever this shell says.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {
        **kept,
        "DIALONCE_DATA": str(folder / "data"),
        "DIALONCE_ROOT_KEY": ROOT_KEY,
        "DIALONCE_PORT": str(port),
        "PYTHONPATH": "src",
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "dialonce", "serve"],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Running(process, port)
    try:
        _first_answer(port, began)
        yield time.perf_counter() - began, running
    finally:
        running.stop()


def _first_answer(port: int, began: float) -> None:
    while time.perf_counter() - began < LONGEST_START:
        try:
            with urlopen(f"http://127.0.0.1:{port}/ivr/status", timeout=2):
                return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError("`dialonce serve` did not answer.")


def _postgres_alone(folder: Path) -> float:
    server = embedded_server(folder / "data")
    began = time.perf_counter()
    server.start()
    took = time.perf_counter() - began
    server.stop()
    return took


def _memory(running: Running) -> float:
    """Proportional set size of the server and its workers, in MiB, once what goes on after the first answer is done."""
    time.sleep(SETTLING)
    return sum(resident(pid) for pid in (running.process.pid, *running.workers()))


def resident(pid: int) -> float:
    """Proportional set size of one process, in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
