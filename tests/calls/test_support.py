"""Support looks at calls only as the policy says."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dialonce.app.parts import Running
from dialonce.calls import Support, find_caller, look_at_caller, recent_calls
from dialonce.errors import Refused
from dialonce.policy import Actor, StaffFact
from dialonce.vault import Who
from tests.vault.people import call, new_publisher

pytestmark = pytest.mark.anyio
NUMBER = "+33639980041"


@pytest.fixture(scope="module")
async def publisher(running: Running) -> UUID:
    publisher = await new_publisher(running)
    await call(running.parts.vault, publisher, NUMBER, steps=2)
    return publisher


def staff(running: Running, *, role: str = "support", mfa: bool = True, days: int = 1) -> StaffFact:
    return StaffFact(role, mfa, running.parts.now + timedelta(days=days))


async def test_caller_is_found_and_seen(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], Who("staff:s")) as session:
        subject = await find_caller(session, NUMBER)
        assert subject is not None
        number, calls = await look_at_caller(session, Support(Actor.PUBLISHER_STAFF, staff(running)), subject)
        assert await find_caller(session, "+33639980049") is None
    assert number == NUMBER
    assert [moment.kind for one in calls for moment in one.moments] == ["call-start", "call-start"]


@pytest.mark.clause("8-e", "8-f", "2-l")
@pytest.mark.parametrize("wrong", ["no second factor", "no training", "no role", "operator's staff", "no request"])
async def test_whoever_lacks_something_sees_nothing(running: Running, publisher: UUID, wrong: str) -> None:
    supports = {
        "no second factor": Support(Actor.PUBLISHER_STAFF, staff(running, mfa=False)),
        "no training": Support(Actor.PUBLISHER_STAFF, staff(running, days=-1)),
        "no role": Support(Actor.PUBLISHER_STAFF, staff(running, role="editor")),
        "operator's staff": Support(Actor.OPERATOR_STAFF, staff(running)),
        "no request": Support(Actor.PUBLISHER_STAFF, staff(running), "user-support"),
    }
    support = supports[wrong]
    async with running.parts.vault.session([publisher], Who("staff:s")) as session:
        with pytest.raises(Refused):
            await look_at_caller(session, support, uuid4())
        with pytest.raises(Refused):
            await recent_calls(session, support, session.now, 10)
