"""Two publishers and the operator, each with their token, over HTTP."""

import asyncio
import time
from typing import Any

import msgspec
from httpx import Response
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.publishers import create_operator_token
from tests.house_of import Furnished, furnish

NOBODY = "00000000-0000-4000-8000-000000000000"


class Asker(msgspec.Struct, frozen=True):
    """Somebody with a token. `ask` sends it along."""

    client: AsyncTestClient
    token: str

    async def ask(self, method: str, path: str, **more: Any) -> Response:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **more)


class Town(msgspec.Struct, frozen=True):
    """`mine` and `theirs` are publishers that know nothing of each other."""

    operator: Asker
    mine: Furnished
    me: Asker
    theirs: Furnished
    them: Asker


async def make_town(client: AsyncTestClient, running: Running) -> Town:
    """Furnish two houses and wait until the server knows their tokens."""
    operator = Asker(client, await create_operator_token(running.directory_pool, "test", running.parts.now))
    mine = await furnish(running, name="Télécom Azur", number="+33199001000")
    theirs = await furnish(running, name="Banque Rouge", number="+33199002000")
    town = Town(operator, mine, Asker(client, mine.api_token), theirs, Asker(client, theirs.api_token))
    for asker in (town.operator, town.me, town.them):
        await known(asker)
    return town


async def known(asker: Asker) -> None:
    """Wait until the server has heard of this token."""
    until = time.monotonic() + 5
    while (await asker.ask("GET", "/v1/publishers")).status_code == 401:
        assert time.monotonic() < until
        await asyncio.sleep(0.02)


def assert_problem(answer: Response, status: int) -> dict[str, Any]:
    """The problem document (RFC 9457) of an answer, checked."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem
