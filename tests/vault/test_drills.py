"""The tamper drill: entries of a journal altered, removed and put in another order at random; each is found where it is.

`pytest -s tests/vault/test_drills.py tests/vault/test_canaries.py tests/vault/test_erasure_killed.py
tests/vault/test_erasure_elsewhere.py tests/storage/test_backup.py` runs all drills and prints what they found.
"""

import random
import sys
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.storage.pool import AUDITOR, open_pool
from dialonce.vault import SYSTEM, JournalEntry, export_journal, journal_public_key, make_checkpoint, verify_export
from tests.vault.people import new_publisher

pytestmark = pytest.mark.anyio
TIMES, ENTRIES = 100, 400
Spoil = Callable[[list[bytes], int], list[bytes]]
Place = tuple[int, int]


def altered(lines: list[bytes], at: int) -> list[bytes]:
    entry = msgspec.json.decode(lines[at])
    text = entry["entry"].replace('"count":', '"counts":', 1)
    return [*lines[:at], msgspec.json.encode({**entry, "entry": text}), *lines[at + 1 :]]


def removed(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], *lines[at + 1 :]]


def reordered(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def place_of(line: bytes) -> Place:
    entry = msgspec.json.decode(line)
    return entry["lane"], entry["position"]


async def export(running: Running, addresses: Addresses) -> list[bytes]:
    """A journal of some hundred entries with checkpoints in between."""
    vault = running.parts.vault
    publisher = await new_publisher(running)
    for number in range(ENTRIES):
        async with vault.session([publisher], SYSTEM) as session:
            at = session.now + timedelta(microseconds=number)
            session.record(
                JournalEntry(at, publisher, "system", "read", "security", (), "permit", ("8-a",), count=number + 2)
            )
        if number % 150 == 149:
            await make_checkpoint(vault)
    async with open_pool(addresses.role(AUDITOR), "auditor", most=1) as pool:
        return [line async for line in export_journal(pool)]


@pytest.mark.clause("8-a")
async def test_whatever_is_done_to_an_entry_is_found_at_its_place(
    running: Running, addresses: Addresses, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = await export(running, addresses)
    key = await journal_public_key(running.parts.vault)
    assert verify_export(lines, key).faults == []
    entries = [at for at, line in enumerate(lines) if b'"record":"entry"' in line and b'"count' in line]
    inner = [at for at in entries if at + 1 in entries and place_of(lines[at])[0] == place_of(lines[at + 1])[0]]
    chance = random.Random(20160629)
    found: dict[str, int] = {}
    for spoil in (altered, removed, reordered):
        for at in chance.sample(inner, TIMES):
            faults = verify_export(spoil(lines, at), key).faults
            places = {(fault.lane, fault.position) for fault in faults}
            found[spoil.__name__] = found.get(spoil.__name__, 0) + (place_of(lines[at]) in places)
    with capsys.disabled():
        sys.stdout.write(f"\ntampering of {len(entries)} entries, {TIMES} times each, located: {found}\n")
    assert found == {"altered": TIMES, "removed": TIMES, "reordered": TIMES}
