"""Sending an installation away, and how many one network may register."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.api import device_reports
from dialonce.api.registration_limit import RegistrationLimit
from dialonce.app.parts import Running
from dialonce.errors import TooMany
from dialonce.publishers import NewSolution, create_solution, create_token
from dialonce.vault import SYSTEM
from tests.api.device_client import Installation, refresh
from tests.house_of import Furnished, furnish

ORIGIN = "https://app.azur.example"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERE = "192.0.2.0/24"


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture(scope="module")
async def solution(client: AsyncTestClient, running: Running, house: Furnished) -> str:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_solution(session, NewSolution(name="App", kind="sdk", allowed_origins=[ORIGIN]))
    await refresh(client, running)
    return str(made.solution_id)


@pytest.fixture(scope="module")
async def api_token(client: AsyncTestClient, running: Running, solution: str, house: Furnished) -> str:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        token = await create_token(session, name="console")
    await refresh(client, running)
    return token


@pytest.fixture
async def phone(client: AsyncTestClient, solution: str) -> Installation:
    phone = Installation(client, solution)
    assert (await phone.register()).status_code == 201
    return phone


async def _revoke(client: AsyncTestClient, device: object, token: str) -> int:
    answer = await client.delete(f"/v1/devices/{device}", headers={"Authorization": f"Bearer {token}"})
    return int(answer.status_code)


@pytest.mark.parametrize("by_publisher", [False, True])
async def test_revoked_installation_has_no_token_and_gets_none(client, running, phone, api_token, by_publisher):
    assert await _revoke(client, phone.device, api_token if by_publisher else phone.token) == 204
    await refresh(client, running)
    assert (await phone.consent("contact-display", "accepted")).status_code == 401
    assert (await phone.register()).status_code == 403


async def test_revoking_twice_changes_nothing(client, phone, api_token):
    assert [await _revoke(client, phone.device, api_token) for _ in range(2)] == [204, 204]


async def test_unknown_installation_is_not_found(client, api_token):
    assert await _revoke(client, uuid4(), api_token) == 404


async def test_installation_cannot_send_another_one_away(client, solution, phone):
    other = Installation(client, solution)
    await other.register()
    assert await _revoke(client, other.device, phone.token) == 404
    assert (await other.register()).status_code == 200


async def test_token_of_a_solution_is_not_enough(client, house, phone):
    assert await _revoke(client, phone.device, house.token) == 403


async def test_revocations_are_not_listed_as_tokens(client, phone, api_token):
    await _revoke(client, phone.device, api_token)
    listed = await client.get("/v1/tokens", headers={"Authorization": f"Bearer {api_token}"})
    assert "access" not in {one["kind"] for one in listed.json()}


async def test_own_origin_may_ask_to_revoke(client, phone):
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "DELETE"}
    answer = await client.options(f"/v1/devices/{phone.device}", headers=asked)
    assert "DELETE" in answer.headers["access-control-allow-methods"]


@pytest.mark.clause("8-d")
async def test_network_over_its_share_is_told_when_to_come_back(client, solution, monkeypatch):
    monkeypatch.setattr(device_reports, "_registrations", RegistrationLimit(most=1))
    assert (await Installation(client, solution).register()).status_code == 201
    answer = await Installation(client, solution).register()
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 600


def test_share_comes_back_with_the_next_window():
    limit = RegistrationLimit(most=1)
    limit.admit(HERE, NOW)
    with pytest.raises(TooMany) as refused:
        limit.admit(HERE, NOW + timedelta(minutes=4))
    assert refused.value.retry_after == 360
    limit.admit(HERE, NOW + timedelta(minutes=10))


def test_networks_are_counted_apart_and_the_last_ones_together():
    limit = RegistrationLimit(most=1, networks=2)
    limit.admit(HERE, NOW)
    limit.admit("198.51.100.0/24", NOW)
    limit.admit("203.0.113.0/24", NOW)
    with pytest.raises(TooMany):
        limit.admit("2001:db8::/48", NOW)


@pytest.mark.clause("4.1-e")
def test_limit_remembers_no_network():
    limit = RegistrationLimit()
    limit.admit(HERE, NOW)
    assert "192.0.2" not in repr(vars(limit))
