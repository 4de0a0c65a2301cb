"""A publisher's first day, by forms alone; and the operator who opens it."""

import asyncio
import re

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.publishers import NewPublisher, create_publisher, list_interfaces
from dialonce.staff import OPERATOR, Role
from dialonce.vault import SYSTEM
from tests.pages.test_console_lines import send
from tests.staff.people import new_email
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio


async def test_empty_publisher_is_led_to_a_published_menu(client: AsyncTestClient, running: Running) -> None:
    vault = running.parts.vault
    publisher = await create_publisher(vault, NewPublisher("Mairie du Bourg"))
    await asyncio.sleep(0.5)
    await sign_in(client, running, role=Role.PUBLISHER_ADMIN, publisher_id=publisher.publisher_id)
    start = "/console/mairie-du-bourg/start"
    assert (await client.get("/console", headers=PAGE)).url.path == start
    status, page = await send(client, f"{start}/line", number="112")
    assert (status, "Emergency numbers never are" in page) == (400, True)
    assert (await send(client, f"{start}/line", number="01 99 00 80 80", label="Accueil"))[0] == 303
    assert (await send(client, f"{start}/menu", template="town"))[0] == 303
    form = {"name": "Lien", "kind": "link", "noticed": "no", "origins": ""}
    assert (await send(client, "/console/mairie-du-bourg/solutions", **form))[0] == 303
    assert "3 of 4" in (await client.get("/console", headers=PAGE)).text
    assert (await send(client, f"{start}/publish"))[0] == 303
    page = (await client.get(start, headers=PAGE)).text
    assert "4 of 4" in page
    assert 'href="/console/mairie-du-bourg/try"' in page
    await asyncio.sleep(0.5)
    trial = await client.get("/console/mairie-du-bourg/try", headers=PAGE)
    assert re.search("99 00 80 80", trial.text)
    async with vault.session([publisher.publisher_id], SYSTEM) as session:
        (menu,) = await list_interfaces(session)
    assert vault.directory.lines["+33199008080"].interface_id == menu.interface_id


async def test_unknown_template_is_not_found(client: AsyncTestClient, running: Running) -> None:
    publisher = await create_publisher(running.parts.vault, NewPublisher("Petite Ville"))
    await asyncio.sleep(0.5)
    await sign_in(client, running, role=Role.PUBLISHER_ADMIN, publisher_id=publisher.publisher_id)
    assert (await send(client, "/console/petite-ville/start/menu", template="nonsense"))[0] == 404


async def test_operator_opens_a_publisher_with_its_administrator(client: AsyncTestClient, running: Running) -> None:
    await sign_in(client, running, role=Role.OPERATOR_ADMIN, publisher_id=OPERATOR)
    path = "/console/operator/publishers"
    assert (await client.get("/console", headers=PAGE)).url.path == path
    fields = {"name": "Énergie du Lac", "country": "FR", "locale": "fr", "person": "Eva", "email": new_email()}
    for wrong, said in (
        ({"email": "none"}, "a@example.com"),
        ({"country": "France"}, "a country in two letters"),
        ({"name": " "}, "a country in two letters"),
    ):
        status, page = await send(client, path, **{**fields, **wrong})
        assert (status, said in page) == (400, True), wrong
    status, page = await send(client, path, **fields)
    assert status == 200
    assert re.search(r"/console/join/[\w=-]{64}", page)
    status, page = await send(client, path, **{**fields, "email": new_email()})
    assert (status, "has this short address already" in page) == (400, True)
