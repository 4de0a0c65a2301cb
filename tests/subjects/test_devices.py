"""Installations as subjects: who they are, and what is kept of them."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Invalid, Refused
from dialonce.policy import ConsentFact, ConsentState
from dialonce.publishers import LineChange, change_line
from dialonce.subjects import DeviceReport, device_subject, register_device
from dialonce.vault import SYSTEM, Session
from tests.house_of import Furnished, furnish

IMEI = "490154203237518"


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture
async def session(running: Running, house: Furnished) -> AsyncIterator[Session]:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        yield session


def consent(session: Session, house: Furnished, state: ConsentState = ConsentState.GIVEN) -> frozenset[ConsentFact]:
    version = session.policy_of(house.publisher_id).version
    return frozenset((ConsentFact("device-registration", version, state),))


async def test_device_is_one_subject_however_often_it_registers(session, house):
    report = DeviceReport(uuid4(), "dialonce.js/0.1.0", "fr-FR")
    first = await register_device(session, house.publisher_id, report, frozenset())
    again = await register_device(session, house.publisher_id, report, frozenset())
    assert (first.new, again.new) == (True, False)
    assert first.subject.subject_id == again.subject.subject_id


async def test_device_that_never_registered_is_nobody(session, house):
    assert await device_subject(session.keyring, house.publisher_id, uuid4(), session.now) is None


@pytest.mark.clause("4.1-e")
@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
async def test_hardware_is_not_looked_at_unless_agreed(session, house, state):
    report = DeviceReport(uuid4(), "dialonce.js/0.1.0", imei="not even a number")
    told = await register_device(session, house.publisher_id, report, consent(session, house, state))
    assert not told.hardware_checked


@pytest.mark.clause("4.1-e")
async def test_hardware_is_checked_when_agreed(session, house):
    agreed = consent(session, house)
    report = DeviceReport(uuid4(), "dialonce.js/0.1.0", imei=IMEI, serial="AB12-34")
    assert (await register_device(session, house.publisher_id, report, agreed)).hardware_checked
    wrong = DeviceReport(uuid4(), "dialonce.js/0.1.0", meid="nonsense")
    with pytest.raises(Invalid):
        await register_device(session, house.publisher_id, wrong, agreed)


@pytest.mark.clause("3.1-e")
async def test_publisher_without_a_registered_line_registers_nobody(running):
    house = await furnish(running, name="Sans ligne", number="+33199003000")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await change_line(session, house.line_id, LineChange(enabled=False))
    async with running.directory_pool.connection() as conn:
        await running.parts.vault.directory.refresh(conn, frozenset(("line",)))
    report = DeviceReport(uuid4(), "dialonce.js/0.1.0")
    with pytest.raises(Refused) as refused:
        async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
            await register_device(session, house.publisher_id, report, frozenset())
    assert "3.1-e" in refused.value.clauses
