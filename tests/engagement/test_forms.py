"""Filled forms: sealed under the sender's key, and refused where no registered line shows the menu."""

import asyncio
from uuid import uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.engagement import FilledForm, submit_form
from dialonce.errors import Refused
from dialonce.policy import Action, Actor, Facts, Sensitivity, Use
from dialonce.subjects import new_subject
from dialonce.vault import SUBJECT, OpenRow, fetch
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio
ANSWERS = {"nom": "Amandine Canari", "message": "Bonjour\nà demain"}


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    made = await furnish(running, noticed=False)
    await asyncio.sleep(0.3)
    return made


def filled(house: Furnished, **more: object) -> FilledForm:
    known = {"publisher_id": house.publisher_id, "interface_id": house.interface_id, "interface_version": 1}
    return FilledForm(**{**known, "screen": "131", "element": "1", "answers": ANSWERS, **more})  # type: ignore[arg-type]


async def keep(running: Running, house: Furnished, form: FilledForm) -> list[OpenRow]:
    """Store the form, and read it back as the publisher may."""
    vault = running.parts.vault
    async with vault.session([house.publisher_id], SUBJECT) as session:
        subject = await new_subject(session, house.publisher_id, vault.policy_of(house.publisher_id).version)
        await submit_form(session, subject, form)
    async with vault.session([house.publisher_id], SUBJECT) as session:
        use = Use(house.publisher_id, Actor.PUBLISHER, Action.USE, "service-provision", frozenset(("form-answer",)))
        facts = Facts(
            line_registered=True,
            line_sensitivity=Sensitivity.ORDINARY,
            notice_acknowledged=vault.policy_of(house.publisher_id).version,
            notice_channel="interface",
            action_by_user=True,
            legal_hold=False,
            subject_opted_out=False,
            subject_under_age=False,
            subject_objected=False,
            subject_restricted=False,
        )
        permit = session.require(use, facts)
        rows = await fetch(session, permit, "form_answer", [subject.subject_id])
        assert [row.private.reveal(permit) for row in rows] == [{"answers": ANSWERS}] * len(rows)
        return rows


async def test_answers_come_back_as_they_were_given(running: Running, house: Furnished) -> None:
    line = running.parts.vault.directory.lines_by_id[house.line_id]
    for form in (filled(house), filled(house, line=line)):
        (row,) = await keep(running, house, form)
        assert row.clear["line_id"] == (form.line.line_id if form.line else None)
        assert row.clear["status"] == "new"


@pytest.mark.clause("8-a")
async def test_answers_rest_unreadable(running: Running, house: Furnished, owner: AsyncConnection) -> None:
    await keep(running, house, filled(house))
    rows = await (await owner.execute("SELECT form_answer::text FROM personal.form_answer")).fetchall()
    assert rows
    assert not any("Canari" in row[0] or b"Canari".hex() in row[0] for row in rows)


@pytest.mark.clause("3.1-e")
async def test_menu_that_no_registered_line_shows_keeps_nothing(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    with pytest.raises(Refused) as refused:
        await keep(running, house, filled(house, interface_id=uuid4(), screen="nowhere"))
    assert "3.1-e" in refused.value.clauses
    found = await owner.execute("SELECT count(*) FROM personal.form_answer WHERE screen = 'nowhere'")
    assert await found.fetchone() == (0,)
