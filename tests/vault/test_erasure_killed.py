"""`kill -9` at twenty random points, spread over the length of an erasure.

The subject is untouched or unreadable, never half; then gone.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO
from uuid import UUID

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.vault import SYSTEM, Vault, fetch, finish_erasures
from tests.vault.people import call, new_publisher, reading

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
KILLS, ROWS = 20, 200


def begin_erasure(url: str, publisher: UUID, subject: UUID) -> tuple[subprocess.Popen[str], IO[str]]:
    """A process that is about to erase, and what it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.vault.erase_in_process", url, str(publisher), str(subject)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process, process.stdout


def erasure_seconds(url: str, publisher: UUID, subject: UUID) -> float:
    """How long an erasure takes here and now that nobody kills."""
    process, said = begin_erasure(url, publisher, subject)
    began = time.monotonic()
    with process, said:
        assert said.readline() == "done\n"
        return time.monotonic() - began


def erase_and_kill(url: str, publisher: UUID, subject: UUID, seconds: float) -> str:
    """What the process said before it was killed so many seconds after it was ready."""
    process, said = begin_erasure(url, publisher, subject)
    with process, said:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return said.read()


async def rows_left(owner: AsyncConnection, subject: UUID) -> int:
    found = await owner.execute("SELECT count(*) FROM personal.call_step WHERE subject_id = %s", (subject,))
    return (await found.fetchone() or (0,))[0]


async def readable(vault: Vault, publisher: UUID, subject: UUID) -> int:
    vault.keyring.forget_all()
    async with vault.session([publisher], SYSTEM) as session:
        return len(await fetch(session, reading(session, publisher), "call_step", [subject]))


@pytest.mark.clause("7-h")
async def test_erasure_killed_at_random_points_leaves_no_half_state(
    running: Running, addresses: Addresses, owner: AsyncConnection, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    chance = random.Random(20160629)
    untouched, unreadable, finished = 0, 0, 0
    whole = (await call(vault, publisher, "+33612345699", steps=ROWS)).subject_id
    seconds = erasure_seconds(addresses.owner, publisher, whole)
    for number in range(KILLS):
        subject = (await call(vault, publisher, f"+336123456{number:02}", steps=ROWS)).subject_id
        said = erase_and_kill(addresses.owner, publisher, subject, (number + chance.random()) * seconds / KILLS)
        seen = await readable(vault, publisher, subject)
        assert seen in (0, ROWS), "half of a subject could be read"
        if seen:
            assert await rows_left(owner, subject) == ROWS
            untouched += 1
        else:
            unreadable += 1
            finished += said == "done\n"
            await finish_erasures(vault)
            assert await rows_left(owner, subject) == 0
    with capsys.disabled():
        sys.stdout.write(f"\n{KILLS} kills within {seconds * 1000:.0f} ms: ")
        sys.stdout.write(f"{untouched} untouched, {unreadable} unreadable, {finished} done, 0 half\n")
    assert untouched + unreadable == KILLS
