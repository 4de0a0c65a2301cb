"""The release gate on a real database: what is counted, released once, paid for, and by whom it can be read."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import msgspec
import pytest
from psycopg import AsyncConnection
from psycopg.errors import InsufficientPrivilege

from dialonce.anonymity import BudgetSpent, Laplace
from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.errors import Refused
from dialonce.insights import CUBE, EPSILON_A_DAY, Insights, Span, read, release_due
from dialonce.insights.attest.population import cell_of
from dialonce.insights.closing import note_counting
from dialonce.insights.counting import counts_of_call
from dialonce.insights.frame import frame_of
from dialonce.insights.gate import Leave, release_period
from dialonce.insights.ledger import spend
from dialonce.policy import Action
from dialonce.storage.pool import INSIGHTS, SERVICE, open_pool
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.insights.calling import MONDAY, a_call, all_counted, exactly, insights_without_noise, let_report_hold

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)
FIRST = MONDAY.date()


@pytest.fixture(scope="module")
async def house(anyio_backend: str, running: Running, addresses: Addresses) -> Furnished:
    """A week of calls, released without noise."""
    house = await furnish(running)
    for day in range(7):
        for _ in range(20):
            a_call(running, house, MONDAY + DAY * day, screens=("1", "10"), rating="100")
        for _ in range(12):
            a_call(running, house, MONDAY + DAY * day, screens=("1",), dialled="3654")
        for _ in range(15):
            a_call(running, house, MONDAY + DAY * day, answer="answer-no-sms")
    a_call(running, house, MONDAY, caller="again")
    a_call(running, house, MONDAY + timedelta(hours=5), caller="again", screens=("1",))
    await all_counted(running)
    async with insights_without_noise(running, addresses) as insights:
        await release_due(insights, house.publisher_id)
    return house


async def cells(owner: AsyncConnection, house: Furnished, dataset: str, day: date = FIRST) -> dict[str, int]:
    found = await owner.execute(
        """SELECT array_to_string(cell, ' '), count FROM insights.released_cell
            WHERE publisher_id = %s AND dataset = %s AND starts_on = %s AND count <> 0""",
        (house.publisher_id, dataset, day),
    )
    return dict(await found.fetchall())


@pytest.mark.clause("3.2-b")
async def test_calls_are_released_by_what_they_came_to(owner: AsyncConnection, house: Furnished) -> None:
    assert await cells(owner, house, "outcomes") == {"solved": 21, "voice": 12, "declined": 15, "not-opened": 1}
    by_line = await cells(owner, house, "lines")
    assert by_line == {
        f"{house.line_id} {outcome}": count for outcome, count in (await cells(owner, house, "outcomes")).items()
    }


async def test_every_table_of_all_calls_adds_up_to_the_same(owner: AsyncConnection, house: Furnished) -> None:
    week = sum([sum((await cells(owner, house, "outcomes", MONDAY.date() + DAY * day)).values()) for day in range(7)])
    for name, dataset in CUBE.items():
        if dataset.adds_up and dataset.period == "week":
            assert sum((await cells(owner, house, name)).values()) == week, name


async def test_screens_ways_and_returns_are_released_by_the_week(owner: AsyncConnection, house: Furnished) -> None:
    menu = house.interface_id
    # The second call of a caller's day counts as a call and shows no screens.
    assert await cells(owner, house, "screens") == {f"{menu} 1": 7 * 32, f"{menu} 10": 7 * 20}
    assert await cells(owner, house, "exits") == {f"{menu} 1": 7 * 12, f"{menu} 10": 7 * 20}
    ways = await cells(owner, house, "ways")
    assert ways[f"{menu} 1 10"] == 7 * 20
    assert ways[f"{menu} 1 *left*"] == 7 * 12
    returns = await cells(owner, house, "returns")
    assert returns["not-opened again"] == 1
    assert returns["solved alone"] == 7 * 20 + 1
    assert await cells(owner, house, "depths") == {"<=2": 7 * 20, "<=1": 7 * 12}
    assert await cells(owner, house, "scores") == {">80": 7 * 20}


@pytest.mark.clause("3-a", "3.2-c")
async def test_the_same_question_gets_the_same_answer(
    running: Running, owner: AsyncConnection, house: Furnished
) -> None:
    before = await cells(owner, house, "outcomes")
    await let_report_hold(running.parts.insights)
    assert await release_due(running.parts.insights, house.publisher_id) == 0
    a_call(running, house, MONDAY)
    await all_counted(running)
    assert await release_due(running.parts.insights, house.publisher_id) == 0
    assert await cells(owner, house, "outcomes") == before


async def test_every_release_costs_its_share_of_each_day(owner: AsyncConnection, house: Furnished) -> None:
    found = await owner.execute(
        "SELECT sum(epsilon) FROM insights.spending WHERE publisher_id = %s AND day = %s",
        (house.publisher_id, MONDAY.date()),
    )
    spent = (await found.fetchone() or (0,))[0]
    assert spent == pytest.approx(sum(dataset.noise.epsilon for dataset in CUBE.values()))
    assert spent <= EPSILON_A_DAY


async def test_each_process_that_counted_adds_its_bound_to_the_noise(
    running: Running, addresses: Addresses, owner: AsyncConnection, house: Furnished
) -> None:
    """Two processes bound a caller's day each by itself: together they may count twice as much of it."""
    day, drawn = date(2031, 1, 6), []

    def listen(counts: Sequence[int], noise: Laplace) -> list[int]:
        drawn.append(noise)
        return list(counts)

    for process in (uuid4(), uuid4(), uuid4()):
        await owner.execute("SELECT insights.note_counting(%s, %s)", (process, [day]))
    async with insights_without_noise(running, addresses) as insights:
        leave = await insights.leave(house.publisher_id, SYSTEM, Action.RETAIN)
        frame = await frame_of(running.parts.vault.directory, house.publisher_id, insights.read_menu)
        async with insights.transaction(house.publisher_id) as conn:
            await release_period(conn, house.publisher_id, "day", day, frame, listen, leave)
            await release_period(conn, house.publisher_id, "day", day + DAY, frame, listen, leave)
        found = await read(insights, SYSTEM, house.publisher_id, Span(day, day + DAY * 7), ["lines"])
    plain = [dataset.noise for dataset in CUBE.values() if dataset.period == "day"]
    assert drawn == [*(Laplace(noise.bound * 3, noise.epsilon) for noise in plain), *plain]
    kept = await owner.execute(
        "SELECT DISTINCT bound FROM insights.release WHERE publisher_id = %s AND starts_on = %s",
        (house.publisher_id, day),
    )
    assert await kept.fetchall() == [(plain[0].bound * 3,)]
    assert found.tables["lines"].tables == 9 + 1


async def test_process_says_that_it_counts_though_nobody_called_today(
    running: Running, owner: AsyncConnection, house: Furnished
) -> None:
    process, today = running.parts.vault.running_calls.process_id, running.parts.now.date()
    await owner.execute("DELETE FROM insights.counting WHERE day = %s", (today,))
    await note_counting(running.parts.vault)
    told = await owner.execute("SELECT day FROM insights.counting WHERE process_id = %s ORDER BY day", (process,))
    days = [day for (day,) in await told.fetchall()]
    assert days[-1] == today
    assert set(days) >= {FIRST + DAY * ahead for ahead in range(7)}


async def test_what_the_budget_does_not_reach_is_not_released(
    running: Running, addresses: Addresses, house: Furnished
) -> None:
    far = date(2030, 1, 7)
    async with insights_without_noise(running, addresses) as insights:
        leave = await insights.leave(house.publisher_id, SYSTEM, Action.RETAIN)
        frame = await frame_of(running.parts.vault.directory, house.publisher_id, insights.read_menu)
        dear = msgspec.structs.replace(CUBE["lines"], name="dear", noise=Laplace(1, EPSILON_A_DAY * 1.01))
        async with insights.transaction(house.publisher_id) as conn:
            with pytest.raises(BudgetSpent):
                await spend(conn, house.publisher_id, dear, far)
        async with insights.transaction(house.publisher_id) as conn:
            assert await release_period(conn, house.publisher_id, "day", far, frame, exactly, leave) == 3


@pytest.mark.clause("3-a", "10-d")
async def test_nothing_is_released_without_a_report_that_holds(running: Running, addresses: Addresses) -> None:
    async with open_pool(addresses.role(INSIGHTS), "bare", most=1, least=0) as pool:
        bare = Insights(running.parts.vault, pool, running.parts.documents.read)
        async with await AsyncConnection.connect(addresses.owner, autocommit=True) as owner:
            await owner.execute("ALTER TABLE insights.attestation RENAME TO hidden")
            await owner.execute("CREATE TABLE insights.attestation (LIKE insights.hidden)")
            await owner.execute("GRANT SELECT ON insights.attestation TO dialonce_insights")
            try:
                with pytest.raises(Refused) as refused:
                    await bare.leave(next(iter(running.parts.vault.directory.publishers)), SYSTEM, Action.READ)
            finally:
                await owner.execute("DROP TABLE insights.attestation")
                await owner.execute("ALTER TABLE insights.hidden RENAME TO attestation")
    assert refused.value.clauses == ("3-a", "3.2-c")


@pytest.mark.clause("3.2-d")
async def test_statistics_role_sees_no_person_and_changes_no_figure(addresses: Addresses) -> None:
    async with await AsyncConnection.connect(addresses.role(INSIGHTS), autocommit=True) as conn:
        for statement in (
            "SELECT FROM personal.call_step",
            "SELECT FROM vault.blind_index",
            "UPDATE insights.released_cell SET count = 0",
            "DELETE FROM insights.spending",
            "INSERT INTO insights.counter (publisher_id) VALUES (gen_random_uuid())",
        ):
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(statement)


@pytest.mark.clause("3.2-d")
async def test_service_role_reads_no_count(addresses: Addresses) -> None:
    async with await AsyncConnection.connect(addresses.role(SERVICE), autocommit=True) as conn:
        for table in ("counter", "released_cell", "spending"):
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(f"SELECT FROM insights.{table}")


async def test_another_tenants_figures_are_not_seen(running: Running, house: Furnished, addresses: Addresses) -> None:
    async with insights_without_noise(running, addresses) as insights, insights.transaction() as conn:
        found = await conn.execute("SELECT count(*) FROM insights.released_cell")
        assert await found.fetchone() == (0,)


async def test_attack_suite_counts_as_the_database_does(
    running: Running, house: Furnished, addresses: Addresses
) -> None:
    """`cell_of` stands for the gate's queries in the attacks: both must tell the same cell."""
    a_call(running, house, MONDAY - DAY * 30, screens=("1", "20"), dialled="3654")
    (ended,), _ = running.parts.vault.running_calls.take(MONDAY)
    keys = list(counts_of_call(ended, None))
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        for key in keys:
            session.count(key)
    frame = await frame_of(running.parts.vault.directory, house.publisher_id, running.parts.documents.read)
    seen: dict[str, dict[tuple[str, ...], int]] = {}

    def listen(counts: list[int], _: object) -> list[int]:
        return list(counts)

    async with insights_without_noise(running, addresses) as insights:
        leave: Leave = await insights.leave(house.publisher_id, SYSTEM, Action.RETAIN)
        async with insights.transaction(house.publisher_id) as conn:
            await release_period(conn, house.publisher_id, "week", (MONDAY - DAY * 35).date(), frame, listen, leave)
            for name, dataset in CUBE.items():
                if dataset.period == "week" and not dataset.adds_up:
                    found = await conn.execute(
                        "SELECT cell, count FROM insights.released_cell WHERE dataset = %s AND starts_on = %s AND count > 0",
                        (name, (MONDAY - DAY * 35).date()),
                    )
                    seen[name] = {tuple(cell): count for cell, count in await found.fetchall()}
    for name, table in seen.items():
        expected = [cell for key in keys if (cell := cell_of(CUBE[name], key)) is not None]
        assert table == dict.fromkeys(expected, 1), name
