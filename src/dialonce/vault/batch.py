"""Batches: a transaction that is decided, counted and sealed in memory, and then stored by one statement.

For the hot paths. Where a session asks the database half a dozen times, a batch asks once; on the way it is a gate like
any other, and a permit given at it ends with it.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Protocol, cast
from uuid import UUID

from dialonce.policy import Permit
from dialonce.storage.arrays import uuids
from dialonce.storage.personal.batch import Repeated, record_batch
from dialonce.storage.personal.rows import RowTuple
from dialonce.vault.counters import count_arrays
from dialonce.vault.journal import entry_arrays
from dialonce.vault.rows import NewRow, Private, check_rows, new_subjects, seal_rows
from dialonce.vault.session import Gate, Vault, Who

__all__ = ["Batch", "Keep", "Repeated", "open_batch"]


class Keep(Protocol):
    """Stores rows under a permit, once each; of each row, whether it was not stored before."""

    async def __call__(
        self,
        permit: Permit,
        table: str,
        rows: Sequence[NewRow],
        *,
        identities: Mapping[UUID, Private] | None = None,
    ) -> list[bool]: ...


class Batch(Gate):
    """Rows, counts and journal of one transaction that has not begun."""

    def __init__(self, vault: Vault, publishers: tuple[UUID, ...], who: Who) -> None:
        super().__init__(vault, publishers, who, vault.clock())
        self._rows: dict[str, list[RowTuple]] = {}

    async def keep(
        self,
        permit: Permit,
        table: str,
        rows: Sequence[NewRow],
        *,
        identities: Mapping[UUID, Private] | None = None,
    ) -> list[bool]:
        """Seal rows to be stored when the batch ends. All count as new: one that is not fails the batch as `Repeated`."""
        check_rows(self, permit, table, rows, identities)
        publisher_id = permit.use.publisher
        stopped = self.stopped_among(permit, (row.subject.subject_id for row in rows))
        kept = [row for row in rows if row.subject.subject_id not in stopped] if stopped else rows
        fresh = new_subjects(self, [row.subject for row in kept], identities or {})
        if fresh:
            self._add("subject", seal_rows(publisher_id, "subject", fresh))
            self.after_commit(lambda: self.keyring.mark_rooted([row.subject.subject_id for row in fresh]))
        self._add(table, seal_rows(publisher_id, table, kept))
        return [True] * len(rows)

    def _add(self, table: str, rows: Iterable[RowTuple]) -> None:
        self._rows.setdefault(table, []).extend(rows)

    async def store(self, vault: Vault) -> None:
        """Store everything in one transaction. Raises `Repeated`, `Crossed`, `Unavailable`; then nothing was stored."""
        scope, seal = self.keyring.scope(self.publishers)
        values = {"scope": scope, "seal": seal, "writers": uuids(self.publishers), "lane": self._lane}
        values |= {f"count.{name}": array for name, array in count_arrays(self._counts).items()}
        values |= {f"journal.{name}": array for name, array in entry_arrays(self._entries).items()}
        # In one order for everybody: batches that hold the same rows wait for each other instead of deadlocking.
        for table, rows in self._rows.items():
            rows.sort(key=_subject_id if table == "subject" else _row_id)
        await record_batch(vault.pool, self._rows, values)


def _subject_id(row: RowTuple) -> int:
    """The first column of every personal table. Ids compare fastest as numbers."""
    return cast("UUID", row[0]).int


def _row_id(row: RowTuple) -> int:
    """The second column of event tables."""
    return cast("UUID", row[1]).int


@asynccontextmanager
async def open_batch(vault: Vault, publishers: Iterable[UUID], who: Who) -> AsyncIterator[Batch]:
    """A batch over these publishers, stored when the block ends, never begun when it raises."""
    batch = Batch(vault, tuple(dict.fromkeys(publishers)), who)
    yield batch
    await batch.store(vault)
    await batch.settle()
