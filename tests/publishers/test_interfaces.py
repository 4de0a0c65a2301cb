"""Interfaces: drafts change, versions never do; two editors never overwrite each other."""

import asyncio
import json
from uuid import uuid4

import pytest
from psycopg import AsyncConnection
from psycopg.errors import InsufficientPrivilege

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.menus import demo_interface
from dialonce.publishers import (
    check_draft,
    create_interface,
    list_versions,
    publish_interface,
    read_interface,
    read_version,
    replace_draft,
    roll_back,
)
from dialonce.storage.pool import SERVICE
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


def document(name: str, *, broken: bool = False) -> bytes:
    value = "nowhere" if broken else "1"
    screen = {"id": str(uuid4()), "name": "Accueil", "order": 1}
    button = {"templateType": "button", "data": {"label": "Suite", "value": value}}
    views = {"outgoing-call": [{**screen, "elements": [button]}]}
    return json.dumps(
        {"name": name, "culture": "fr", "phoneNumbers": [], "views": views, "ours": {"kept": [1]}}
    ).encode()


async def test_draft_is_the_very_text(running: Running, house: Furnished) -> None:
    text = demo_interface("en").replace(b"\n", b"\r\n")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_interface(session, text, name="Texte")
        assert (await read_interface(session, made.interface_id)).draft.encode() == text
        await publish_interface(session, made.interface_id, force=True)
        assert (await read_version(session, made.interface_id, 1)).document.encode() == text


async def test_second_editor_is_told(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_interface(session, document("Deux"))
        assert await replace_draft(session, made.interface_id, document("Deux bis"), revision=1) == 2
        with pytest.raises(Conflict):
            await replace_draft(session, made.interface_id, document("Deux ter"), revision=1)
        assert "Deux bis" in (await read_interface(session, made.interface_id)).draft


async def test_of_many_editors_at_once_one_wins(running: Running, house: Furnished) -> None:
    vault = running.parts.vault
    async with vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_interface(session, document("Course"))

    async def edit(number: int) -> bool:
        try:
            async with vault.session([house.publisher_id], SYSTEM) as session:
                await replace_draft(session, made.interface_id, document(f"Course {number}"), revision=1)
        except Conflict:
            return False
        return True

    assert sum(await asyncio.gather(*map(edit, range(5)))) == 1


async def test_versions_published_at_once_have_numbers_of_their_own(running: Running, house: Furnished) -> None:
    vault = running.parts.vault
    async with vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_interface(session, document("Versions"))

    async def publish() -> int:
        async with vault.session([house.publisher_id], SYSTEM) as session:
            return await publish_interface(session, made.interface_id)

    assert sorted(await asyncio.gather(*(publish() for _ in range(4)))) == [1, 2, 3, 4]


async def test_draft_with_errors_is_published_by_force_only(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_interface(session, document("Fautes", broken=True))
        assert await check_draft(session, made.interface_id)
        with pytest.raises(Invalid) as caught:
            await publish_interface(session, made.interface_id)
        assert all(fault.where.startswith("/") for fault in caught.value.faults)
        assert await list_versions(session, made.interface_id) == []
        assert await publish_interface(session, made.interface_id, force=True) == 1


async def test_rolling_back_publishes_the_old_text_anew(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_interface(session, document("Retour"))
        await publish_interface(session, made.interface_id)
        await replace_draft(session, made.interface_id, document("Retour deux"), revision=1)
        await publish_interface(session, made.interface_id)
        assert await roll_back(session, made.interface_id, 1) == 3
        first, third = [await read_version(session, made.interface_id, version) for version in (1, 3)]
        assert first.document == third.document
        assert (await read_interface(session, made.interface_id)).published_version == 3
        assert "Retour deux" in (await read_interface(session, made.interface_id)).draft
        with pytest.raises(NotFound):
            await roll_back(session, made.interface_id, 99)


async def test_published_version_cannot_be_changed(running: Running, house: Furnished, addresses: Addresses) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_interface(session, document("Fixe"))
        await publish_interface(session, made.interface_id)
    for statement in ("UPDATE core.interface_version SET document = ''", "DELETE FROM core.interface_version"):
        async with await AsyncConnection.connect(addresses.role(SERVICE), autocommit=True) as conn:
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(statement)


async def test_unknown_interfaces_are_not_found(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        nothing = uuid4()
        for asking in (
            read_interface(session, nothing),
            check_draft(session, nothing),
            publish_interface(session, nothing),
            roll_back(session, nothing, 1),
            list_versions(session, nothing),
            replace_draft(session, nothing, document("x"), revision=1),
        ):
            with pytest.raises(NotFound):
                await asking
