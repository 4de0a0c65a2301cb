"""`kill -9` under load: what was acknowledged is stored, nothing is lost, nothing is stored twice.

`python -m bench.faults [repetitions]` kills the server and PostgreSQL in turn. Senders report events one by one; the process or
the database dies at a random moment; after it is back, every event is sent again under its own id. Those that were acknowledged
must all be duplicates then, and the table must hold each event once.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import msgspec

from bench.house import House, Running, open_house, start
from bench.workload import an_event
from dialonce.errors import Unavailable

SENDERS = 16
RESENT_TOGETHER = 500
MOST_RECOVERY_SECONDS = 30
Event = dict[str, str]


class Outcome(msgspec.Struct):
    """One fault. `lost`: acknowledged and gone; `twice`: rows beyond one an event; `statuses`: what senders were told."""

    sent: int
    acknowledged: int
    lost: int
    twice: int
    statuses: set[int]


class _Senders:
    """Clients that report until told to stop, and remember what was acknowledged."""

    def __init__(self, house: House, port: int) -> None:
        self._house = house
        self._url = f"http://127.0.0.1:{port}/v1/events"
        self._headers = {"Authorization": f"Bearer {house.furnished.token}"}
        self.sent: list[Event] = []
        self.acknowledged: list[Event] = []
        self.statuses: set[int] = set()
        self.stopping = False

    async def run(self) -> None:
        async with httpx.AsyncClient(timeout=10) as client:
            await asyncio.gather(*(self._send(client) for _ in range(SENDERS)))

    async def _send(self, client: httpx.AsyncClient) -> None:
        while not self.stopping:
            event = an_event(self._house.furnished)
            self.sent.append(event)
            try:
                answer = await client.post(self._url, json=event, headers=self._headers)
            except httpx.HTTPError:
                await asyncio.sleep(0.05)
                continue
            self.statuses.add(answer.status_code)
            if answer.status_code == 202 and answer.json()["accepted"] == 1:
                self.acknowledged.append(event)

    async def again(self, events: list[Event]) -> list[str]:
        """Send events again, in batches; what became of each. Waits while the service comes back."""
        results: list[str] = []
        async with httpx.AsyncClient(timeout=30) as client:
            for at in range(0, len(events), RESENT_TOGETHER):
                body = b"\n".join(msgspec.json.encode(event) for event in events[at : at + RESENT_TOGETHER])
                answer = await self._persist(client, body)
                results += [result["status"] for result in answer.json()["results"]]
        return results

    async def _persist(self, client: httpx.AsyncClient, body: bytes) -> httpx.Response:
        headers = {**self._headers, "Content-Type": "application/x-ndjson"}
        deadline = time.monotonic() + MOST_RECOVERY_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = await client.post(self._url, content=body, headers=headers)
            except httpx.HTTPError:
                await asyncio.sleep(0.2)
                continue
            if answer.status_code == 202:
                return answer
            await asyncio.sleep(0.2)
        raise TimeoutError("The service did not come back.")


async def survive(house: House, running: Running, fault: Callable[[], None], *, seconds: float) -> Outcome:
    """Let a fault happen after some seconds of load, send everything again, and count."""
    before = house.scalar("SELECT count(*) FROM personal.call_step")
    senders = _Senders(house, running.port)
    load = asyncio.create_task(senders.run())
    await asyncio.sleep(seconds)
    await asyncio.to_thread(fault)
    await asyncio.sleep(0.3)
    senders.stopping = True
    await load
    results = await senders.again(senders.acknowledged)
    acknowledged = {event["id"] for event in senders.acknowledged}
    await senders.again([event for event in senders.sent if event["id"] not in acknowledged])
    stored = house.scalar("SELECT count(*) FROM personal.call_step") - before
    return Outcome(
        sent=len(senders.sent),
        acknowledged=len(senders.acknowledged),
        lost=sum(result != "duplicate" for result in results),
        twice=stored - len(senders.sent),
        statuses=senders.statuses,
    )


def restart_server(house: House, running: Running) -> None:
    """`kill -9` of the server with all its workers, and a new one on the same port."""
    running.kill()
    running.process = start(house, port=running.port).process


def restart_postgres(house: House) -> None:
    """`kill -9` of PostgreSQL's main process and of every backend, and a new start, which recovers from the log."""
    kill_postgres(house)
    start_postgres(house)


def start_postgres(house: House) -> None:
    """Start PostgreSQL after it was killed, as often as it takes: a backend that was just beginning outlives it a moment."""
    deadline = time.monotonic() + MOST_RECOVERY_SECONDS
    while True:
        try:
            house.server.start()
        except Unavailable:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def kill_postgres(house: House) -> None:
    """`kill -9` of PostgreSQL's main process and of every backend."""
    main = int((house.server.data / "postmaster.pid").read_text().split("\n", 1)[0])
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(main)], capture_output=True, check=False)
    processes = (main, *map(int, listed.stdout.split()))
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    # A server that is still dying is taken for one that runs.
    deadline = time.monotonic() + MOST_RECOVERY_SECONDS
    while any(_is_alive(pid) for pid in processes) and time.monotonic() < deadline:
        time.sleep(0.01)


def _is_alive(pid: int) -> bool:
    """Whether a process still runs: not gone, and not one that only waits for its parent to take note."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _repeat(repetitions: int) -> int:
    """Run the faults; how many events were lost or stored twice."""
    wrong = acknowledged = 0
    with open_house() as house:
        running = start(house)
        try:
            for number in range(repetitions):
                of_server = number % 2 == 0
                fault = (lambda: restart_server(house, running)) if of_server else (lambda: restart_postgres(house))
                outcome = asyncio.run(survive(house, running, fault, seconds=random.uniform(0.5, 2.0)))
                wrong += outcome.lost + outcome.twice
                acknowledged += outcome.acknowledged
                print(f"{number + 1:3d} kill -9 {'server' if of_server else 'PostgreSQL'}: {outcome}", flush=True)
        finally:
            running.stop()
    print(f"{repetitions} faults, {acknowledged:,} acknowledged: {wrong} lost or stored twice")
    return wrong


if __name__ == "__main__":
    sys.exit(_repeat(int(sys.argv[1]) if len(sys.argv) > 1 else 20) != 0)
