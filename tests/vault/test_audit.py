"""The journal: what is tampered with is found, and where."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.errors import Refused
from dialonce.policy import Action, Actor, Facts, Use
from dialonce.storage.pool import AUDITOR, Pool, open_pool
from dialonce.vault import (
    SYSTEM,
    JournalFault,
    SignedCheckpoint,
    export_journal,
    journal_public_key,
    make_checkpoint,
    verify_export,
    verify_journal,
)
from dialonce.vault.merkle import leaf_hash, tree_hash
from tests.vault.people import call, new_publisher

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def auditor(anyio_backend: str, addresses: Addresses) -> AsyncIterator[Pool]:
    async with open_pool(addresses.role(AUDITOR), "auditor", most=1) as pool:
        yield pool


@pytest.fixture(scope="module")
async def lines(anyio_backend: str, running: Running, auditor: Pool) -> list[bytes]:
    """An export: fifteen entries, a checkpoint, three entries more. One writer, so they are all in lane 0."""
    publisher = await new_publisher(running)
    for number in range(15):
        await call(running.parts.vault, publisher, f"+336123456{number:02}")
    await make_checkpoint(running.parts.vault)
    for number in range(3):
        await call(running.parts.vault, publisher, f"+336123457{number:02}")
    return [line async for line in export_journal(auditor)]


@pytest.fixture(scope="module")
async def public_key(anyio_backend: str, running: Running) -> bytes:
    return await journal_public_key(running.parts.vault)


def index_of(lines: list[bytes], position: int) -> int:
    """Where the entry at a position of lane 0 stands in the export."""
    return next(i for i, line in enumerate(lines) if b'"lane":0,"position":%d,' % position in line)


def found(lines: list[bytes], public_key: bytes) -> set[tuple[str, int | None, int]]:
    return {msgspec.structs.astuple(fault) for fault in verify_export(lines, public_key).faults}


async def test_whole_journal_verifies(lines: list[bytes], public_key: bytes, auditor: Pool) -> None:
    verifier = verify_export(lines, public_key)
    assert (verifier.faults, verifier.checkpoints) == ([], 1)
    assert verifier.entries >= 18
    assert (await verify_journal(auditor, public_key)).faults == []


def test_altered_entry_is_located(lines: list[bytes], public_key: bytes) -> None:
    at = index_of(lines, 7)
    spoiled = [*lines[:at], lines[at].replace(b"permit", b"denied"), *lines[at + 1 :]]
    assert found(spoiled, public_key) == {("entry altered", 0, 7)}


def test_removed_entry_is_located(lines: list[bytes], public_key: bytes) -> None:
    at = index_of(lines, 7)
    assert found(lines[:at] + lines[at + 1 :], public_key) == {("entries removed up to 7", 0, 7)}


def test_reordered_entries_are_located(lines: list[bytes], public_key: bytes) -> None:
    at = index_of(lines, 7)
    swapped = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    assert ("entry in another order", 0, 7) in found(swapped, public_key)


def test_cut_after_a_checkpoint_is_located(lines: list[bytes], public_key: bytes) -> None:
    heads = [line for line in lines if b'"record":"lane"' in line]
    cut = [line for line in lines if line not in heads][: -(3 + 5)]
    faults = {(what, lane) for what, lane, _ in found(cut, public_key)}
    assert ("entries cut off after a signed checkpoint", 0) in faults
    assert {what for what, lane in faults if lane != 0} == {"the lane's head is missing"}
    assert len(heads) == 16


def test_cut_that_takes_the_checkpoint_along_is_told_by_one_kept_elsewhere(
    lines: list[bytes], public_key: bytes
) -> None:
    """Whoever owns the database can rewind it to before a checkpoint; who kept that checkpoint sees it."""
    (checkpoint,) = [line for line in lines if b'"record":"checkpoint"' in line]
    entries = [line for line in lines if b'"record":"entry"' in line]
    last = msgspec.json.decode(entries[5])
    head = {"record": "lane", "lane": 0, "length": 6, "head": last["hash"]}
    rewound = [msgspec.json.encode(head), *entries[:6]]
    assert found(rewound, public_key) == set()
    kept = msgspec.json.decode(checkpoint, type=SignedCheckpoint)
    faults = verify_export(rewound, public_key, [kept]).faults
    assert JournalFault("entries cut off after a signed checkpoint", 0, 7) in faults
    forged = msgspec.structs.replace(kept, signature=bytes(64))
    told = [fault.what for fault in verify_export(lines, public_key, [forged]).faults]
    assert told == ["checkpoint kept elsewhere forged or altered"]


def test_cut_after_the_last_checkpoint_is_told_by_the_head(lines: list[bytes], public_key: bytes) -> None:
    last = max(at for at, line in enumerate(lines) if b'"record":"entry"' in line)
    faults = verify_export(lines[:last] + lines[last + 1 :], public_key).faults
    assert [(fault.what, fault.lane) for fault in faults] == [("the lane's head tells of other entries", 0)]


def test_altered_checkpoint_is_told(lines: list[bytes], public_key: bytes) -> None:
    spoiled = [line.replace(b'\\"number\\":1', b'\\"number\\":2') for line in lines]
    assert ("checkpoint forged or altered", None, 1) in found(spoiled, public_key)


def test_foreign_public_key_verifies_nothing(lines: list[bytes], public_key: bytes) -> None:
    assert ("checkpoint forged or altered", None, 1) in found(lines, bytes(reversed(public_key)))


def test_line_that_is_no_record_is_told(lines: list[bytes], public_key: bytes) -> None:
    assert found([b"{}", *lines], public_key) == {("line is no record of a journal", None, 1)}


async def test_rewritten_history_is_told_by_the_checkpoint(
    lines: list[bytes], public_key: bytes, auditor: Pool, owner: AsyncConnection
) -> None:
    """Somebody who owns the database alters an entry and makes the whole chain fit again."""
    async with owner.transaction(force_rollback=False):
        await owner.execute(
            "UPDATE audit.entry SET entry = replace(entry, 'permit', 'denied') WHERE lane = 0 AND position = 3"
        )
        await owner.execute(
            """DO $$ DECLARE e record; head bytea := decode(repeat('00', 32), 'hex'); BEGIN
                 FOR e IN SELECT position, entry FROM audit.entry WHERE lane = 0 ORDER BY position LOOP
                   head := sha256(head || convert_to(e.entry, 'UTF8'));
                   UPDATE audit.entry SET hash = head WHERE lane = 0 AND position = e.position;
                 END LOOP;
                 UPDATE audit.lane SET head = (SELECT hash FROM audit.entry WHERE lane = 0 ORDER BY position DESC LIMIT 1)
                  WHERE lane = 0;
               END $$"""
        )
    faults = (await verify_journal(auditor, public_key)).faults
    assert {fault.what for fault in faults} == {"history rewritten before a signed checkpoint"}
    assert {fault.lane for fault in faults} == {0}


async def test_column_that_differs_from_its_entry_is_located(
    public_key: bytes, auditor: Pool, owner: AsyncConnection
) -> None:
    await owner.execute("UPDATE audit.entry SET publisher_id = %s WHERE lane = 0 AND position = 5", (UUID(int=1),))
    faults = (await verify_journal(auditor, public_key)).faults
    assert JournalFault("columns differ from the entry", 0, 5) in faults


@pytest.mark.clause("2-l")
async def test_denial_stays_in_the_journal_although_the_session_is_undone(
    running: Running, owner: AsyncConnection
) -> None:
    publisher = await new_publisher(running)
    use = Use(publisher, Actor.OPERATOR_STAFF, Action.READ, "service-provision", frozenset(("phone-number",)))
    with pytest.raises(Refused):
        async with running.parts.vault.session([publisher], SYSTEM) as session:
            session.require(use, Facts())
    found = await owner.execute("SELECT entry FROM audit.entry WHERE publisher_id = %s", (publisher,))
    entries = [msgspec.json.decode(row[0]) for row in await found.fetchall()]
    assert [(entry["outcome"], entry["action"]) for entry in entries] == [("deny", "read")]
    assert "2-l" in entries[0]["clauses"]


def test_tree_hash_is_that_of_rfc_6962() -> None:
    """Test vectors of the certificate-transparency reference implementation."""
    leaves = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
    assert tree_hash([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree_hash(leaves[:2]).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert tree_hash(leaves).hex() == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
