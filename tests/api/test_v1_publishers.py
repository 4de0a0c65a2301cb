"""`/v1/publishers` and the first token of each."""

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from tests.api.management import NOBODY, Asker, Town, assert_problem, known, make_town

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


async def test_publisher_is_opened_and_gets_its_first_token(client: AsyncTestClient, town: Town) -> None:
    made = await town.operator.ask("POST", "/v1/publishers", json={"name": "Énergie Verte", "sector": "energy"})
    assert made.status_code == 201
    assert made.json()["slug"] == "energie-verte"
    assert made.headers["location"] == f"/v1/publishers/{made.json()['publisher_id']}"
    token = await town.operator.ask("POST", f"{made.headers['location']}/tokens", json={"name": "first"})
    assert token.status_code == 201
    assert token.headers["cache-control"] == "no-store"
    fresh = Asker(client, token.json()["token"])
    await known(fresh)
    read = await fresh.ask("GET", made.headers["location"])
    assert (read.status_code, read.json()) == (200, made.json())


async def test_operator_sees_all_publishers_and_each_sees_itself(town: Town) -> None:
    every = (await town.operator.ask("GET", "/v1/publishers")).json()
    own = (await town.me.ask("GET", "/v1/publishers")).json()
    assert {str(town.mine.publisher_id), str(town.theirs.publisher_id)} <= {one["publisher_id"] for one in every}
    assert [one["publisher_id"] for one in own] == [str(town.mine.publisher_id)]


async def test_publisher_changes_its_own_name(town: Town) -> None:
    path = f"/v1/publishers/{town.mine.publisher_id}"
    changed = await town.me.ask("PATCH", path, json={"name": "  Télécom Bleu "})
    assert (changed.status_code, changed.json()["name"]) == (200, "Télécom Bleu")
    assert (await town.me.ask("GET", path)).json() == changed.json()


async def test_publisher_may_not_disable_itself(town: Town) -> None:
    path = f"/v1/publishers/{town.mine.publisher_id}"
    assert_problem(await town.me.ask("PATCH", path, json={"enabled": False}), 403)


async def test_disabled_publisher_is_known_to_the_operator_only(town: Town) -> None:
    made = (await town.operator.ask("POST", "/v1/publishers", json={"name": "Passager"})).json()
    path = f"/v1/publishers/{made['publisher_id']}"
    changed = await town.operator.ask("PATCH", path, json={"enabled": False})
    assert (changed.status_code, changed.json()["enabled"]) == (200, False)


async def test_taken_short_address_is_a_conflict(town: Town) -> None:
    body = {"name": "Double", "slug": "double"}
    assert (await town.operator.ask("POST", "/v1/publishers", json=body)).status_code == 201
    assert_problem(await town.operator.ask("POST", "/v1/publishers", json=body), 409)


async def test_publisher_may_not_open_another(town: Town) -> None:
    assert_problem(await town.me.ask("POST", "/v1/publishers", json={"name": "Autre"}), 403)


async def test_solution_token_may_not_manage(client: AsyncTestClient, town: Town) -> None:
    solution = Asker(client, town.mine.token)
    assert_problem(await solution.ask("GET", "/v1/publishers"), 403)
    assert_problem(await solution.ask("GET", "/v1/lines"), 403)


async def test_stranger_is_told_what_is_missing_before_the_body_is_read(client: AsyncTestClient) -> None:
    answer = await client.post("/v1/publishers", content=b"{broken")
    assert_problem(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_unknown_publisher_is_not_found_also_for_the_operator(town: Town) -> None:
    assert_problem(await town.operator.ask("GET", f"/v1/publishers/{NOBODY}"), 404)
    assert_problem(await town.operator.ask("PATCH", f"/v1/publishers/{NOBODY}", json={"name": "X"}), 404)
    assert_problem(await town.operator.ask("POST", f"/v1/publishers/{NOBODY}/tokens", json={}), 404)
