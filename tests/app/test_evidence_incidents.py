"""The evidence from the registers of breaches and of risks finds what is there to find."""

from datetime import timedelta
from uuid import uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.evidence import EVIDENCE, scene_of
from dialonce.app.parts import Running
from dialonce.staff import Judgement, add_risk, declare_incident
from dialonce.vault import SYSTEM
from tests.house_of import furnish


async def faults(running: Running, name: str = "staff.incidents") -> str:
    return " ".join([fault async for fault in EVIDENCE[name](scene_of(running))])


@pytest.mark.clause("8-j", "S-GDPR-33")
async def test_breach_that_waits_too_long_is_found(running: Running) -> None:
    house = await furnish(running)
    assert await faults(running) == ""
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await declare_incident(session, uuid4(), "Forgotten", session.now - timedelta(hours=73), telecom=False)
    assert "waits to be notified" in await faults(running)


async def test_step_that_could_be_changed_is_found(running: Running, owner: AsyncConnection) -> None:
    await owner.execute("GRANT DELETE ON core.incident_step TO dialonce_service")
    try:
        assert "could change what was noted" in await faults(running)
    finally:
        await owner.execute("REVOKE DELETE ON core.incident_step FROM dialonce_service")


@pytest.mark.clause("8-b")
async def test_risk_that_nobody_looked_at_again_is_found(running: Running, owner: AsyncConnection) -> None:
    house = await furnish(running, name="Risques", number="+33199003000")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        judged = Judgement(2, 2, "Locked", uuid4(), session.now.date() + timedelta(days=1))
        await add_risk(session, "A shared desk", judged)
    told = await faults(running, "staff.risk-register")
    assert "nobody who is still here" in told
    assert "looked at again" not in told
    await owner.execute("UPDATE core.risk SET review_by = '2020-01-01'")
    assert "should have been looked at again" in await faults(running, "staff.risk-register")
