"""Keys, rows and clock gone wrong, seen by who calls: a clear error, an entry in the journal, nothing served or lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import anyio
import msgspec
import pytest
from httpx import Response
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.create import create_app
from dialonce.app.install import bring_up_to_date, check_before_serving
from dialonce.app.parts import Running, open_parts
from dialonce.errors import Unavailable
from dialonce.settings import Settings
from dialonce.staff import Role
from dialonce.vault import ClockSetBackError, Unreadable, Vault, WatchedClock, accept_clock, system_clock
from tests.house_of import Furnished, furnish
from tests.staff_of import PAGE, form_token, sign_in

pytestmark = pytest.mark.anyio
CALLER, OTHER = "+33651580955", "+33651580956"


class House(msgspec.Struct):
    """The whole application on a database of its own, a furnished publisher, and the database's owner."""

    client: AsyncTestClient
    vault: Vault
    running: Running
    made: Furnished
    owner: AsyncConnection
    addresses: Addresses

    async def call(self, caller: str) -> Response:
        event = {
            "id": str(uuid4()),
            "type": "call-start",
            "occurred_at": system_clock().isoformat(),
            "line": self.made.number,
            "caller": caller,
        }
        headers = {"Authorization": f"Bearer {self.made.token}"}
        return await self.client.post("/v1/events", json=event, headers=headers)

    async def look(self, caller: str) -> Response:
        """The console's page of a caller's calls."""
        form = {
            "number": caller,
            "purpose": "user-support",
            "reference": "T-1",
            "_csrf_token": await form_token(self.client),
        }
        slug = self.vault.directory.publishers[self.made.publisher_id].slug
        return await self.client.post(f"/console/{slug}/calls/search", data=form, headers=PAGE)

    async def subject(self, caller: str) -> UUID:
        (found,) = await self.vault.keyring.find(self.made.publisher_id, "phone-number", [caller], self.vault.clock())
        assert found is not None
        return found.subject_id

    async def steps(self) -> int:
        found = await self.owner.execute("SELECT count(*) FROM personal.call_step")
        return (await found.fetchone() or (0,))[0]

    async def faults(self) -> list[str]:
        """Reasons of the faults that the journal tells of."""
        found = await self.owner.execute("SELECT entry FROM audit.entry ORDER BY lane, position")
        entries = [msgspec.json.decode(row[0]) for row in await found.fetchall()]
        return [entry["reason"] for entry in entries if entry["action"] == "fault"]


@pytest.fixture
async def house(anyio_backend: str, settings: Settings, new_database: Callable[[], Addresses]) -> AsyncIterator[House]:
    addresses = new_database()
    async with (
        open_parts(settings, addresses) as running,
        AsyncTestClient(create_app(settings, addresses, work=False), raise_server_exceptions=False) as client,
        await AsyncConnection.connect(addresses.owner, autocommit=True) as owner,
    ):
        made = await furnish(running)
        vault = client.app.state.parts.vault
        house = House(client, vault, running, made, owner, addresses)
        with anyio.fail_after(30):
            while made.number not in vault.directory.lines:
                await asyncio.sleep(0.02)
            for caller in (CALLER, OTHER):
                while (await house.call(caller)).status_code != 202:
                    await asyncio.sleep(0.02)
        await sign_in(client, running, role=Role.SUPPORT_AGENT, publisher_id=made.publisher_id)
        yield house


@pytest.mark.clause("8-a")
async def test_page_of_a_caller_shows_what_was_stored(house: House) -> None:
    """What the faults below are measured against."""
    page = await house.look(CALLER)
    assert page.status_code == 200
    assert await house.faults() == []


@pytest.mark.clause("8-a", "8-c")
async def test_altered_row_shows_nothing_and_is_journalled(house: House) -> None:
    subject = await house.subject(CALLER)
    await house.owner.execute(
        "UPDATE personal.subject SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE subject_id = %s",
        (subject,),
    )
    page = await house.look(CALLER)
    assert page.status_code == 500
    assert CALLER[-9:] not in page.text
    assert str(subject) not in page.text
    assert await house.faults() == ["unreadable"]
    assert (await house.look(OTHER)).status_code == 200


@pytest.mark.clause("8-a", "2-l")
@pytest.mark.parametrize("whose", ["subjects", "tenants"])
async def test_swapped_rows_show_nothing_and_are_journalled(house: House, whose: str) -> None:
    subject = await house.subject(CALLER)
    if whose == "subjects":
        donor = await house.subject(OTHER)
    else:
        foreign = await furnish(house.running, name="Autre", number="+33199002000")
        donor = await donate(house.running, foreign.publisher_id)
    await house.owner.execute(
        """UPDATE personal.subject AS a SET sealed = b.sealed FROM personal.subject AS b
            WHERE a.subject_id = %s AND b.subject_id = %s""",
        (subject, donor),
    )
    page = await house.look(CALLER)
    assert page.status_code == 500
    assert await house.faults() == ["unreadable"]


async def donate(running: Running, publisher: UUID) -> UUID:
    """Somebody with a sealed row at another publisher."""
    from tests.vault.people import call

    return (await call(running.parts.vault, publisher, OTHER)).subject_id


@pytest.mark.clause("8-a")
async def test_altered_key_stores_nothing_for_its_caller_and_harms_no_other(house: House) -> None:
    subject = await house.subject(CALLER)
    await house.owner.execute(
        "UPDATE vault.subject_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) WHERE subject_id = %s",
        (subject,),
    )
    house.vault.keyring.forget_all()
    before = await house.steps()
    refused, taken = await asyncio.gather(house.call(CALLER), house.call(OTHER))
    assert (refused.status_code, taken.status_code) == (500, 202)
    assert refused.json()["type"].endswith("unreadable")
    assert "does not open" in refused.json()["detail"]
    assert await house.steps() == before + 1


@pytest.mark.clause("8-a")
async def test_vault_that_is_away_refuses_and_nothing_is_lost(house: House) -> None:
    """Nobody gets into the vault's database for a while: who calls is told so, and the same call is stored afterwards."""
    before = await house.steps()
    await house.owner.execute("ALTER ROLE dialonce_vault NOLOGIN")
    try:
        await house.owner.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE usename = 'dialonce_vault' AND datname = current_database()"""
        )
        house.vault.keyring.forget_all()
        answer = await house.call(CALLER)
        assert answer.status_code == 503, answer.text
        assert "nothing was stored" in answer.json()["detail"]
    finally:
        await house.owner.execute("ALTER ROLE dialonce_vault LOGIN")
    assert await house.steps() == before
    with anyio.fail_after(30):
        while (await house.call(CALLER)).status_code == 503:
            await asyncio.sleep(0.1)
    assert await house.steps() == before + 1


async def test_clock_that_was_set_back_stops_everything_until_it_is_right(house: House) -> None:
    moments = [system_clock()]
    house.vault.clock = WatchedClock(lambda: moments[0])
    assert (await house.call(CALLER)).status_code == 202
    before = await house.steps()
    moments[0] -= timedelta(hours=2)
    for _ in range(3):
        answer = await house.call(CALLER)
        assert answer.status_code == 503
        assert "clock" in answer.json()["detail"]
    assert (await house.client.get("/console/account", headers=PAGE)).status_code >= 500
    assert await house.steps() == before
    moments[0] += timedelta(hours=3)
    assert (await house.call(CALLER)).status_code == 202
    assert await house.steps() == before + 1
    assert set(await house.faults()) == {"clock-set-back"}


async def test_clock_is_compared_with_the_journal_before_anything_is_served(house: House, settings: Settings) -> None:
    ahead = system_clock() + timedelta(days=2)
    house.running.parts.vault.clock = lambda: ahead
    await sign_ahead(house, ahead)
    with pytest.raises(ClockSetBackError, match="accept-clock"):
        await check_before_serving(settings, house.addresses)
    assert "clock-set-back" in await house.faults()
    await accept_clock(house.running.parts.vault.pool, "operator")
    await check_before_serving(settings, house.addresses)


async def sign_ahead(house: House, moment: datetime) -> None:
    from tests.vault.people import call

    await call(house.running.parts.vault, house.made.publisher_id, CALLER, occurred_at=moment)


@pytest.mark.clause("8-a")
async def test_wrong_root_key_serves_nothing_and_is_journalled(house: House, settings: Settings) -> None:
    wrong = msgspec.structs.replace(settings, root_key="b8" * 32)
    for start in (check_before_serving, bring_up_to_date):
        with pytest.raises(Unreadable, match="wrapped by another"):
            await start(wrong, house.addresses)
    assert await house.faults() == ["unreadable", "unreadable"]
    with pytest.raises(Unreadable):
        async with open_parts(wrong, house.addresses):
            pytest.fail("a process under a wrong root key began")


@pytest.mark.clause("8-a")
async def test_missing_vault_serves_nothing_and_is_journalled(house: House, settings: Settings) -> None:
    nowhere = msgspec.structs.replace(house.addresses, vault=house.addresses.vault.replace("/test_", "/gone_"))
    with pytest.raises(Unavailable):
        await check_before_serving(settings, nowhere)
    assert await house.faults() == ["unavailable"]
