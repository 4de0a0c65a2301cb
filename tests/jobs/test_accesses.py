"""The publisher is told of an exceptional access, by letter, once, and again until a letter leaves."""

from datetime import timedelta

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.channels import DeliveryStatus, Handover, NoticeText, Outbound
from dialonce.jobs.accesses import tell_accesses
from dialonce.staff import Role, invite_staff
from dialonce.vault import SYSTEM, break_glass, untold_accesses
from tests.vault.people import new_publisher

pytestmark = pytest.mark.anyio
REASON = "Ticket 4711: calls of line 3 are missing"
OFFICE = "vie-privee@example.org"


class Desk:
    """A carrier that keeps what it gets, or fails."""

    def __init__(self) -> None:
        self.taken: list[Outbound] = []
        self.away = False

    async def hand_over(self, message: Outbound) -> Handover:
        if self.away:
            return Handover(DeliveryStatus.FAILED)
        self.taken.append(message)
        return Handover(DeliveryStatus.SENT)


@pytest.mark.clause("2-l")
async def test_publisher_is_told_once_and_until_a_letter_leaves(running: Running) -> None:
    vault, desk = running.parts.vault, Desk()
    publisher = await new_publisher(running)
    await break_glass(vault, publisher, "7", REASON, timedelta(hours=1))
    desk.away = True
    assert await tell_accesses(vault, desk, OFFICE) == 0
    desk.away = False
    assert await tell_accesses(vault, desk, OFFICE) == 1
    assert await tell_accesses(vault, desk, OFFICE) == 0
    (letter,) = desk.taken
    assert isinstance(letter.text, NoticeText)
    assert REASON in letter.text.body
    assert letter.recipient.reveal() == OFFICE
    async with vault.session([publisher], SYSTEM) as session:
        assert await untold_accesses(session) == []


@pytest.mark.clause("2-l")
async def test_administrators_and_officers_who_joined_are_told(running: Running, owner: AsyncConnection) -> None:
    vault, desk = running.parts.vault, Desk()
    publisher = await new_publisher(running)
    async with vault.session([publisher], SYSTEM) as session:
        for role in (Role.PUBLISHER_ADMIN, Role.DPO, Role.ANALYST):
            await invite_staff(session, running.parts.staff, "Jeanne Essai", f"{role.value}@azur.example", role)
        await invite_staff(session, running.parts.staff, "Paul Essai", "later@azur.example", Role.PUBLISHER_ADMIN)
    await owner.execute("UPDATE core.staff SET joined_at = now() WHERE publisher_id = %s", (publisher,))
    await owner.execute(
        """UPDATE core.staff SET left_at = now() WHERE staff_id = (
             SELECT staff_id FROM core.staff WHERE publisher_id = %s ORDER BY created_at DESC, role DESC LIMIT 1)""",
        (publisher,),
    )
    await break_glass(vault, publisher, "7", REASON, timedelta(hours=1))
    assert await tell_accesses(vault, desk, OFFICE) == 1
    told = {message.recipient.reveal() for message in desk.taken}
    assert "analyst@azur.example" not in told
    assert len(told) == 2
    assert OFFICE not in told
