"""The statistics as the evidence sees them, and that it sees when something is wrong."""

from datetime import date
from random import Random
from uuid import uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.evidence import EVIDENCE, insights, scene_of
from dialonce.app.parts import Running
from tests.insights.calling import let_report_hold

pytestmark = pytest.mark.anyio
NAMES = ("insights.attest", "insights.counters", "insights.gate", "insights.linkage", "insights.silo")


async def faults(running: Running, name: str) -> str:
    return " ".join([fault async for fault in EVIDENCE[name](scene_of(running))])


@pytest.mark.clause("2-f", "3-a", "3.1-h", "3.1-i", "3.1-j", "3.2-a", "3.2-b", "3.2-c", "4.2-e", "4.2-f", "10-d")
@pytest.mark.parametrize("name", NAMES)
async def test_it_holds_on_an_installation(running: Running, name: str) -> None:
    await let_report_hold(running.parts.insights)
    assert await faults(running, name) == ""


@pytest.mark.clause("3.2-b")
async def test_another_reader_of_counts_is_found(running: Running, owner: AsyncConnection) -> None:
    await owner.execute("GRANT SELECT ON insights.counter TO dialonce_service")
    told = await faults(running, "insights.counters")
    await owner.execute("REVOKE SELECT ON insights.counter FROM dialonce_service")
    assert "dialonce_service reads exact counts" in told


@pytest.mark.clause("3.2-c", "4.2-e", "4.2-f")
async def test_overspent_day_and_unproven_release_are_found(running: Running, owner: AsyncConnection) -> None:
    publisher, day = uuid4(), date(2020, 1, 6)
    await owner.execute("INSERT INTO insights.spending VALUES (%s, %s, 'x', 3)", (publisher, day))
    assert "1 days have cost more" in await faults(running, "insights.gate")
    await owner.execute("DELETE FROM insights.spending WHERE publisher_id = %s", (publisher,))


@pytest.mark.clause("3-a", "3.2-a", "10-d")
async def test_forged_report_is_found(running: Running, owner: AsyncConnection) -> None:
    await let_report_hold(running.parts.insights)
    await owner.execute("UPDATE insights.attestation SET document = '{\"passed\": true}'")
    assert "not as it was signed" in await faults(running, "insights.attest")
    await owner.execute("DELETE FROM insights.attestation")


@pytest.mark.clause("2-f")
async def test_day_that_weighs_more_than_its_noise_is_found(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def heavier(_: Random) -> None:
        raise ValueError("A day adds 9 to lines, whose noise covers 2.")

    monkeypatch.setattr(insights, "contribution", heavier)
    assert "adds 9 to lines" in await faults(running, "insights.linkage")


@pytest.mark.clause("3.1-i", "3.1-j")
async def test_silo_role_that_sees_calls_is_found(running: Running, owner: AsyncConnection) -> None:
    await owner.execute("GRANT USAGE ON SCHEMA personal TO dialonce_ads")
    await owner.execute("GRANT SELECT ON personal.device TO dialonce_ads")
    told = await faults(running, "insights.silo")
    await owner.execute("REVOKE SELECT ON personal.device FROM dialonce_ads")
    await owner.execute("REVOKE USAGE ON SCHEMA personal FROM dialonce_ads")
    assert "dialonce_ads sees personal.device" in told
