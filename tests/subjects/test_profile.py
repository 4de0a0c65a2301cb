"""Profiles: read and put right by their own person, sealed, gone with the person."""

from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid
from dialonce.subjects import read_profile, rectify_profile
from dialonce.vault import SUBJECT
from tests.vault.people import call, new_publisher

NUMBER = "+33612345678"


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


@pytest.mark.clause("7-a", "7-c")
async def test_person_puts_their_profile_right(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    subject = (await call(vault, publisher, NUMBER)).subject_id
    async with vault.session([publisher], SUBJECT) as session:
        assert await read_profile(session, subject) is None
        assert await rectify_profile(session, subject, {"name": " Zéphyrine Martin ", "email": ""}) == {
            "name": "Zéphyrine Martin"
        }
        assert await rectify_profile(session, subject, {"name": "Zéphyrine Martin"}) == {}
        await rectify_profile(session, subject, {"email": "z@example.org"})
        profile = await read_profile(session, subject)
    assert profile is not None
    assert (profile.name, profile.email) == ("Zéphyrine Martin", "z@example.org")
    found = await owner.execute("SELECT p::text FROM personal.profile p")
    assert not [text for (text,) in await found.fetchall() if "phyrine" in text]


async def test_emptied_profile_is_gone(running: Running, publisher: UUID) -> None:
    vault = running.parts.vault
    subject = (await call(vault, publisher, NUMBER)).subject_id
    async with vault.session([publisher], SUBJECT) as session:
        await rectify_profile(session, subject, {"name": "Zéphyrine"})
        await rectify_profile(session, subject, {"name": ""})
        assert await read_profile(session, subject) is None


@pytest.mark.parametrize(
    "changes", [{"number": "+33699999999"}, {"email": "nobody"}, {"name": "x" * 121}, {"address": "x" * 401}]
)
async def test_what_cannot_be_is_invalid(running: Running, publisher: UUID, changes: dict[str, str]) -> None:
    async with running.parts.vault.session([publisher], SUBJECT) as session:
        with pytest.raises(Invalid):
            await rectify_profile(session, uuid4(), changes)


async def test_nobody_unknown_has_a_profile(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SUBJECT) as session:
        with pytest.raises(Conflict):
            await rectify_profile(session, uuid4(), {"name": "Zéphyrine"})
