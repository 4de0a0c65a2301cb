"""Statistics at the console: what is said, shown, withheld, and to whom."""

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.insights import LEFT
from dialonce.pages.console.insights.charts import Series, columns, share_of_most
from dialonce.pages.console.insights.flow import MOST_IN_A_LEVEL, WIDTH, draw_flow
from dialonce.publishers import publish_interface
from dialonce.staff import Role
from dialonce.vault import SYSTEM
from tests.house_of import Furnished
from tests.insights.published import UNTIL, publish_month
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio
PAGES = ("", "/menu", "/versions", "/protection")


@pytest.fixture(scope="module")
async def month(anyio_backend: str, client: AsyncTestClient, running: Running, addresses: Addresses) -> Furnished:
    made = await publish_month(running, addresses, client.app.state.parts.insights, number="+33199007000")
    async with running.parts.vault.session([made.publisher_id], SYSTEM) as session:
        await publish_interface(session, made.interface_id, force=True)
    async with running.directory_pool.connection() as conn:
        for vault in (running.parts.vault, client.app.state.parts.vault):
            await vault.directory.refresh(conn, frozenset(("publisher", "solution", "line", "interface")))
    return made


@pytest.fixture
async def base(client: AsyncTestClient, running: Running, month: Furnished) -> str:
    await sign_in(client, running, role=Role.ANALYST, publisher_id=month.publisher_id)
    return f"/console/{running.parts.vault.directory.publishers[month.publisher_id].slug}/insights"


async def seen(client: AsyncTestClient, path: str) -> str:
    answer = await client.get(path, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_overview_says_first_what_it_shows(client: AsyncTestClient, base: str) -> None:
    page = await seen(client, f"{base}?until={UNTIL}")
    assert f"{28 * 62:,} calls" in page
    assert "71% of the opened menus were enough" in page
    assert page.index("In short") < page.index("Key figures") < page.index('<svg class="plot"')
    assert "fewer than 10" in page


@pytest.mark.parametrize("path", PAGES)
async def test_charts_have_their_figures_as_tables_and_no_style_of_their_own(
    client: AsyncTestClient, base: str, path: str
) -> None:
    page = await seen(client, f"{base}{path}?until={UNTIL}")
    assert ("<table" in page) is (path != "/versions")
    assert " style=" not in page


async def test_menu_shows_ways_goals_and_where_visits_end(client: AsyncTestClient, base: str) -> None:
    page = await seen(client, f"{base}/menu?until={UNTIL}")
    assert 'class="band"' in page
    assert "Ma facture" in page
    assert "Panne résolue" in page
    assert "Where visits end" in page


async def test_overview_names_the_weeks_that_it_compares_with(client: AsyncTestClient, base: str) -> None:
    page = await seen(client, f"{base}?weeks=2&until={UNTIL}")
    assert f"{14 * 62:,} calls in the weeks compared with" in page
    assert "no sure change" in page


async def test_share_that_is_withheld_says_what_it_is_under(client: AsyncTestClient, base: str) -> None:
    page = await seen(client, f"{base}/menu?until={UNTIL}")
    assert "under 10%" in page


async def test_version_that_nobody_saw_is_not_compared(client: AsyncTestClient, base: str) -> None:
    page = await seen(client, f"{base}/versions?first=1&second=2&until={UNTIL}")
    assert "Too few calls saw one of the two versions" in page


async def test_table_comes_as_csv(client: AsyncTestClient, base: str) -> None:
    answer = await client.get(f"{base}/tables/lines.csv", headers=PAGE)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith("line,outcome,count,off_by")
    assert (await client.get(f"{base}/tables/callers.csv", headers=PAGE)).status_code == 404


@pytest.mark.parametrize(
    "query", ["weeks=0", "weeks=x", "weeks=99999", "until=never", "until=1999-01-04", "interface=x"]
)
@pytest.mark.parametrize("path", PAGES)
async def test_odd_questions_get_a_page(client: AsyncTestClient, base: str, path: str, query: str) -> None:
    await seen(client, f"{base}{path}?{query}")


@pytest.mark.parametrize("role", [Role.SUPPORT_AGENT, Role.EDITOR])
async def test_figures_are_for_those_who_may_read_them(
    client: AsyncTestClient, running: Running, month: Furnished, base: str, role: Role
) -> None:
    await sign_in(client, running, role=role, publisher_id=month.publisher_id)
    may = (await client.get(base, headers=PAGE)).status_code
    assert may == (200 if "insights" in (await client.get("/console", headers=PAGE)).text else 403)


def test_bars_stand_on_each_other_within_their_box() -> None:
    chart = columns(
        "Calls", ["a", "b"], [Series("x", "good", (3, 0)), Series("y", "warm", (1, -5))], ("a", "b"), "4", 4
    )
    first = [bar for bar in chart.bars if bar.words.startswith("a")]
    assert [bar.height for bar in first] == [75, 25]
    assert first[1].y == 0
    assert all(0 <= bar.y <= 100 and 0 <= bar.height <= 100 for bar in chart.bars)


def test_longest_row_is_the_measure() -> None:
    assert share_of_most([10, None, 5]) == [100, 0, 50]
    assert share_of_most([]) == []


def test_flow_stays_in_its_box_and_keeps_the_widest_ways() -> None:
    ways = [("1", str(screen), 10 * screen) for screen in range(2, 20)] + [
        ("5", "1", 9),
        ("5", LEFT, 40),
        ("19", "30", 5),
    ]
    flow = draw_flow(ways, {"1": "Welcome"}, "→")
    assert flow is not None
    assert all(0 <= node.x <= WIDTH and 0 <= node.y <= flow.height for node in flow.nodes)
    assert len([node for node in flow.nodes if node.name in {str(n) for n in range(2, 20)}]) == MOST_IN_A_LEVEL
    assert any(band.words == "Welcome → 19" for band in flow.bands)


def test_nothing_to_draw_is_said() -> None:
    assert draw_flow([("1", LEFT, 100)], {}, "→") is None
