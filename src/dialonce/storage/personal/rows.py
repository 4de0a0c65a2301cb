"""Reading and writing personal rows as the database holds them: sealed. Who may, the vault has decided before."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg import sql
from psycopg.errors import UniqueViolation
from psycopg.rows import dict_row, tuple_row

from dialonce.storage.arrays import ARRAYS
from dialonce.storage.personal.table import Table
from dialonce.storage.personal.tables import TABLES
from dialonce.storage.queries import Connection, load_statements

RowTuple = tuple[object, ...]
_PACKAGE = "dialonce.storage.personal"


def personal_statement(table: str, query: str) -> LiteralString:
    """The text of one query of `sql/<table>.sql`."""
    return load_statements(_PACKAGE, table)[query]


async def insert_rows(conn: Connection, table: str, rows: Sequence[RowTuple]) -> None:
    """Add rows as the ingest role, which can read none. Values follow the order of the table's columns."""
    if not rows:
        return
    if TABLES[table].bulk:
        await conn.execute("SET LOCAL ROLE dialonce_ingest")
        await _copy(conn, TABLES[table], rows)
        await conn.execute("RESET ROLE")
        return
    columns = zip(*rows, strict=True)
    # In binary where the type has such an array: as text a sealed archive would be half as long again, and slow to write.
    values = {
        name: ARRAYS.get(type_, list)(column)
        for (name, type_), column in zip(TABLES[table].columns, columns, strict=True)
    }
    async with conn.pipeline():
        await conn.execute("SET LOCAL ROLE dialonce_ingest")
        await conn.execute(personal_statement(table, "insert"), values)
        await conn.execute("RESET ROLE")


async def _copy(conn: Connection, table: Table, rows: Sequence[RowTuple]) -> None:
    async with conn.cursor().copy(personal_statement(table.name, "insert")) as copy:
        copy.set_types(table.column_types)
        for row in rows:
            await copy.write_row(row)


async def insert_unknown_rows(conn: Connection, table: str, rows: Sequence[RowTuple]) -> set[int]:
    """Add rows of an event table, leaving out those whose key is stored already; the places of the added ones.

    Rows are expected to be new: only when one is not are they looked up. The primary key decides, so that two transactions
    with the same row at the same time store it once.
    """
    places = list(range(len(rows)))
    while places:
        try:
            async with conn.transaction():
                await insert_rows(conn, table, [rows[place] for place in places])
            break
        except UniqueViolation:
            known = await _known(conn, table, [rows[place] for place in places])
            # Sorted, so that two transactions that meet a second time wait for each other in one order.
            places = sorted((p for at, p in enumerate(places) if at not in known), key=lambda p: str(rows[p][:2]))
    return set(places)


async def _known(conn: Connection, table: str, rows: Sequence[RowTuple]) -> set[int]:
    """Which of these rows are stored, by place. The first four columns are subject, row, publisher and time."""
    values = {
        "subject_ids": [row[0] for row in rows],
        "times": [row[3] for row in rows],
        "row_ids": [row[1] for row in rows],
    }
    async with conn.cursor(row_factory=tuple_row) as cursor:
        await cursor.execute(personal_statement(table, "existing"), values)
        return {row[0] - 1 for row in await cursor.fetchall()}


async def rows_of(conn: Connection, table: str, subject_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """All rows of these subjects in the tenants of the scope."""
    return await query_rows(conn, table, "by_subject", {"subject_ids": list(subject_ids)})


async def rows_of_each(
    conn: Connection, tables: Sequence[str], subject_ids: Sequence[UUID]
) -> dict[str, list[dict[str, Any]]]:
    """All rows of these subjects, by table, in one round trip."""
    values = {"subject_ids": list(subject_ids)}
    async with conn.pipeline():
        asked = {
            table: await conn.cursor(row_factory=dict_row, binary=True).execute(
                personal_statement(table, "by_subject"), values
            )
            for table in tables
        }
    return {table: await cursor.fetchall() for table, cursor in asked.items()}


async def query_rows(conn: Connection, table: str, query: str, parameters: dict[str, object]) -> list[dict[str, Any]]:
    """Rows of a named query of the table's file. In binary: most of what they hold are ids, moments and sealed bytes."""
    async with conn.cursor(row_factory=dict_row, binary=True) as cursor:
        await cursor.execute(personal_statement(table, query), parameters)
        return await cursor.fetchall()


async def held_rows(conn: Connection, times: Mapping[str, str], subject_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """How many rows these subjects have in each table of `times`, whose value is the column that tells when: one statement."""
    one = personal_statement("subject", "held")
    parts = [
        sql.SQL(one).format(
            name=sql.Literal(table),
            table=sql.Identifier(table),
            time=sql.Identifier(time),
            solution=sql.SQL("solution_id" if "solution_id" in TABLES[table].column_names else "NULL::uuid"),
        )
        for table, time in times.items()
    ]
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(sql.SQL(" UNION ALL ").join(parts), {"subject_ids": list(subject_ids)})
        return await cursor.fetchall()


async def change_rows(conn: Connection, table: str, query: str, parameters: dict[str, object]) -> int:
    """Run a named change of the table's file; the number of rows it touched."""
    cursor = await conn.execute(personal_statement(table, query), parameters)
    return cursor.rowcount


async def erase_rows(conn: Connection, table: str, subject_ids: Sequence[UUID]) -> int:
    """Delete all rows of these subjects; how many went."""
    return await change_rows(conn, table, "erase", {"subject_ids": list(subject_ids)})


async def erase_everywhere(conn: Connection, subject_ids: Sequence[UUID]) -> int:
    """Erase these subjects from every table, in one round trip; how many rows went or lost what was sealed."""
    async with conn.pipeline():
        done = [
            await conn.execute(personal_statement(table, "erase"), {"subject_ids": list(subject_ids)})
            for table in TABLES
        ]
    return sum(cursor.rowcount for cursor in done)


async def lock_for_writing(conn: Connection, publishers: Sequence[UUID]) -> None:
    """Take the publishers' shared erasure locks until the transaction ends."""
    names = [str(publisher) for publisher in publishers]
    await conn.execute(personal_statement("tombstone", "lock"), {"publishers": names})


async def erased_among(conn: Connection, publishers: Sequence[UUID], subject_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these subjects were erased: exact until the transaction ends, since `lock_for_writing` comes first."""
    async with conn.pipeline(), conn.cursor(row_factory=tuple_row) as cursor:
        await lock_for_writing(conn, publishers)
        await cursor.execute(personal_statement("tombstone", "erased"), {"subject_ids": list(subject_ids)})
        return {row[0] for row in await cursor.fetchall()}


async def bury(conn: Connection, publisher_id: UUID, subject_id: UUID, now: datetime) -> None:
    """Set the tombstone alone: when this returns no writer is half-way, and the next ones find it."""
    values = {"subject_id": subject_id, "publisher_id": publisher_id, "now": now}
    async with conn.pipeline():
        await conn.execute(personal_statement("tombstone", "lock_alone"), {"publisher": str(publisher_id)})
        await conn.execute(personal_statement("tombstone", "add"), values)


async def ensure_months(conn: Connection, months: Sequence[date]) -> None:
    """Make the monthly partitions of every event table where they are missing."""
    for month in sorted(set(months)):
        await conn.execute("SELECT personal.ensure_month(%s)", (month,))
