"""Verifying the journal: what was altered, removed or put in another order, and where.

Works on the export and the public key alone; the database's own journal is read into the same records.
"""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import fetch_all
from dialonce.vault.checkpoints import Checkpoint, LaneHead, SignedCheckpoint, document_hash, read_checkpoint
from dialonce.vault.journal import JournalEntry

BEGINNING = bytes(32)
PAGE = 5_000
REMOVED = "checkpoint before this one removed or altered"


class StoredEntry(msgspec.Struct, frozen=True, tag="entry", tag_field="record"):
    """One entry as it stands: the hashed text, the columns that repeat what is in it, and the chain."""

    lane: int
    position: int
    publisher_id: UUID
    subject_id: UUID | None
    at: datetime
    entry: str
    hash: bytes


class StoredLane(LaneHead, frozen=True, tag="lane", tag_field="record"):
    """A lane's head as the database holds it."""


class StoredCheckpoint(SignedCheckpoint, frozen=True, tag="checkpoint", tag_field="record"):
    """A signed checkpoint."""


Stored = StoredEntry | StoredLane | StoredCheckpoint


class JournalFault(msgspec.Struct, frozen=True):
    """Something is wrong at a place of the journal. `lane` is None for a fault of the checkpoints themselves."""

    what: str
    lane: int | None
    position: int


class Verifier:
    """Takes records in the order of an export: checkpoints, then each lane's head with its entries.

    `kept`: checkpoints that were kept elsewhere. They tell what the export cannot: that its newest end was cut off.
    """

    def __init__(self, public_key: bytes, kept: Iterable[SignedCheckpoint] = ()) -> None:
        self._public_key = public_key
        self._newest: SignedCheckpoint | None = None
        self._first: Checkpoint | None = None
        self._forgotten = {""}
        self._promised: dict[tuple[int, int], bytes] = {}
        self._trimmed: dict[tuple[int, int], bytes] = {}
        self._lengths: dict[int, int] = {}
        self._at: dict[int, tuple[int, bytes]] = {}
        self._heads: dict[int, StoredLane] = {}
        self.faults: list[JournalFault] = []
        self.entries = 0
        self.checkpoints = 0
        for number, signed in enumerate(kept, start=1):
            checkpoint = read_checkpoint(signed, public_key)
            if checkpoint is None:
                self._fault("checkpoint kept elsewhere forged or altered", None, number)
            else:
                self._promise(checkpoint)

    def see(self, record: Stored) -> None:
        """Verify the next record."""
        match record:
            case StoredEntry():
                self._see_entry(record)
            case StoredLane():
                self._heads[record.lane] = record
            case StoredCheckpoint():
                self._see_checkpoint(record)

    def finish(self) -> list[JournalFault]:
        """Everything that is wrong, once all records were seen."""
        if self._first is not None and self._first.previous not in self._forgotten:
            self._fault(REMOVED, None, self._first.number)
        for lane in sorted({*self._lengths, *self._heads, *self._at}):
            self._close(lane)
        return self.faults

    def _fault(self, what: str, lane: int | None, position: int) -> None:
        self.faults.append(JournalFault(what, lane, position))

    def _see_checkpoint(self, signed: StoredCheckpoint) -> None:
        self.checkpoints += 1
        checkpoint = read_checkpoint(signed, self._public_key)
        if checkpoint is None:
            self._fault("checkpoint forged or altered", None, self.checkpoints)
            return
        if self._newest is None:
            self._first = checkpoint
        elif checkpoint.previous != document_hash(self._newest):
            self._fault(REMOVED, None, checkpoint.number)
        self._forgotten.add(checkpoint.forgotten)
        self._promise(checkpoint)
        self._newest = signed

    def _promise(self, checkpoint: Checkpoint) -> None:
        for head in checkpoint.lanes:
            self._promised[head.lane, head.length] = head.head
            self._lengths[head.lane] = max(head.length, self._lengths.get(head.lane, 0))
        for head in checkpoint.trimmed:
            self._trimmed[head.lane, head.length] = head.head

    def _see_entry(self, stored: StoredEntry) -> None:
        self.entries += 1
        position, head = self._at.get(stored.lane) or self._beginning(stored.lane, stored.position)
        if stored.position <= position:
            self._fault("entry in another order", stored.lane, stored.position)
        elif stored.position > position + 1:
            self._fault(f"entries removed up to {stored.position - 1}", stored.lane, position + 1)
        elif sha256(head + stored.entry.encode()).digest() != stored.hash:
            self._fault("entry altered", stored.lane, stored.position)
        if not _columns_agree(stored):
            self._fault("columns differ from the entry", stored.lane, stored.position)
        promised = self._promised.get((stored.lane, stored.position))
        if promised is not None and promised != stored.hash:
            self._fault("history rewritten before a signed checkpoint", stored.lane, stored.position)
        self._at[stored.lane] = (max(position, stored.position), stored.hash)

    def _beginning(self, lane: int, first: int) -> tuple[int, bytes]:
        """Where a lane begins: with its first entry, or behind what a signed checkpoint let go."""
        let_go = self._trimmed.get((lane, first - 1))
        return (first - 1, let_go) if let_go is not None else (0, BEGINNING)

    def _close(self, lane: int) -> None:
        known = self._heads.get(lane)
        position, head = self._at.get(lane) or self._beginning(lane, known.length + 1 if known else 1)
        if position < self._lengths.get(lane, 0):
            self._fault("entries cut off after a signed checkpoint", lane, position + 1)
        if known is None:
            self._fault("the lane's head is missing", lane, position + 1)
        elif (known.length, known.head) != (position, head):
            self._fault("the lane's head tells of other entries", lane, min(position, known.length) + 1)


def _columns_agree(stored: StoredEntry) -> bool:
    try:
        entry = msgspec.json.decode(stored.entry, type=JournalEntry)
    except msgspec.MsgspecError:
        return False
    return (entry.publisher, entry.subject, entry.at) == (stored.publisher_id, stored.subject_id, stored.at)


async def stored_journal(auditor: Pool) -> AsyncIterator[Stored]:
    """The whole journal of the database in the order of an export, read as the auditor within one snapshot."""
    async with transaction(auditor) as conn:
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for checkpoint in await fetch_all(conn, "journal.checkpoints", {}, StoredCheckpoint):
            yield checkpoint
        for lane in await fetch_all(conn, "journal.lanes", {}, StoredLane):
            yield lane
            after = 0
            while page := await fetch_all(
                conn, "journal.page", {"lane": lane.lane, "after": after, "limit": PAGE}, StoredEntry
            ):
                for entry in page:
                    yield entry
                after = page[-1].position


async def verify_journal(auditor: Pool, public_key: bytes, kept: Iterable[SignedCheckpoint] = ()) -> Verifier:
    """Verify the journal as the database holds it; `faults` says what is wrong."""
    verifier = Verifier(public_key, kept)
    async for record in stored_journal(auditor):
        verifier.see(record)
    verifier.finish()
    return verifier


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Stored)


async def export_journal(auditor: Pool) -> AsyncIterator[bytes]:
    """The journal as lines of JSON, each ending with a newline."""
    async for record in stored_journal(auditor):
        yield _encoder.encode(record) + b"\n"


def verify_export(lines: Iterable[bytes], public_key: bytes, kept: Iterable[SignedCheckpoint] = ()) -> Verifier:
    """Verify an export. A line that is no record is a fault at its number."""
    verifier = Verifier(public_key, kept)
    for number, line in enumerate(lines, start=1):
        try:
            verifier.see(_decoder.decode(line))
        except msgspec.MsgspecError:
            verifier.faults.append(JournalFault("line is no record of a journal", None, number))
    verifier.finish()
    return verifier
