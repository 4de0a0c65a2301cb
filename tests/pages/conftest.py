"""A furnished house behind the real application, with links as messages hold them."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.settings import Settings
from tests.house_of import Furnished, furnish
from tests.pages.asking import newest_link, next_link

_callers = itertools.count(600_100_000)
NewLink = Callable[[], Awaitable[str]]


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    """A publisher whose IVR leaves the notice to the page."""
    made = await furnish(running, noticed=False)
    await asyncio.sleep(0.5)
    return made


@pytest.fixture
def new_link(client: AsyncTestClient, settings: Settings, house: Furnished) -> NewLink:
    """Ask for a link as an IVR does; the path that the message leads to."""

    async def ask() -> str:
        seen = newest_link(settings)
        answer = await client.post(
            "/ivr/serviceRequest",
            json={"caller": f"0{next(_callers)}", "called": house.number},
            headers={"Authorization": f"Bearer {house.token}"},
        )
        assert answer.json() == {"success": True}
        return await next_link(settings, seen)

    return ask
