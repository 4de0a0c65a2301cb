"""Writing a transaction that is known before it begins: one statement, one round trip, one commit."""

from collections.abc import Iterable, Mapping, Sequence

from psycopg.errors import UniqueViolation

from dialonce.storage.arrays import ARRAYS, BinaryArray
from dialonce.storage.personal.rows import RowTuple, personal_statement
from dialonce.storage.personal.tables import TABLES
from dialonce.storage.pool import Pool, connection

BATCH_TABLES = ("subject", "call_step", "interaction")


class Repeated(Exception):
    """A row of the batch is stored already; nothing of the batch was."""


def table_arrays(table: str, rows: Sequence[RowTuple]) -> dict[str, BinaryArray]:
    """Rows of a table, in the order of its columns, as one array a column: `table.column`."""
    columns = TABLES[table].columns
    values: Iterable[Sequence[object]] = zip(*rows, strict=True) if rows else [()] * len(columns)
    return {f"{table}.{name}": ARRAYS[type_](column) for (name, type_), column in zip(columns, values, strict=True)}


async def record_batch(pool: Pool, rows: Mapping[str, Sequence[RowTuple]], values: Mapping[str, object]) -> None:
    """Store rows of `BATCH_TABLES` with counts and journal, `values`, as migration 0025 names them.

    Raises `Repeated`, `Crossed` when it met another batch, and `Unavailable` when the database is away; then nothing was stored.
    """
    given = {name: array for table in BATCH_TABLES for name, array in table_arrays(table, rows.get(table, ())).items()}
    try:
        async with connection(pool) as conn:
            await conn.execute(personal_statement("batch", "record"), {**values, **given})
    except UniqueViolation as known:
        raise Repeated from known
