"""The Python SDK as a voice script uses it, against the real server."""

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.publishers import NewLine, register_line
from dialonce.settings import Settings
from dialonce.vault import SYSTEM, system_clock
from tests.house_of import Furnished, furnish
from tests.journeys.server import running_server

CALLER = "+33612345678"
NOBODYS = "+33199009999"
PATIENCE = 5.0


@pytest.fixture(scope="module")
def sdk() -> Iterator[Any]:
    """The SDK is a package of its own; here it comes from the checkout."""
    place = str(Path(__file__).parents[2] / "sdk" / "python")
    sys.path.insert(0, place)
    import dialonce_sdk

    yield dialonce_sdk
    sys.path.remove(place)


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def house(server: Settings) -> Furnished:
    async def move_in() -> Furnished:
        async with open_parts(server, addresses_of(server)) as running:
            return await furnish(running)

    made = asyncio.run(move_in())
    time.sleep(1)
    return made


@pytest.fixture
def script(sdk: Any, server: Settings, house: Furnished) -> Iterator[Any]:
    pair = {"client_id": house.client_id, "client_secret": house.client_secret}
    with sdk.DialOnce(server.public_url, **pair) as client:
        yield client


def test_voice_script_asks_offers_and_logs(script, house):
    assert script.is_mobile("06 12 34 56 78", "fr-FR")
    assert script.is_eligible(CALLER, house.number)
    assert script.log("call-start", CALLER, house.number, culture="fr-FR")
    assert script.request_service(CALLER, house.number, "fr-FR")


@pytest.mark.clause("3.1-e")
def test_line_that_is_not_registered_is_nobodys_business(script):
    assert not script.is_eligible(CALLER, NOBODYS)
    assert not script.log("call-start", CALLER, NOBODYS)


def test_events_are_accepted_and_those_of_other_lines_dropped(script, house):
    event = {"type": "call-start", "occurred_at": system_clock().isoformat(), "caller": CALLER, "culture": "fr-FR"}
    told = script.send_events([{**event, "line": house.number}, {**event, "line": NOBODYS, "id": str(uuid4())}])
    assert (told["accepted"], told["dropped"]) == (1, 1)


def test_number_set_is_fetched_verified_and_brought_up_to_date(script, server, house):
    held = script.fetch_number_set(str(house.solution_id))
    assert held.numbers.find("01 99 00 10 00", "FR") is not None
    assert held.numbers.lookup(NOBODYS) is None
    assert script.fetch_number_set(str(house.solution_id), held) is held
    asyncio.run(_register(server, house, "+33199001001"))
    newer = _until_newer(script, house, held)
    assert newer.numbers.version == held.numbers.version + 1
    assert newer.numbers.lookup("+33199001001") is not None


def test_wrong_secret_is_a_typed_error(sdk, server, house):
    with (
        sdk.DialOnce(server.public_url, client_id=house.client_id, client_secret="not the secret") as stranger,
        pytest.raises(sdk.DialOnceError),
    ):
        stranger.is_eligible(CALLER, house.number)


def test_the_same_answers_when_awaited(sdk, server, house):
    async def ask() -> bool:
        async with sdk.AsyncDialOnce(server.public_url, token=house.token) as client:
            return bool(await client.is_eligible("+33612345679", house.number))

    assert asyncio.run(ask())


async def _register(server: Settings, house: Furnished, number: str) -> None:
    async with open_parts(server, addresses_of(server)) as running:
        await running.parts.vault.directory.load(running.directory_pool)
        async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
            await register_line(session, NewLine(number=number, country="FR", interface_id=house.interface_id))


def _until_newer(script: Any, house: Furnished, held: Any) -> Any:
    """The server hears of the new line within a second."""
    until = time.monotonic() + PATIENCE
    while (newer := script.fetch_number_set(str(house.solution_id), held)) is held and time.monotonic() < until:
        time.sleep(0.1)
    return newer
