"""`null` in a change takes a thing away where it may be missing; what is left out stays (as RFC 7396 has it)."""

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from tests.api.management import Town, assert_problem, make_town

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


async def test_interface_of_a_line_is_taken_away_by_null_and_stays_when_left_out(town: Town) -> None:
    path = f"/v1/lines/{town.mine.line_id}"
    kept = await town.me.ask("PATCH", path, json={"label": "Accueil"})
    assert kept.json()["interface_id"] == str(town.mine.interface_id)
    gone = await town.me.ask("PATCH", path, json={"interface_id": None})
    assert (gone.status_code, gone.json()["interface_id"], gone.json()["label"]) == (200, None, "Accueil")
    back = await town.me.ask("PATCH", path, json={"interface_id": str(town.mine.interface_id)})
    assert back.json()["interface_id"] == str(town.mine.interface_id)


async def test_date_of_the_notice_is_taken_away_by_null_unless_its_channel_needs_it(town: Town) -> None:
    path = f"/v1/solutions/{town.mine.solution_id}"
    before = (await town.me.ask("GET", path)).json()
    assert before["notice_since"] is not None
    refused = await town.me.ask("PATCH", path, json={"notice_since": None})
    assert_problem(refused, 400)
    kept = await town.me.ask("PATCH", path, json={"name": "IVR 2"})
    assert kept.json()["notice_since"] == before["notice_since"]
    gone = await town.me.ask("PATCH", path, json={"notice_since": None, "notice_channel": "interface"})
    assert (gone.status_code, gone.json()["notice_since"]) == (200, None)


async def test_null_for_what_cannot_be_missing_leaves_it(town: Town) -> None:
    path = f"/v1/lines/{town.mine.line_id}"
    before = (await town.me.ask("GET", path)).json()
    after = (await town.me.ask("PATCH", path, json={"label": None, "enabled": None})).json()
    assert {**after, "updated_at": ""} == {**before, "updated_at": ""}
