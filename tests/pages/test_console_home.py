"""The first page tells what waits: of what this role may see, and only to who could open it now."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.menus import demo_interface
from dialonce.publishers import create_interface, list_unpublished, publish_interface, replace_draft
from dialonce.rights import Channel, NewRequest, Right, open_request
from dialonce.staff import Role, declare_incident
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.pages.test_console_inbox import come_in
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio
COUNTS = re.compile(r'<a class="card door" href="([^"]+)"><strong><svg.*?</svg>([^<]+)</strong>', re.DOTALL)


@pytest.fixture(scope="module")
async def busy(running: Running, client: AsyncTestClient) -> Furnished:
    """A publisher at which something of everything waits."""
    house = await furnish(running, name="Maison Pleine", number="+33199008800")
    for _ in range(2):
        await come_in(running, house, nom="Sam")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        asked = NewRequest(right=Right.ACCESS, channel=Channel.EMAIL, received_at=session.now, name="Sam")
        await open_request(session, asked)
        await create_interface(session, demo_interface("en"), name="Nouveau menu")
        await declare_incident(session, UUID(int=1), "Fichier égaré", session.now - timedelta(hours=1), telecom=False)
    return house


async def told(client: AsyncTestClient, running: Running, house: Furnished, role: Role, **how: bool) -> list[str]:
    """What the first page counts; `nothing` where it says that nothing waits."""
    slug = running.parts.vault.directory.publishers[house.publisher_id].slug
    await sign_in(client, running, role=role, publisher_id=house.publisher_id, **how)
    page = (await client.get(f"/console/{slug}", headers=PAGE)).text
    found = COUNTS.findall(page)
    for href, _words in found:
        assert (await client.get(href, headers=PAGE)).status_code == 200, href
    return [words for _href, words in found] + (["nothing"] if "Nothing waits" in page else [])


@pytest.mark.clause("8-e", "8-f")
async def test_each_role_is_told_what_waits_for_it(client: AsyncTestClient, running: Running, busy: Furnished) -> None:
    agent = await told(client, running, busy, Role.SUPPORT_AGENT)
    assert agent == ["2 new requests"]
    administrator = await told(client, running, busy, Role.PUBLISHER_ADMIN)
    assert administrator == ["2 new requests", "1 menu to publish"]
    officer = await told(client, running, busy, Role.DPO)
    assert officer == ["1 rights request", "1 breach to notify"]
    assert await told(client, running, busy, Role.EDITOR) == ["1 menu to publish"]
    assert await told(client, running, busy, Role.ANALYST) == []


@pytest.mark.clause("8-f")
async def test_callers_data_is_not_even_counted_without_training_or_second_factor(
    client: AsyncTestClient, running: Running, busy: Furnished
) -> None:
    untrained = await told(client, running, busy, Role.PUBLISHER_ADMIN, trained=False)
    assert untrained == ["1 menu to publish"]
    assert await told(client, running, busy, Role.SUPPORT_AGENT, trained=False) == []


async def test_first_page_says_so_when_nothing_waits(client: AsyncTestClient, running: Running) -> None:
    house = await furnish(running, name="Maison Calme", number="+33199008900")
    assert await told(client, running, house, Role.PUBLISHER_ADMIN) == ["nothing"]
    assert await told(client, running, house, Role.PUBLISHER_ADMIN, trained=False) == [], "what is not counted may wait"


async def test_menu_waits_only_when_its_draft_says_something_else(running: Running) -> None:
    house = await furnish(running, name="Maison Lente", number="+33199008700")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        assert await list_unpublished(session) == []
        document = demo_interface("fr")
        revision = await replace_draft(session, house.interface_id, document.rstrip() + b"\n \n", revision=1)
        assert await list_unpublished(session) == [], "the same, written otherwise"
        await replace_draft(session, house.interface_id, demo_interface("en"), revision=revision)
        assert [one.interface_id for one in await list_unpublished(session)] == [house.interface_id]
        await publish_interface(session, house.interface_id, force=True)
        assert await list_unpublished(session) == []
