"""Spreading over a cluster: what would be run, and that without Citus nothing is."""

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import open_parts
from dialonce.calls import Event, record_events
from dialonce.errors import Conflict
from dialonce.settings import Settings
from dialonce.storage.distribute import CallerTable, distribute, plan_distribution
from dialonce.storage.personal.tables import TABLES
from tests.house_of import furnish

pytestmark = pytest.mark.anyio


async def test_every_table_of_callers_has_its_place(addresses: Addresses) -> None:
    steps = await distribute(addresses.owner, dry_run=True)
    assert steps[0] == "SELECT create_reference_table('core.scope_secret')"
    assert steps[1] == "SELECT create_distributed_table('personal.subject', 'subject_id', colocate_with => 'none')"
    for table in TABLES.keys() - {"subject"}:
        expected = (
            f"SELECT create_distributed_table('personal.{table}', 'subject_id', colocate_with => 'personal.subject')"
        )
        assert expected in steps
    assert not any("_20" in step for step in steps), "partitions follow their table"
    assert steps[-1].endswith("SET dialonce.distributed = 'on'")


async def test_without_citus_nothing_is_spread(addresses: Addresses, owner: AsyncConnection) -> None:
    with pytest.raises(Conflict, match="CREATE EXTENSION citus"):
        await distribute(addresses.owner)
    row = await (await owner.execute("SELECT current_setting('dialonce.distributed', true)")).fetchone()
    assert row == (None,)


def test_what_is_spread_already_is_left_alone() -> None:
    tables = [CallerTable("personal.subject", "subject_id", []), CallerTable("personal.device", "subject_id", [])]
    everything = {"core.scope_secret", *(table.name for table in tables)}
    assert plan_distribution(tables, "dialonce", everything) == []
    assert "personal.device" in plan_distribution(tables, "dialonce", everything - {"personal.device"})[0]


@pytest.mark.parametrize(
    "misfit",
    [CallerTable("personal.x", "publisher_id", []), CallerTable("personal.x", "subject_id", ["x_by_name"])],
)
def test_table_without_a_place_is_told(misfit: CallerTable) -> None:
    with pytest.raises(Conflict, match=r"personal\.x cannot be spread"):
        plan_distribution([misfit], "dialonce", set())


async def test_spread_database_gets_its_rows_by_copy(
    addresses: Addresses, settings: Settings, owner: AsyncConnection
) -> None:
    """The flag that `distribute` sets, on one machine: everything works, by COPY."""
    async with open_parts(settings, addresses) as running:
        made = await furnish(running, number="+33199001055")
    await owner.execute(f"ALTER DATABASE \"{owner.info.dbname}\" SET dialonce.distributed = 'on'")
    async with open_parts(settings, addresses) as running:
        vault = running.parts.vault
        assert vault.distributed
        sender = vault.directory.publishers[made.publisher_id], vault.directory.solutions[made.solution_id]
        event = Event(id="1", type="call-start", occurred_at=vault.clock(), line=made.number, caller="+33612345678")
        answers = [(await record_events(vault, sender, [event]))[0].status for _ in range(2)]
    assert answers == ["accepted", "duplicate"]
    row = await (await owner.execute("SELECT count(*) FROM personal.call_step")).fetchone()
    assert row == (1,)
