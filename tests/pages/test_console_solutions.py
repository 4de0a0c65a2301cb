"""Solutions at the console."""

import asyncio
import re
from uuid import uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.staff import Role
from tests.house_of import Furnished
from tests.pages.test_console_lines import send
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def base(client: AsyncTestClient, running: Running, house: Furnished) -> str:
    """The address of the publisher's solutions, an administrator being signed in."""
    await sign_in(client, running, role=Role.PUBLISHER_ADMIN, publisher_id=house.publisher_id)
    return f"/console/{running.parts.vault.directory.publishers[house.publisher_id].slug}/solutions"


async def test_pair_is_shown_once_and_works(client: AsyncTestClient, base: str, house: Furnished) -> None:
    status, page = await send(client, f"{base}/{house.solution_id}/credentials")
    assert status == 200
    client_id = re.findall(r'<code id="client-id">(\w+)<', page)[0]
    secret = re.findall(r'<code id="client-secret">([\w-]+)<', page)[0]
    assert page.count(secret) >= 3, "the code to paste is filled with it"
    assert secret not in (await client.get(f"{base}/{house.solution_id}", headers=PAGE)).text
    answer = await ask_token(client, client_id, secret)
    assert answer == 200
    assert (await send(client, f"{base}/{house.solution_id}/credentials/revoke", client_id=client_id))[0] == 303
    for _ in range(40):
        if await ask_token(client, client_id, secret) != 200:
            break
    else:
        raise AssertionError("a revoked pair works")


async def ask_token(client: AsyncTestClient, client_id: str, secret: str) -> int:
    """What the service answers to a pair, once its memory heard of the change."""
    await asyncio.sleep(0.25)
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return (await client.post("/oauth/token", data=form)).status_code


async def test_foreign_pair_is_unknown(client: AsyncTestClient, base: str, house: Furnished) -> None:
    revoke = f"{base}/{house.solution_id}/credentials/revoke"
    assert (await send(client, revoke, client_id="somebody-elses"))[0] == 404
    assert (await send(client, f"{base}/{uuid4()}/credentials"))[0] == 404


@pytest.mark.parametrize(
    ("kind", "said"),
    [("ivr", "serviceRequest"), ("tag", "dialonce.min.js"), ("sdk", "dialonce.min.mjs"), ("link", "/m/")],
)
async def test_each_kind_has_its_code(client: AsyncTestClient, base: str, kind: str, said: str) -> None:
    status, _ = await send(client, base, name=f"Solution {kind}", kind=kind, noticed="no", origins="")
    assert status == 303
    page = (await client.get(base, headers=PAGE)).text
    path = re.findall(rf'href="({base}/[0-9a-f-]+)">Solution {kind}<', page)[0]
    assert said in (await client.get(path, headers=PAGE)).text


async def test_faults_are_said_at_their_fields(client: AsyncTestClient, base: str) -> None:
    status, page = await send(client, base, name="Site", kind="tag", origins="www.example.fr/page")
    assert (status, "https://www.example.com" in page) == (400, True)
    assert (await send(client, base, name="Once", kind="link"))[0] == 303
    status, page = await send(client, base, name="Once", kind="link")
    assert (status, "has this name already" in page) == (400, True)


async def test_solution_goes_out_of_service(client: AsyncTestClient, base: str, house: Furnished) -> None:
    path = f"{base}/{house.solution_id}"
    assert (await send(client, path, enabled="no"))[0] == 303
    assert "Put back in service" in (await client.get(path, headers=PAGE)).text
    assert (await send(client, path, enabled="yes"))[0] == 303
