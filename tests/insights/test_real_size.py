"""Goals, ways and screens on an interface as large as publishers' own: 160 screens, half a megabyte."""

from datetime import date

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.insights import LEFT, Span, read, release_due, shown_table
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.insights.calling import MONDAY, a_call, all_counted, insights_without_noise
from tests.menus.documents import SCREENS, as_bytes, large_document

pytestmark = pytest.mark.anyio
MORE_GOALS = {
    "Deep": [{"view": {"val": {"$gt": 100, "$lt": 150}}}],
    "Phoned": [{"call": {"val": "*", "should": True}}],
    "No desk": [{"call": {"val": ["3654", 700], "should": False}}, {"view": {"val": "/^4[45]$/"}}],
    "Badly rated or left": [
        {"rate": {"val": {"$lte": 20}}, "optional": True},
        {"view": {"val": "5"}, "optional": True},
    ],
}
TIMES = 200
CALLED_ABOUT = SCREENS - 4
"""Four of the screens ask for satisfaction afterwards."""
WEEK = Span(MONDAY.date(), date(2026, 1, 12))


@pytest.fixture(scope="module")
async def house(anyio_backend: str, running: Running) -> Furnished:
    """A day on the large menu, every walk two hundred times."""
    document = large_document()
    document["rules"] |= MORE_GOALS
    house = await furnish(running, name="Grand Opérateur", number="+33199008000", document=as_bytes(document))
    for _ in range(TIMES):
        a_call(running, house, MONDAY, screens=("1", "10"), rating="80")
        a_call(running, house, MONDAY, screens=("1", "11"), dialled="3654")
        a_call(running, house, MONDAY, screens=("1", "25", "65", "105"))
        a_call(running, house, MONDAY, screens=("1", "4", "44"))
        a_call(running, house, MONDAY, screens=("1", "5"), rating="20")
        a_call(running, house, MONDAY, screens=("1", "6", "46", "86"))
    await all_counted(running)
    return house


@pytest.mark.clause("3.2-b")
async def test_goals_are_evaluated_as_calls_end(
    running: Running, addresses: Addresses, house: Furnished, owner: AsyncConnection
) -> None:
    found = await owner.execute(
        "SELECT element, sum(count) FROM insights.counter WHERE publisher_id = %s AND step = 'goal' GROUP BY 1",
        (house.publisher_id,),
    )
    reached = dict(await found.fetchall())
    assert reached == {
        "Solved": TIMES,
        "Rated well": TIMES,
        "Any help": 3 * TIMES,
        "Deep": TIMES,
        "Phoned": TIMES,
        "No desk": TIMES,
        "Badly rated or left": TIMES,
    }


async def test_released_tables_hold_every_screen_way_and_goal(
    running: Running, addresses: Addresses, house: Furnished
) -> None:
    async with insights_without_noise(running, addresses) as insights:
        await release_due(insights, house.publisher_id)
        reading = await read(insights, SYSTEM, house.publisher_id, WEEK, ["screens", "ways", "goals"])
        screens, ways, goals = (shown_table(reading, name) for name in ("screens", "ways", "goals"))
    assert len(screens) == CALLED_ABOUT
    walked = {cell.cell[1:]: cell.count for cell in ways if cell.count is not None}
    assert {("1", "10"), ("25", "65"), ("105", LEFT)} <= walked.keys()
    assert set(walked.values()) == {TIMES}
    assert {cell.cell[1] for cell in goals} == large_document()["rules"].keys() | MORE_GOALS
    assert {cell.count for cell in goals} == {TIMES, 3 * TIMES}
