"""The intermediate archive: closed requests leave active use, sealed, and open for the data-protection officer alone."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from psycopg import AsyncConnection
from psycopg.errors import InsufficientPrivilege

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.errors import Forbidden, Refused
from dialonce.policy import Action, Actor, Facts, Permit, StaffFact, Use
from dialonce.settings import Settings
from dialonce.storage.pool import ARCHIVIST, SERVICE, Pool, open_pool
from dialonce.vault import (
    SYSTEM,
    NewRow,
    Session,
    SubjectRef,
    Who,
    erase_subject,
    fetch,
    finish_erasure,
    place_hold,
    plan_sweep,
    read_archived,
    store,
    sweep,
)
from dialonce.web.rights_desk import desk_of
from tests.vault.people import ALLOWING, call, erasing, new_publisher, reading

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)
RIGHTS = frozenset(("rights-record", "pseudonym"))
WORDS = "canary-request-4711"


class House(msgspec.Struct):
    """A database of its own, and the archivist's pool."""

    running: Running
    owner: AsyncConnection
    archivist: Pool
    addresses: Addresses

    async def count(self, table: str) -> int:
        found = await self.owner.execute(f"SELECT count(*) FROM {table}")
        return (await found.fetchone() or (0,))[0]


@pytest.fixture
async def house(anyio_backend: str, settings: Settings, new_database: Callable[[], Addresses]) -> AsyncIterator[House]:
    addresses = new_database()
    async with (
        open_parts(settings, addresses) as running,
        await AsyncConnection.connect(addresses.owner, autocommit=True) as owner,
        open_pool(addresses.role(ARCHIVIST), "archivist", most=1) as archivist,
    ):
        yield House(running, owner, archivist, addresses)


async def ask(house: House, publisher: UUID, number: str, closed_at: datetime) -> SubjectRef:
    """Somebody's request, closed at a moment."""
    vault = house.running.parts.vault
    subject = await call(vault, publisher, number)
    clear = (
        *(
            "access",
            "page",
            "granted",
            "fr",
            "confirmed",
            closed_at - DAY,
            closed_at,
            None,
            0,
            None,
            closed_at,
            "granted",
        ),
    )
    async with vault.session([publisher], SYSTEM) as session:
        use = Use(publisher, Actor.PUBLISHER, Action.RETAIN, "subject-rights", RIGHTS)
        await store(
            session,
            session.require(use, ALLOWING),
            "rights_request",
            [NewRow(subject, uuid4(), clear, {"body": WORDS})],
        )
    return subject


def as_staff(session: Session, publisher: UUID, role: str) -> Permit:
    use = Use(publisher, Actor.PUBLISHER_STAFF, Action.READ, "accountability", RIGHTS)
    staff = StaffFact(role, mfa=True, training_until=session.now + DAY)
    return session.require(use, Facts(staff=staff, legal_hold=False, subject_restricted=False))


@pytest.mark.clause("8-i", "8-e")
async def test_closed_requests_leave_active_use_and_the_officer_reads_them(house: House) -> None:
    vault = house.running.parts.vault
    now = vault.clock()
    publisher = await new_publisher(house.running)
    old = await ask(house, publisher, "+33612345678", now - 400 * DAY)
    await ask(house, publisher, "+33612345679", now - 300 * DAY)
    assert [(s.dataset, s.rows, s.how) for s in await plan_sweep(vault)] == [
        ("personal.rights_request", 1, "to the intermediate archive")
    ]
    await sweep(vault)
    assert (await house.count("personal.rights_request"), await house.count("intermediate.record")) == (1, 1)
    assert await plan_sweep(vault) == []
    async with vault.session([publisher], Who("staff:dpo")) as session:
        permit = as_staff(session, publisher, "dpo")
        (found,) = await read_archived(session, permit, house.archivist)
    assert found.row.subject_id == old.subject_id
    assert found.row.clear["outcome"] == "granted"
    assert found.row.private.reveal(permit) == {"body": WORDS}
    sealed = await house.owner.execute("SELECT sealed FROM intermediate.record")
    stored = (await sealed.fetchone() or (b"",))[0]
    assert b"granted" not in stored
    assert WORDS.encode() not in stored


@pytest.mark.clause("8-e")
async def test_nobody_else_opens_the_archive(house: House) -> None:
    vault = house.running.parts.vault
    publisher = await new_publisher(house.running)
    await ask(house, publisher, "+33612345678", vault.clock() - 400 * DAY)
    await sweep(vault)
    for role in ("support", "analyst", "publisher-admin"):
        with pytest.raises(Refused):
            async with vault.session([publisher], Who("staff:7")) as session:
                as_staff(session, publisher, role)
    async with vault.session([publisher], SYSTEM) as session:
        retaining = session.require(Use(publisher, Actor.PUBLISHER, Action.RETAIN, "subject-rights", RIGHTS), ALLOWING)
        with pytest.raises(Forbidden, match="data-protection officer"):
            await read_archived(session, retaining, house.archivist)
    async with await AsyncConnection.connect(house.addresses.role(SERVICE), autocommit=True) as conn:
        for statement in ("SELECT FROM intermediate.record", "DELETE FROM intermediate.record"):
            with pytest.raises(InsufficientPrivilege):
                await conn.execute(statement)
    async with await AsyncConnection.connect(house.addresses.role(ARCHIVIST), autocommit=True) as conn:
        assert await (await conn.execute("SELECT count(*) FROM intermediate.record")).fetchone() == (0,)
        with pytest.raises(InsufficientPrivilege):
            await conn.execute("DELETE FROM intermediate.record")


async def test_archive_of_another_tenant_shows_nothing(house: House) -> None:
    vault = house.running.parts.vault
    publisher, foreign = await new_publisher(house.running), await new_publisher(house.running)
    subject = await ask(house, publisher, "+33612345678", vault.clock() - 400 * DAY)
    await sweep(vault)
    async with vault.session([foreign], Who("staff:dpo")) as session:
        permit = as_staff(session, foreign, "dpo")
        assert await read_archived(session, permit, house.archivist) == []
        assert await read_archived(session, permit, house.archivist, subject.subject_id) == []


@pytest.mark.clause("7-d")
async def test_person_asks_for_what_rests_there(house: House) -> None:
    vault = house.running.parts.vault
    publisher = await new_publisher(house.running)
    subject = await ask(house, publisher, "+33612345678", vault.clock() - 400 * DAY)
    await sweep(vault)
    async with vault.session([publisher], SYSTEM) as session:
        use = Use(publisher, Actor.PUBLISHER, Action.READ, "subject-rights", RIGHTS, "subject")
        permit = session.require(use, ALLOWING)
        archivist = desk_of(house.running.parts, publisher).archivist
        assert archivist is not None
        assert len(await read_archived(session, permit, archivist, subject.subject_id)) == 1
        assert await fetch(session, reading(session, publisher), "rights_request", [subject.subject_id]) == []


@pytest.mark.clause("7-h")
async def test_after_an_erasure_the_proof_stays_without_its_words(house: House) -> None:
    vault = house.running.parts.vault
    publisher = await new_publisher(house.running)
    subject = await ask(house, publisher, "+33612345678", vault.clock() - 400 * DAY)
    await sweep(vault)
    async with vault.session([publisher], SYSTEM) as session:
        grave = await erase_subject(session, erasing(session, publisher), subject.subject_id)
    await finish_erasure(vault, grave)
    async with vault.session([publisher], Who("staff:dpo")) as session:
        permit = as_staff(session, publisher, "dpo")
        (found,) = await read_archived(session, permit, house.archivist)
    assert found.row.clear["outcome"] == "granted"
    assert found.row.private.reveal(permit) == {}


async def test_held_rows_stay_in_active_use(house: House) -> None:
    vault = house.running.parts.vault
    publisher = await new_publisher(house.running)
    subject = await ask(house, publisher, "+33612345678", vault.clock() - 400 * DAY)
    async with vault.session([publisher], SYSTEM) as session:
        await place_hold(session, subject.subject_id, "Litige 2026/20", session.now + DAY)
    await sweep(vault)
    assert (await house.count("personal.rights_request"), await house.count("intermediate.record")) == (1, 0)


@pytest.mark.clause("8-i")
async def test_archived_rows_go_at_the_end_of_their_term(house: House) -> None:
    vault = house.running.parts.vault
    publisher = await new_publisher(house.running)
    await ask(house, publisher, "+33612345678", vault.clock() - 400 * DAY)
    await sweep(vault)
    await house.owner.execute("UPDATE intermediate.record SET started_at = now() - interval '61 months'")
    assert ("intermediate.record", 1) in [(step.dataset, step.rows) for step in await sweep(vault)]
    assert await house.count("intermediate.record") == 0
