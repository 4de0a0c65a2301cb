"""Signing in to the console."""

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.staff import Role
from tests.house_of import Furnished
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio


async def test_console_leads_to_signing_in_and_back(client: AsyncTestClient) -> None:
    client.cookies.clear()
    answer = await client.get("/console?x=1", headers=PAGE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in?next=/console%3Fx%3D1")


async def test_member_sees_the_console(client: AsyncTestClient, running: Running, house: Furnished) -> None:
    await sign_in(client, running, role=Role.EDITOR, publisher_id=house.publisher_id)
    answer = await client.get("/console", headers=PAGE)
    assert answer.status_code == 200
    assert "Jeanne Essai" in answer.text
