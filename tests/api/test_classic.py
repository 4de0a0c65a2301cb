"""The classic contract, as the five old client libraries use it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    await asyncio.sleep(0.5)
    return made


async def test_token_is_issued_for_a_right_pair(client: AsyncTestClient, house: Furnished) -> None:
    answer = await client.post(
        "/oauth/token?grant_type=client_credentials",
        data={"client_id": house.client_id, "client_secret": house.client_secret},
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["token_type"] == "Bearer"
    status = await client.get("/ivr/status", headers={"Authorization": f"Bearer {answer.json()['access_token']}"})
    assert (status.status_code, status.json()) == (200, {"status": True})
