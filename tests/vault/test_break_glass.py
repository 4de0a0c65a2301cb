"""Exceptional access: nothing without it, journalled, told, over when it is over."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.errors import Invalid, Refused
from dialonce.policy import Action, Actor, Facts, StaffFact, Use
from dialonce.settings import Settings
from dialonce.vault import (
    SYSTEM,
    Vault,
    Who,
    break_glass,
    exceptional_accesses,
    fetch,
    running_access,
    untold_accesses,
)
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
    with pytest.raises(Refused) as denied:
        await look(vault, publisher, subject, STAFF)
    assert "2-l" in denied.value.clauses
    opened = await break_glass(vault, publisher, "7", REASON, HOUR)
    assert await look(vault, publisher, subject, opened.fact(STAFF)) == 1
    with at(vault, opened.until), pytest.raises(Refused):
        await look(vault, publisher, subject, opened.fact(STAFF))
    async with vault.session([publisher], SYSTEM) as session:
        assert await exceptional_accesses(session) == [opened]
        assert await untold_accesses(session) == [opened]
    found = await owner.execute("SELECT entry FROM audit.entry WHERE publisher_id = %s", (publisher,))
    entries = [msgspec.json.decode(row[0]) for row in await found.fetchall()]
    by_staff = [(entry["action"], entry["outcome"]) for entry in entries if entry["actor"] == "staff:7"]
    assert sorted(by_staff) == [("break-glass", "permit"), ("read", "deny"), ("read", "deny"), ("read", "permit")]


@pytest.mark.parametrize(
    ("reason", "lasting"), [("because", HOUR), (REASON, 5 * HOUR), (REASON, timedelta(0)), (" " * 20, HOUR)]
)
async def test_access_needs_a_reason_and_an_end(running: Running, reason: str, lasting: timedelta) -> None:
    publisher = await new_publisher(running)
    with pytest.raises(Invalid):
        await break_glass(running.parts.vault, publisher, "7", reason, lasting)


@pytest.mark.clause("2-l")
async def test_access_ends_in_every_process_at_once(running: Running, settings: Settings, addresses: Addresses) -> None:
    """The time limit is in the database: another process finds the access while it runs, and not a second longer."""
    async with open_parts(settings, addresses) as elsewhere:
        publisher = await new_publisher(running)
        opened = await break_glass(running.parts.vault, publisher, "7", REASON, HOUR)
        for vault in (running.parts.vault, elsewhere.parts.vault):
            for moment, found in (
                (opened.opened_at, opened),
                (opened.until - timedelta(seconds=1), opened),
                (opened.until, None),
            ):
                with at(vault, moment):
                    async with vault.session([publisher], SYSTEM) as session:
                        assert await running_access(session, "7") == found
                        assert await running_access(session, "8") is None
