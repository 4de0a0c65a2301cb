"""Publications that wait, and translations."""

from datetime import timedelta

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid
from dialonce.menus.edit import ChangeSettings
from dialonce.publishers import (
    cancel_plan,
    create_interface,
    create_translation,
    edit_draft,
    link_translation,
    list_family,
    list_plans,
    plan_publication,
    publish_due,
    read_interface,
    read_plan,
    read_version,
)
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.publishers.test_interfaces import document

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


async def test_planned_text_is_published_once_its_hour_has_come(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = (await create_interface(session, document("Plan"))).interface_id
        soon = session.now + timedelta(minutes=5)
        await plan_publication(session, made, soon, note="rentrée")
        await edit_draft(session, made, ChangeSettings(members={"name": "Plus tard"}), revision=1)
        assert await publish_due(session) == 0
        session.now = soon
        assert await publish_due(session) == 1
        version = await read_version(session, made, 1)
        assert ("Plus tard" in version.document, version.note) == (False, "rentrée")
        assert await read_plan(session, made) is None
        assert await publish_due(session) == 0


async def test_plan_is_replaced_and_cancelled(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = (await create_interface(session, document("Deux plans"))).interface_id
        for hours in (1, 2):
            await plan_publication(session, made, session.now + timedelta(hours=hours))
        plan = await read_plan(session, made)
        assert plan is not None
        assert plan.due_at == session.now + timedelta(hours=2)
        assert [one.interface_id for one in await list_plans(session)] == [made]
        assert (await cancel_plan(session, made), await cancel_plan(session, made)) == (True, False)


async def test_past_hours_and_broken_menus_are_refused(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = (await create_interface(session, document("Fautif", broken=True))).interface_id
        with pytest.raises(Invalid):
            await plan_publication(session, made, session.now, force=True)
        with pytest.raises(Invalid):
            await plan_publication(session, made, session.now + timedelta(hours=1))
        await plan_publication(session, made, session.now + timedelta(hours=1), force=True)


async def test_translation_is_a_copy_in_another_language(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        source = (await create_interface(session, document("Bilingue"))).interface_id
        twin = await create_translation(session, source, "en")
        assert (twin.culture, twin.name) == ("en", "Bilingue (en)")
        for one in (source, twin.interface_id):
            assert [item.interface_id for item in await list_family(session, one)] == [source, twin.interface_id]
        with pytest.raises(Conflict):
            await create_translation(session, twin.interface_id, "fr")
        with pytest.raises(Invalid):
            await create_translation(session, source, "de")


async def test_interfaces_are_linked_as_translations_and_parted(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        one, other = [(await create_interface(session, document(name))).interface_id for name in ("A", "B")]
        await link_translation(session, other, one)
        assert (await read_interface(session, other)).twin_of == one
        for source in (one, other):
            with pytest.raises(Invalid):
                await link_translation(session, one, source)
        await link_translation(session, other, None)
        assert len(await list_family(session, one)) == 1
