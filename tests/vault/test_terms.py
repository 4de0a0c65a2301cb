"""Every term of the catalogue is kept by something: a walk over the catalogue, then what each way takes."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.policy import Dataset, load_catalogue
from dialonce.settings import Settings
from dialonce.storage.personal.rows import personal_statement
from dialonce.storage.personal.tables import TABLES
from dialonce.storage.pool import SERVICE
from dialonce.storage.queries import statement
from dialonce.vault import plan_sweep, sweep
from dialonce.vault.terms import PARENTS, VAULT_STATEMENTS, Way, way_of
from tests.vault.people import call, new_publisher

pytestmark = pytest.mark.anyio
KEPT_HERE = [(name, dataset) for name, dataset in load_catalogue().running() if not name.startswith("browser.")]
DAY = timedelta(days=1)


def ways(name: str, dataset: Dataset) -> set[Way | None]:
    return {way_of(name, dataset, held_for.start) for held_for in dataset.purposes}


@pytest.mark.clause("8-i", "8-h")
@pytest.mark.parametrize(("name", "dataset"), KEPT_HERE, ids=[name for name, _ in KEPT_HERE])
def test_every_term_is_kept_by_something(name: str, dataset: Dataset) -> None:
    """A dataset whose term nothing sweeps fails here: give it a way in `vault.terms`."""
    assert None not in ways(name, dataset)


def test_dataset_that_nothing_sweeps_is_found() -> None:
    dataset = load_catalogue().dataset("core.token")
    assert way_of("core.token", dataset, "some-day") is None
    assert way_of("vault.diary", dataset, "expires_at") is None
    assert way_of("personal.diary", dataset, "expires_at") is None


@pytest.mark.clause("8-i")
def test_rows_are_swept_by_the_column_that_the_catalogue_counts_from() -> None:
    for name, dataset in KEPT_HERE:
        start = dataset.purposes[0].start
        table = name.partition(".")[2]
        if ways(name, dataset) == {Way.ROW}:
            for query in ("expired", "erase_expired"):
                assert f"WHERE {start} < %(before)s" in personal_statement(table, query), (name, query)
            if dataset.purposes[0].active is not None:
                assert f"WHERE {start} < %(before)s" in personal_statement(table, "past_active"), name
        if ways(name, dataset) == {Way.VAULT}:
            assert f"{start} < " in statement(VAULT_STATEMENTS[name]), name


@pytest.mark.clause("8-i")
async def test_rows_that_go_by_age_have_their_rule_in_the_database(owner: AsyncConnection) -> None:
    """The database knows dataset, column and least age; what the catalogue says now and what stands there are the same."""
    found = await owner.execute("SELECT dataset, start, at_least > interval '0' FROM core.sweep_rule")
    rules = {dataset: (start, positive) for dataset, start, positive in await found.fetchall()}
    by_age = {name: dataset for name, dataset in KEPT_HERE if ways(name, dataset) == {Way.AGE}}
    assert rules == {name: (dataset.purposes[0].start, True) for name, dataset in by_age.items()}
    for name in by_age:
        done = await owner.execute("SELECT core.overdue(%s, now()), core.sweep(%s, now())", (name, name))
        assert await done.fetchone() == (0, 0), name


async def test_rows_that_go_with_their_parent_are_tied_to_it(owner: AsyncConnection) -> None:
    for child, parent in PARENTS.items():
        found = await owner.execute(
            "SELECT FROM pg_constraint WHERE conrelid = %s::regclass AND confrelid = %s::regclass",
            (child, parent),
        )
        assert await found.fetchone() is not None, child


def test_every_dataset_that_leaves_active_use_has_the_archives_term() -> None:
    """One term for the whole archive: longer ones would be cut, shorter ones broken."""
    archive = load_catalogue().dataset("intermediate.record").purposes[0].term
    for name, dataset in KEPT_HERE:
        if name.removeprefix("personal.") in TABLES:
            assert {each.term for each in dataset.purposes if each.active} <= {archive}, name


@pytest.fixture
async def house(
    anyio_backend: str, settings: Settings, new_database: Callable[[], Addresses]
) -> AsyncIterator[tuple[Running, AsyncConnection, Addresses]]:
    addresses = new_database()
    async with (
        open_parts(settings, addresses) as parts,
        await AsyncConnection.connect(addresses.owner, autocommit=True) as owner,
    ):
        yield parts, owner, addresses


async def add_old_and_young(owner: AsyncConnection, publisher: UUID) -> None:
    """Of three datasets one row past its term and one that is not."""
    for age in ("37 months", "35 months"):
        await owner.execute(
            """INSERT INTO core.break_glass VALUES (gen_random_uuid(), %s, '7', 'Ticket 4711: calls are missing',
                 now() - %s::interval, now() - %s::interval + interval '1 hour')""",
            (publisher, age, age),
        )
    for age in ("31 days", "29 days"):
        await owner.execute(
            """INSERT INTO core.token (digest, kind, publisher_id, created_at, expires_at)
               VALUES (sha256(%s::text::bytea), 'api', %s, now() - interval '1 year', now() - %s::interval)""",
            (str(uuid4()), publisher, age),
        )
    for age in ("61 months", "59 months"):
        await owner.execute(
            """INSERT INTO insights.counter (publisher_id, line_id, hour, step, interface_id, interface_version, screen,
                 element, solution_id, culture, device, lane, count)
               SELECT %s, gen_random_uuid(), now() - %s::interval, 'call-start', gen_random_uuid(), 1, '', '',
                      gen_random_uuid(), '', '', 0, 1""",
            (publisher, age),
        )


async def count(owner: AsyncConnection, table: str) -> int:
    found = await owner.execute(f"SELECT count(*) FROM {table}")
    return (await found.fetchone() or (0,))[0]


@pytest.mark.clause("8-i")
async def test_rows_go_by_age_and_not_a_day_sooner(house: tuple[Running, AsyncConnection, Addresses]) -> None:
    running, owner, _ = house
    vault = running.parts.vault
    await add_old_and_young(owner, await new_publisher(running))
    wanted = {("core.break_glass", 1), ("core.token", 1), ("insights.counter", 1)}
    assert {(step.dataset, step.rows) for step in await plan_sweep(vault)} == wanted
    assert {(step.dataset, step.rows) for step in await sweep(vault)} == wanted
    assert [await count(owner, name) for name, _ in sorted(wanted)] == [1, 1, 1]
    assert await sweep(vault) == []


@pytest.mark.clause("8-i")
async def test_what_belongs_to_a_row_goes_with_it(house: tuple[Running, AsyncConnection, Addresses]) -> None:
    running, owner, _ = house
    publisher = await new_publisher(running)
    for months in (61, 59):
        await owner.execute(
            """WITH made AS (
                 INSERT INTO core.incident (incident_id, publisher_id, title, known_at, telecom, assessment, declared_at,
                   declared_by, closed_at)
                 SELECT gen_random_uuid(), %(publisher)s, 'Badge', now() - interval '63 months', false, 'no-risk',
                   now() - interval '62 months', gen_random_uuid(), now() - make_interval(months => %(months)s)
                 RETURNING incident_id)
               INSERT INTO core.incident_step SELECT incident_id, 1, %(publisher)s, 'note', now(), now(), gen_random_uuid(), ''
                 FROM made""",
            {"publisher": publisher, "months": months},
        )
    assert [(step.dataset, step.rows) for step in await sweep(running.parts.vault)] == [("core.incident", 1)]
    assert (await count(owner, "core.incident"), await count(owner, "core.incident_step")) == (1, 1)


async def test_service_role_deletes_nothing_before_its_term(house: tuple[Running, AsyncConnection, Addresses]) -> None:
    running, owner, addresses = house
    await add_old_and_young(owner, await new_publisher(running))
    async with await AsyncConnection.connect(addresses.role(SERVICE), autocommit=True) as conn:
        for name in ("core.break_glass", "core.token", "insights.counter"):
            found = await conn.execute("SELECT core.sweep(%s, now() + interval '10 years')", (name,))
            assert await found.fetchone() == (1,)
        for name in ("core.publisher", "core.policy_edition", "personal.consent"):
            found = await conn.execute("SELECT core.sweep(%s, now() + interval '10 years')", (name,))
            assert await found.fetchone() == (0,)


@pytest.mark.clause("8-i")
async def test_publisher_goes_with_all_it_set_up_after_its_contract(
    house: tuple[Running, AsyncConnection, Addresses],
) -> None:
    running, owner, _ = house
    vault = running.parts.vault
    gone, still_kept, going_on = [await new_publisher(running) for _ in range(3)]
    for publisher in (gone, still_kept, going_on):
        await owner.execute(
            """INSERT INTO core.solution (solution_id, publisher_id, name, kind, created_at)
               VALUES (gen_random_uuid(), %s, 'ivr', 'ivr', now())""",
            (publisher,),
        )
        await vault.keyring.publisher(publisher, vault.clock())
    await owner.execute(
        "UPDATE core.publisher SET ended_at = now() - interval '61 months', enabled = false WHERE publisher_id = %s",
        (gone,),
    )
    await owner.execute(
        "UPDATE core.publisher SET ended_at = now() - interval '59 months', enabled = false WHERE publisher_id = %s",
        (still_kept,),
    )
    assert [(step.dataset, step.rows) for step in await plan_sweep(vault)] == [("core.publisher", 1)]
    assert [(step.dataset, step.rows) for step in await sweep(vault)] == [("core.publisher", 2)]
    for table in ("core.publisher", "core.solution", "vault.publisher_key"):
        found = await owner.execute(f"SELECT DISTINCT publisher_id FROM {table}")
        left = {row[0] for row in await found.fetchall()}
        assert {gone, still_kept, going_on} & left == {still_kept, going_on}, table


async def test_ended_publisher_stays_while_a_caller_is_left(house: tuple[Running, AsyncConnection, Addresses]) -> None:
    running, owner, _ = house
    vault = running.parts.vault
    publisher = await new_publisher(running)
    await call(vault, publisher, "+33612345678")
    await owner.execute(
        "UPDATE core.publisher SET ended_at = now() - interval '61 months' WHERE publisher_id = %s", (publisher,)
    )
    await sweep(vault)
    assert await count(owner, "core.publisher") == 1
