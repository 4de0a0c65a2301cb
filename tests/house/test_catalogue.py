"""The catalogue of processing, the SQL files and the schema say the same."""

from collections.abc import Mapping

import pytest
from psycopg import AsyncConnection

from dialonce.policy import Catalogue, load_catalogue
from dialonce.storage.personal.rows import personal_statement
from dialonce.storage.personal.tables import TABLES

pytestmark = pytest.mark.anyio
CATALOGUE = load_catalogue()
SCHEMAS = ("core", "personal", "vault", "audit", "insights", "ads", "intermediate")
SEALED = "sealed"
# Rows that only the vault's own statements reach: they hold no sealed value and no caller's data.
WITHOUT_SQL = {"personal.tombstone", "personal.legal_hold"}


async def columns_of(owner: AsyncConnection) -> dict[str, set[str]]:
    """Every table with its columns; partitions count as their parent."""
    found = await owner.execute(
        """SELECT n.nspname || '.' || c.relname, a.attname
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition""",
        (list(SCHEMAS),),
    )
    tables: dict[str, set[str]] = {}
    for table, column in await found.fetchall():
        tables.setdefault(table, set()).add(column)
    return tables


def undeclared(catalogue: Catalogue, tables: Mapping[str, set[str]]) -> set[str]:
    """Columns of the database that the catalogue does not know of."""
    missing = set()
    for table, columns in tables.items():
        dataset = catalogue.datasets.get(table)
        declared = (set(dataset.clear) | ({SEALED} if dataset.sealed else set())) if dataset else set()
        missing |= {f"{table}.{column}" for column in columns - declared}
    return missing


@pytest.mark.clause("8-h", "3.1-a")
async def test_every_column_is_declared(owner: AsyncConnection) -> None:
    assert undeclared(CATALOGUE, await columns_of(owner)) == set()


async def test_undeclared_column_is_found(owner: AsyncConnection) -> None:
    tables = await columns_of(owner)
    tables["personal.call_step"].add("weather")
    tables["personal.diary"] = {"page"}
    assert undeclared(CATALOGUE, tables) == {"personal.call_step.weather", "personal.diary.page"}


async def test_every_declared_column_exists(owner: AsyncConnection) -> None:
    tables = await columns_of(owner)
    for name, dataset in CATALOGUE.running():
        if name.partition(".")[0] in SCHEMAS:
            assert set(dataset.clear) <= tables.get(name, set()), name


def test_every_personal_dataset_has_its_table_and_queries() -> None:
    running = {name for name, _ in CATALOGUE.running() if name.startswith("personal.")}
    assert running - WITHOUT_SQL <= {f"personal.{table}" for table in TABLES} <= set(CATALOGUE.datasets)
    for table in TABLES:
        for query in ("insert", "by_subject", "erase", "expired", "erase_expired"):
            assert table in personal_statement(table, query)


def test_rows_are_written_in_the_order_of_the_declared_columns() -> None:
    for name, table in TABLES.items():
        dataset = CATALOGUE.dataset(f"personal.{name}")
        assert set(table.column_names) - {SEALED} == set(dataset.clear), name
        assert (SEALED in table.column_names) == bool(dataset.sealed), name


def test_statements_write_the_columns_in_the_order_of_the_table() -> None:
    for name, table in TABLES.items():
        text = personal_statement(name, "insert")
        listed = text.split("(", 1)[1].split(")", 1)[0].replace(" ", "").split(",")
        assert tuple(listed) == table.column_names, name


async def test_every_unique_index_on_people_begins_with_the_subject(owner: AsyncConnection) -> None:
    found = await owner.execute(
        """SELECT c.relname, i.relname, a.attname
             FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
             JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
            WHERE n.nspname = 'personal' AND x.indisunique"""
    )
    firsts = await found.fetchall()
    assert {table for table, _, _ in firsts} >= set(TABLES)
    assert [row for row in firsts if row[2] != "subject_id"] == []


async def test_no_personal_row_is_tied_to_another_shard(owner: AsyncConnection) -> None:
    found = await owner.execute(
        """SELECT conname FROM pg_constraint JOIN pg_namespace n ON n.oid = connamespace
            WHERE contype = 'f' AND n.nspname IN ('personal', 'vault')"""
    )
    assert await found.fetchall() == []


def test_queries_about_subjects_name_the_distribution_column() -> None:
    for table in TABLES:
        for query in ("by_subject", "erase"):
            assert "subject_id = ANY (%(subject_ids)s)" in personal_statement(table, query)
