"""`/v1/insights`: figures, tables, comparison, sector, budget and report, of one's own publisher alone."""

import csv
import io
from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from litestar.testing import AsyncTestClient

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.insights import CUBE
from tests.house_of import Furnished, furnish
from tests.insights.published import UNTIL, publish_month

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(anyio_backend: str, client: AsyncTestClient, running: Running, addresses: Addresses) -> Furnished:
    made = await publish_month(running, addresses, client.app.state.parts.insights)
    async with running.directory_pool.connection() as conn:
        vault = client.app.state.parts.vault
        await vault.directory.refresh(conn, frozenset(("publisher", "solution", "token", "line", "interface")))
    return made


async def ask(client: AsyncTestClient, house: Furnished, path: str = "", **query: object) -> object:
    headers = {"Authorization": f"Bearer {house.api_token}"}
    answer = await client.get(f"/v1/insights{path}", params={"until": str(UNTIL), **query}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


async def test_overview_tells_what_calls_came_to(client: AsyncTestClient, house: Furnished) -> None:
    told = (await ask(client, house, weeks=4)).json()
    figures = {one["name"]: one for one in told["kpis"]["figures"]}
    assert figures["calls"]["count"] == 28 * 62
    assert figures["opened"]["count"] == 28 * 42
    assert figures["solved"]["share"]["value"] == pytest.approx(30 / 42)
    assert figures["contained"]["share"]["value"] == 1
    assert told["kpis"]["means"]["screens_a_visit"] == pytest.approx((15 * 4 + 15 * 3 + 12 * 2) / 42)
    assert len(told["days"]) == 28


async def test_shorter_span_is_compared_with_the_one_before(client: AsyncTestClient, house: Furnished) -> None:
    told = (await ask(client, house, weeks=2)).json()
    assert told["compared"]["until"] == told["span"]["since"]
    solved = next(one for one in told["kpis"]["figures"] if one["name"] == "solved")
    assert solved["change"]["value"] == 0
    assert solved["change"]["low"] < 0 < solved["change"]["high"]


@pytest.mark.clause("3.2-b")
@pytest.mark.parametrize("dataset", list(CUBE))
async def test_every_table_comes_as_json_and_csv_alike(client: AsyncTestClient, house: Furnished, dataset: str) -> None:
    told = (await ask(client, house, f"/tables/{dataset}")).json()
    assert all(one["count"] is None or one["count"] >= told["k"] for one in told["cells"])
    text = (await ask(client, house, f"/tables/{dataset}", format="csv")).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["count"] for row in rows] == [
        "<10" if one["count"] is None else str(one["count"]) for one in told["cells"]
    ]


async def test_unknown_table_says_which_there_are(client: AsyncTestClient, house: Furnished) -> None:
    answer = await client.get("/v1/insights/tables/callers", headers={"Authorization": f"Bearer {house.api_token}"})
    assert answer.status_code == 404
    assert "outcomes" in answer.json()["detail"]


async def test_budget_is_shown(client: AsyncTestClient, house: Furnished) -> None:
    told = (await ask(client, house, "/budget")).json()
    assert told["spent"] == pytest.approx(sum(dataset.noise.epsilon for dataset in CUBE.values()))
    assert told["left"] == pytest.approx(told["limit"] - told["spent"])


async def test_report_verifies_with_its_key(client: AsyncTestClient, house: Furnished) -> None:
    told = (await ask(client, house, "/report")).json()
    key = Ed25519PublicKey.from_public_bytes(b64decode(told["public_key"]))
    key.verify(b64decode(told["signature"]), told["document"].encode())


@pytest.mark.clause("4.2-f")
async def test_lone_publisher_gets_no_sector(client: AsyncTestClient, house: Furnished) -> None:
    told = (await ask(client, house, "/market")).json()
    assert (told["why_not"], told["share"]) == ("too-few", None)


async def test_nothing_is_published_of_a_new_publisher(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    other = await furnish(running, name="Azur new", number="+33199006009")
    async with running.directory_pool.connection() as conn:
        vault = client.app.state.parts.vault
        await vault.directory.refresh(conn, frozenset(("publisher", "token")))
    answer = await client.get("/v1/insights", headers={"Authorization": f"Bearer {other.api_token}"})
    assert answer.status_code == 404
    assert "first whole week" in answer.json()["detail"]


@pytest.mark.parametrize("token", ["token", "nobody"])
async def test_figures_need_a_publishers_token(client: AsyncTestClient, house: Furnished, token: str) -> None:
    given = getattr(house, token, "dl_api_nobody")
    answer = await client.get("/v1/insights", headers={"Authorization": f"Bearer {given}"})
    assert answer.status_code in (401, 403)
