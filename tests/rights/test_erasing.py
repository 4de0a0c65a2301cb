"""Erasure on request: recipients are told, everything goes, a proof stays, a crash in between is taken up."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.errors import Conflict, NotFound, Refused
from dialonce.rights import (
    Identity,
    Right,
    State,
    fulfil_erasure,
    list_requests,
    read_request,
    resume_erasures,
)
from dialonce.rights import erasing as erasing_room
from dialonce.sharing import list_disclosures, notices_of
from dialonce.vault import SYSTEM, NewRow, Who, fetch, place_hold, store
from tests.rights.people import NUMBER, asks, desk_for, disclosed, somebody
from tests.vault.people import collecting, new_publisher, reading

CLERK = Who("staff:1")


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


async def asked(running: Running, publisher: UUID, subject: UUID, identity: Identity = Identity.CONFIRMED) -> UUID:
    async with running.parts.vault.session([publisher], CLERK) as session:
        return (await asks(session, Right.ERASURE, subject, identity=identity, body="Effacez tout")).request_id


async def rows_left(owner: AsyncConnection, subject: UUID) -> dict[str, int]:
    counts = {}
    for table in ("personal.subject", "personal.call_step", "vault.subject_key", "vault.blind_index"):
        found = await owner.execute(f"SELECT count(*) FROM {table} WHERE subject_id = %s", (subject,))
        counts[table] = (await found.fetchone() or (0,))[0]
    return counts


@pytest.mark.clause("7-h", "7-i")
async def test_erasure_takes_everything_and_keeps_proof(
    running: Running, publisher: UUID, owner: AsyncConnection
) -> None:
    vault, desk = running.parts.vault, desk_for(running, publisher)
    subject = (await somebody(running, publisher)).subject_id
    request_id = await asked(running, publisher, subject)
    receipt = await fulfil_erasure(vault, desk, publisher, CLERK, request_id)
    assert set((await rows_left(owner, subject)).values()) == {0}
    async with vault.session([publisher], CLERK) as session:
        assert await fetch(session, reading(session, publisher), "call_step", [subject]) == []
        file = await read_request(session, request_id)
    assert (file.request.state, file.request.body, file.name) == (State.GRANTED, "", "")
    assert (
        file.request.outcome
        == f"sha256:{receipt.digest}"
        == f"sha256:{sha256(receipt.letter.body.encode()).hexdigest()}"
    )
    assert [step.letter for step in file.steps] == [""] * len(file.steps)
    assert "Appels : 3 lignes" in receipt.letter.body.replace("\u00a0", " ")
    assert NUMBER not in receipt.letter.body


async def test_late_write_brings_nobody_back(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    subject = await somebody(running, publisher)
    request_id = await asked(running, publisher, subject.subject_id)
    await fulfil_erasure(vault, desk_for(running, publisher), publisher, CLERK, request_id)
    async with vault.session([publisher], SYSTEM) as session:
        late = NewRow(subject, uuid4(), (session.now, uuid4(), uuid4(), "call-end"), {"culture": "fr"})
        assert await store(session, collecting(session, publisher), "call_step", [late]) == 0
    assert set((await rows_left(owner, subject.subject_id)).values()) == {0}


@pytest.mark.clause("3.3-a", "7-i")
async def test_recipients_are_told_and_the_ledger_outlives_the_person(running: Running, publisher: UUID) -> None:
    vault = running.parts.vault
    subject = (await somebody(running, publisher)).subject_id
    await disclosed(running, publisher, subject)
    request_id = await asked(running, publisher, subject)
    receipt = await fulfil_erasure(vault, desk_for(running, publisher), publisher, CLERK, request_id)
    assert receipt.recipients == ("Livraisons Réunies",)
    assert "– Livraisons Réunies" in receipt.letter.body
    async with vault.session([publisher], SYSTEM) as session:
        (notice,) = await notices_of(session, request_id)
        assert (notice.kind, notice.recipient, notice.state) == ("erasure", "partner:livraisons", "queued")
        assert len(await list_disclosures(session, subject)) == 1


@pytest.mark.clause("7-g")
async def test_nobody_unknown_erases_anybody(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    subject = (await somebody(running, publisher)).subject_id
    request_id = await asked(running, publisher, subject, Identity.UNCHECKED)
    with pytest.raises(Refused):
        await fulfil_erasure(running.parts.vault, desk_for(running, publisher), publisher, CLERK, request_id)
    assert (await rows_left(owner, subject))["personal.call_step"] == 3


async def test_legal_hold_stops_an_erasure(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    subject = (await somebody(running, publisher)).subject_id
    request_id = await asked(running, publisher, subject)
    async with vault.session([publisher], SYSTEM) as session:
        await place_hold(session, subject, "court order 12/34", session.now + timedelta(days=30))
    with pytest.raises(Refused, match="hold"):
        await fulfil_erasure(vault, desk_for(running, publisher), publisher, CLERK, request_id)
    assert (await rows_left(owner, subject))["personal.call_step"] == 3


async def test_erasure_is_done_once(running: Running, publisher: UUID) -> None:
    vault, desk = running.parts.vault, desk_for(running, publisher)
    subject = (await somebody(running, publisher)).subject_id
    request_id = await asked(running, publisher, subject)
    await fulfil_erasure(vault, desk, publisher, CLERK, request_id)
    with pytest.raises(Conflict):
        await fulfil_erasure(vault, desk, publisher, CLERK, request_id)


async def test_interrupted_erasure_is_taken_up(
    running: Running, publisher: UUID, owner: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, desk = running.parts.vault, desk_for(running, publisher)
    subject = (await somebody(running, publisher)).subject_id
    request_id = await asked(running, publisher, subject)

    async def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(erasing_room, "erase_subject", crash)
        with pytest.raises(KeyboardInterrupt):
            await fulfil_erasure(vault, desk, publisher, CLERK, request_id)
    assert (await rows_left(owner, subject))["vault.subject_key"] == 1
    assert await resume_erasures(vault) == 1
    assert set((await rows_left(owner, subject)).values()) == {0}
    async with vault.session([publisher], SYSTEM) as session:
        assert [one.state for one in await list_requests(session)] == [State.GRANTED]
    assert await resume_erasures(vault) == 0


async def test_foreign_publisher_erases_nobody(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    foreign = await new_publisher(running)
    subject = (await somebody(running, publisher)).subject_id
    request_id = await asked(running, publisher, subject)
    with pytest.raises(NotFound):
        await fulfil_erasure(running.parts.vault, desk_for(running, foreign), foreign, CLERK, request_id)
    assert (await rows_left(owner, subject))["personal.call_step"] == 3
