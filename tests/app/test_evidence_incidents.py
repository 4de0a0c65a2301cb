"""The evidence from the register of breaches finds what is there to find."""

from datetime import timedelta
from uuid import uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.evidence import EVIDENCE, scene_of
from dialonce.app.parts import Running
from dialonce.staff import declare_incident
from dialonce.vault import SYSTEM
from tests.house_of import furnish


async def faults(running: Running) -> str:
    return " ".join([fault async for fault in EVIDENCE["staff.incidents"](scene_of(running))])


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
