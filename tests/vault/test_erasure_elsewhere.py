"""An erasure reaches the memory of every process: another one is asked what it knows, before and after."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.vault import SYSTEM, erase_subject
from tests.vault.people import call, erasing, new_publisher

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
NUMBER = "+33612345678"
SECONDS = 5.0


class Elsewhere:
    """A second process that knows a caller."""

    def __init__(self, url: str, publisher: object) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.vault.know_in_process", url, str(publisher), NUMBER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        )

    def says(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def ask(self) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.says()

    def end(self) -> None:
        self._process.communicate()


@pytest.mark.clause("7-h")
async def test_erasure_empties_the_memory_of_the_other_process(
    running: Running, addresses: Addresses, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    elsewhere = Elsewhere(addresses.owner, publisher)
    before = elsewhere.says()
    async with vault.session([publisher], SYSTEM) as session:
        await erase_subject(session, erasing(session, publisher), subject.subject_id)
    began = time.monotonic()
    after = elsewhere.ask()
    while after != "key=False numbers=0" and time.monotonic() - began < SECONDS:
        after = elsewhere.ask()
    milliseconds = (time.monotonic() - began) * 1_000
    elsewhere.end()
    with capsys.disabled():
        sys.stdout.write(f"\nelsewhere before: {before}; after: {after}, within {milliseconds:.1f} ms\n")
    assert before == "key=True numbers=1"
    assert after == "key=False numbers=0"
