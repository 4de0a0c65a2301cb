"""What the classic calls leave behind: of strangers nothing at all, of callers no readable number anywhere."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.settings import Settings
from dialonce.storage.embedded import EmbeddedServer
from tests.api.old_clients import LIBRARIES
from tests.api.traces import every_row, files_under, places, read_files
from tests.api.wire import send
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

STRANGER = "+33698765431"
UNREGISTERED = "+33187654321"
CALLER = "+33687654329"
PERSONAL = ("subject", "call_step", "service_request", "message", "interaction", "form_answer", "notice")


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    await asyncio.sleep(0.5)
    return made


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Iterator[list[Any]]:
    """Everything that any logger says meanwhile."""
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as entries:
        yield [entries, caplog]


def said(heard: list[Any]) -> str:
    entries, caplog = heard
    return "\n".join([*map(str, entries), caplog.text])


async def rows_of(owner: AsyncConnection) -> dict[str, int]:
    counts = {}
    for table in (*(f"personal.{name}" for name in PERSONAL), "vault.subject_key", "vault.blind_index", "audit.entry"):
        found = await (await owner.execute(f"SELECT count(*) FROM {table}")).fetchone()
        counts[table] = found[0] if found else 0
    return counts


@pytest.mark.clause("3.1-e")
async def test_call_of_an_unregistered_line_leaves_no_trace(
    client: AsyncTestClient,
    house: Furnished,
    owner: AsyncConnection,
    cluster: EmbeddedServer,
    heard: list[Any],
) -> None:
    before = await rows_of(owner)
    for library in LIBRARIES.values():
        pair = {"caller": STRANGER, "called": UNREGISTERED}
        log = {"type": "call-start", **pair, "data": {"culture": "fr", "sda": UNREGISTERED}}
        assert (await send(client, library.write("/ivrlogs", log), house.token)).json() == {"success": False}
        assert (await send(client, library.write("/ivr/serviceRequest", pair), house.token)).json() == {
            "success": False
        }
        assert (await send(client, library.read("/ivr/isEligible", pair), house.token)).json() == {"eligible": False}
    await asyncio.sleep(0.2)
    assert await rows_of(owner) == before
    everything = "\n".join([await every_row(owner), said(heard), read_files([cluster.folder / "postgres.log"])])
    assert places(everything, STRANGER) == []
    assert places(everything, UNREGISTERED) == []


async def test_callers_number_is_nowhere_in_the_clear(
    client: AsyncTestClient,
    house: Furnished,
    owner: AsyncConnection,
    cluster: EmbeddedServer,
    settings: Settings,
    heard: list[Any],
) -> None:
    for library in LIBRARIES.values():
        pair = {"caller": CALLER, "called": house.number}
        log = {"type": "call-start", **pair, "data": {"culture": "fr"}}
        assert (await send(client, library.write("/ivr/log", log), house.token)).json() == {"success": True}
        await send(client, library.write("/ivr/serviceRequest", pair), house.token)
        await send(client, library.write("/ivr/log", {**log, "type": "call-stop"}), house.token)
        await send(client, library.write("/ivr/log", {**log, "data": "{"}), house.token)
    await asyncio.sleep(1.0)
    after = await rows_of(owner)
    assert after["personal.call_step"] >= len(LIBRARIES)
    assert after["personal.service_request"] >= 1
    written = read_files([cluster.folder / "postgres.log", *files_under(settings.data)])
    everything = "\n".join([await every_row(owner), said(heard), written])
    assert places(everything, CALLER) == []


async def test_search_for_traces_finds_one(client: AsyncTestClient, house: Furnished, owner: AsyncConnection) -> None:
    """The registered line is public and stands in the database: the search sees it."""
    assert places(await every_row(owner), house.number)
