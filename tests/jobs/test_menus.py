"""Menus are published when their hour has come, whoever planned them."""

from datetime import timedelta

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.jobs.menus import publish_menus
from dialonce.publishers import create_interface, list_versions, plan_publication, read_plan
from dialonce.vault import SYSTEM
from tests.house_of import furnish
from tests.publishers.test_interfaces import document

pytestmark = pytest.mark.anyio


async def test_due_menus_of_every_publisher_are_published_once(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    houses = [await furnish(running, name=name, number=f"+3319900100{at}") for at, name in enumerate(("A", "B"), 4)]
    made = {}
    for house in houses:
        async with vault.session([house.publisher_id], SYSTEM) as session:
            for name, hours in (("Tôt", 1), ("Tard", 48)):
                interface_id = (await create_interface(session, document(name))).interface_id
                await plan_publication(session, interface_id, session.now + timedelta(hours=hours))
                made[house.publisher_id, name] = interface_id
    assert await publish_menus(vault) == 0
    await owner.execute("UPDATE core.interface_schedule SET due_at = due_at - interval '2 hours'")
    assert await publish_menus(vault) == 2
    assert await publish_menus(vault) == 0
    for (publisher_id, name), interface_id in made.items():
        async with vault.session([publisher_id], SYSTEM) as session:
            assert len(await list_versions(session, interface_id)) == (1 if name == "Tôt" else 0)
            assert (await read_plan(session, interface_id) is None) == (name == "Tôt")
