"""Who acknowledged the notice becomes a subject, once."""

import asyncio

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.calls import LINK_LIFE
from dialonce.errors import Conflict
from dialonce.subjects import acknowledge_notice
from dialonce.vault import Link, add_link, find_link, new_link_secret
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running, noticed=False)


async def sent_link(running: Running, house: Furnished) -> tuple[str, Link]:
    vault, secret = running.parts.vault, new_link_secret()
    now = vault.clock()
    link = Link(
        publisher_id=house.publisher_id,
        line_id=house.line_id,
        solution_id=house.solution_id,
        interface_id=house.interface_id,
        interface_version=1,
        subject_id=None,
        request_id=house.solution_id,
        culture="fr",
        created_at=now,
        expires_at=now + LINK_LIFE,
    )
    await add_link(vault.keyring, secret, link)
    return secret, link


def version_of(running: Running, house: Furnished) -> str:
    return running.parts.vault.policy_of(house.publisher_id).version


@pytest.mark.clause("0-c")
async def test_link_leads_to_the_subject_with_its_proof(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    secret, link = await sent_link(running, house)
    subject_id = await acknowledge_notice(running.parts.vault, link, secret, version_of(running, house))
    bound = await find_link(running.parts.vault, secret)
    assert bound is not None
    assert bound.subject_id == subject_id
    proof = await owner.execute("SELECT policy_version FROM personal.notice WHERE subject_id = %s", (subject_id,))
    assert await proof.fetchone() == (version_of(running, house),)


async def test_two_taps_at_once_make_one_subject(running: Running, house: Furnished) -> None:
    secret, link = await sent_link(running, house)
    version = version_of(running, house)
    taps = [acknowledge_notice(running.parts.vault, link, secret, version) for _ in range(4)]
    assert len(set(await asyncio.gather(*taps))) == 1


async def test_another_version_of_the_notice_counts_for_nothing(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    secret, link = await sent_link(running, house)
    before = await (await owner.execute("SELECT count(*) FROM personal.subject")).fetchone()
    with pytest.raises(Conflict, match="read it anew"):
        await acknowledge_notice(running.parts.vault, link, secret, "0.9.0")
    assert await (await owner.execute("SELECT count(*) FROM personal.subject")).fetchone() == before
    bound = await find_link(running.parts.vault, secret)
    assert bound is not None
    assert bound.subject_id is None
