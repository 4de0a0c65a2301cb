"""Links: only a digest of their secret is kept."""

from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.vault import Link, add_link, bind_link, find_link, is_link_secret, mark_link_opened, new_link_secret
from tests.vault.people import new_publisher

pytestmark = pytest.mark.anyio


async def new_link(running: Running) -> tuple[str, Link]:
    now = running.parts.vault.clock()
    ids = {name: uuid4() for name in ("line_id", "solution_id", "interface_id", "request_id")}
    link = Link(
        publisher_id=await new_publisher(running),
        interface_version=1,
        subject_id=None,
        culture="fr",
        created_at=now,
        expires_at=now + timedelta(hours=1),
        **ids,
    )
    secret = new_link_secret()
    await add_link(running.parts.vault.keyring, secret, link)
    return secret, link


async def test_link_is_found_by_its_secret_alone(running: Running, owner: AsyncConnection) -> None:
    secret, link = await new_link(running)
    assert is_link_secret(secret)
    assert await find_link(running.parts.vault, secret) == link
    assert await find_link(running.parts.vault, new_link_secret()) is None
    kept = await (await owner.execute("SELECT string_agg(link::text, ' ') FROM vault.link")).fetchone()
    assert secret not in str(kept)
    assert secret.encode().hex() not in str(kept)


async def test_first_opening_and_first_binding_stay(running: Running) -> None:
    vault = running.parts.vault
    secret, link = await new_link(running)
    now = vault.clock()
    assert await mark_link_opened(vault.keyring, secret, link, now)
    assert not await mark_link_opened(vault.keyring, secret, link, now + timedelta(minutes=1))
    first, second = uuid4(), uuid4()
    await bind_link(vault.keyring, secret, link, first)
    await bind_link(vault.keyring, secret, link, second)
    found = await find_link(vault, secret)
    assert found == msgspec.structs.replace(link, subject_id=first, opened_at=now)


async def test_link_is_changed_by_its_publisher_alone(running: Running) -> None:
    vault = running.parts.vault
    secret, link = await new_link(running)
    foreign = msgspec.structs.replace(link, publisher_id=await new_publisher(running))
    await bind_link(vault.keyring, secret, foreign, UUID(int=7))
    assert await find_link(vault, secret) == link


@pytest.mark.parametrize("text", ["", "short", "x" * 13, "a/b-c_d.e?f!", "é" * 12])
def test_text_of_another_form_is_no_secret(text: str) -> None:
    assert not is_link_secret(text)
