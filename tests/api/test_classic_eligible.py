"""Eligible or not: what forbids an offer, and that the answer comes from memory."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.calls import find_eligible
from dialonce.channels import PumpingLimits
from dialonce.publishers import LineChange, PublisherChange, change_interface, change_line, change_publisher
from dialonce.storage.queries import execute
from dialonce.vault import SYSTEM, blind_index
from dialonce.vault.announcements import OPT_OUT, OptOut, announce
from dialonce.vault.session import OPT_OUT_KIND
from tests.api.old_clients import GO
from tests.api.wire import send
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

Ask = Callable[[str], Awaitable[bool]]


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    await asyncio.sleep(0.5)
    return made


@pytest.fixture
def eligible(client: AsyncTestClient, house: Furnished) -> Ask:
    async def ask(caller: str) -> bool:
        wire = GO.read("/ivr/isEligible", {"caller": caller, "called": house.number})
        answer = await send(client, wire, house.token)
        assert answer.status == 200, answer.body
        return bool(answer.json()["eligible"])

    return ask


async def test_eligible_asks_no_database(running: Running, house: Furnished) -> None:
    vault = running.parts.vault
    publisher = vault.directory.publishers[house.publisher_id]
    await find_eligible(vault, publisher, "+33611111111", house.number, running.parts.limits)
    pools = (running.vault_pool, running.directory_pool, vault._pool)
    before = [pool.get_stats().get("requests_num", 0) for pool in pools]
    for last in range(200):
        caller = f"+33612{last:06}"
        assert await find_eligible(vault, publisher, caller, house.number, running.parts.limits) is not None
    assert [pool.get_stats().get("requests_num", 0) for pool in pools] == before
    assert before[0] > 0, "the statistics count nothing"


async def test_caller_over_the_limit_is_not_eligible(client: AsyncTestClient, house: Furnished, eligible: Ask) -> None:
    caller = "+33612345001"
    for _ in range(5):
        assert await eligible(caller)
        wire = GO.write("/ivr/serviceRequest", {"caller": caller, "called": house.number})
        assert (await send(client, wire, house.token)).json() == {"success": True}
    assert not await eligible(caller)
    wire = GO.write("/ivr/serviceRequest", {"caller": caller, "called": house.number})
    assert (await send(client, wire, house.token)).json() == {"success": False}
    assert await eligible("+33612345002")


async def test_limit_holds_in_a_second_process(running: Running, house: Furnished) -> None:
    """The offers of the test before reached this process too."""
    await asyncio.sleep(0.3)
    publisher = running.parts.vault.directory.publishers[house.publisher_id]
    limits = running.parts.limits
    assert await find_eligible(running.parts.vault, publisher, "+33612345001", house.number, limits) is None


@pytest.mark.parametrize("limit", ["per_publisher", "per_range", "per_country"])
async def test_wider_limits_forbid_too(running: Running, house: Furnished, limit: str) -> None:
    vault = running.parts.vault
    publisher = vault.directory.publishers[house.publisher_id]
    wide = PumpingLimits(per_caller=1000)
    found = await find_eligible(vault, publisher, "+33612990001", house.number, wide)
    assert found is not None
    vault.offers.add(found.offer)
    narrow = PumpingLimits(**{"per_caller": 1000, limit: 1})
    assert await find_eligible(vault, publisher, "+33612990002", house.number, wide) is not None
    assert await find_eligible(vault, publisher, "+33612990002", house.number, narrow) is None


async def test_range_of_links_that_nobody_opens_is_closed(running: Running, house: Furnished) -> None:
    vault = running.parts.vault
    publisher = vault.directory.publishers[house.publisher_id]
    limits = PumpingLimits(judged_from=3)
    found = await find_eligible(vault, publisher, "+33612880001", house.number, limits)
    assert found is not None
    ripe = vault.clock() - timedelta(hours=1)
    for _ in range(3):
        vault.offers.add(msgspec.structs.replace(found.offer, offer_id=uuid4(), offered_at=ripe))
    assert await find_eligible(vault, publisher, "+33612880009", house.number, limits) is None


async def test_closed_country_gets_no_offer(eligible: Ask) -> None:
    assert not await eligible("+447911123456")


@pytest.mark.clause("4.2-b5")
async def test_who_opted_out_gets_no_offer(running: Running, house: Furnished, eligible: Ask) -> None:
    caller = "+33612345003"
    assert await eligible(caller)
    vault = running.parts.vault
    keys = await vault.keyring.publisher(house.publisher_id, vault.clock())
    digest = blind_index(keys.index, OPT_OUT_KIND, caller)
    async with vault.keyring.transaction(house.publisher_id) as conn:
        values = {"publisher_id": house.publisher_id, "digest": digest, "now": vault.clock()}
        await execute(conn, "vault.add_opt_out", values)
        await announce(conn, OPT_OUT, OptOut(house.publisher_id, digest))
    await asyncio.sleep(0.9)
    assert not await eligible(caller)
    assert await eligible("+33612345004")


async def test_line_interface_and_publisher_can_be_switched_off(
    running: Running, eligible: Ask, house: Furnished
) -> None:
    caller = "+33612345005"

    async def switch(*, on: bool, what: str) -> None:
        async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
            if what == "line":
                await change_line(session, house.line_id, LineChange(enabled=on))
            elif what == "interface":
                await change_interface(session, house.interface_id, enabled=on)
            else:
                await change_publisher(session, PublisherChange(enabled=on))
        await asyncio.sleep(0.5)

    for what in ("line", "interface"):
        await switch(on=False, what=what)
        assert not await eligible(caller), what
        await switch(on=True, what=what)
        assert await eligible(caller), what
