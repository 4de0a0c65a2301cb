"""Exceptional access: nothing without it, journalled, told, over when it is over."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.errors import Invalid, Refused
from dialonce.policy import Action, Actor, Facts, StaffFact, Use
from dialonce.vault import SYSTEM, BreakGlass, Vault, Who, break_glass, exceptional_accesses, fetch
from tests.vault.people import at, call, new_publisher

pytestmark = pytest.mark.anyio
STAFF = StaffFact("support", mfa=True)
HOUR = timedelta(hours=1)
REASON = "Ticket 4711: calls of line 3 are missing"


async def look(vault: Vault, publisher: UUID, subject: UUID, staff: StaffFact) -> int:
    """How many calls the member of staff sees."""
    categories = frozenset(("call-log", "called-number", "pseudonym"))
    use = Use(publisher, Actor.OPERATOR_STAFF, Action.READ, "user-support", categories)
    training = msgspec.structs.replace(staff, training_until=vault.clock() + HOUR)
    async with vault.session([publisher], Who("staff:7")) as session:
        permit = session.require(use, Facts(staff=training, legal_hold=False, subject_restricted=False))
        return len(await fetch(session, permit, "call_step", [subject]))


@pytest.mark.clause("2-l")
async def test_operator_staff_see_nothing_without_and_something_within(
    running: Running, owner: AsyncConnection
) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = (await call(vault, publisher, "+33612345678")).subject_id
    told: list[BreakGlass] = []

    async def notify(opened: BreakGlass) -> None:
        told.append(opened)

    with pytest.raises(Refused) as denied:
        await look(vault, publisher, subject, STAFF)
    assert "2-l" in denied.value.clauses
    opened = await break_glass(vault, publisher, "7", REASON, HOUR, notify)
    assert told == [opened]
    assert await look(vault, publisher, subject, opened.fact(STAFF)) == 1
    with at(vault, opened.until), pytest.raises(Refused):
        await look(vault, publisher, subject, opened.fact(STAFF))
    async with vault.session([publisher], SYSTEM) as session:
        assert await exceptional_accesses(session) == [opened]
    found = await owner.execute("SELECT entry FROM audit.entry WHERE publisher_id = %s", (publisher,))
    entries = [msgspec.json.decode(row[0]) for row in await found.fetchall()]
    by_staff = [(entry["action"], entry["outcome"]) for entry in entries if entry["actor"] == "staff:7"]
    assert sorted(by_staff) == [("break-glass", "permit"), ("read", "deny"), ("read", "deny"), ("read", "permit")]


async def test_access_that_could_not_be_told_is_none(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)

    async def notify(_: BreakGlass) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await break_glass(vault, publisher, "7", REASON, HOUR, notify)
    async with vault.session([publisher], SYSTEM) as session:
        assert await exceptional_accesses(session) == []


@pytest.mark.parametrize(
    ("reason", "lasting"), [("because", HOUR), (REASON, 5 * HOUR), (REASON, timedelta(0)), (" " * 20, HOUR)]
)
async def test_access_needs_a_reason_and_an_end(running: Running, reason: str, lasting: timedelta) -> None:
    publisher = await new_publisher(running)

    async def notify(_: BreakGlass) -> None:
        raise AssertionError("nobody is told of what was refused")

    with pytest.raises(Invalid):
        await break_glass(running.parts.vault, publisher, "7", reason, lasting, notify)
