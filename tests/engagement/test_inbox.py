"""The inbox opens to who the policy lets in, and its files hold nothing that runs."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.app.parts import Running
from dialonce.engagement import (
    FilledForm,
    FormPlace,
    ReceivedForm,
    State,
    Worker,
    forms_as_csv,
    forms_as_json,
    list_behind,
    list_inbox,
    read_received,
    submit_form,
)
from dialonce.errors import NotFound, Refused
from dialonce.policy import Actor, StaffFact
from dialonce.vault import SUBJECT, Who
from tests.house_of import furnish
from tests.vault.people import at, new_publisher

SYSTEM_WORKER = Worker(Actor.PUBLISHER_SYSTEM, opens=frozenset({"inbox"}))
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def form(answers: dict[str, str]) -> ReceivedForm:
    return ReceivedForm(uuid4(), uuid4(), NOW, None, uuid4(), 1, "1", "2", State.NEW, None, answers)


@given(st.lists(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=12), max_size=3), max_size=3))
def test_no_cell_begins_as_a_formula(answers: list[dict[str, str]]) -> None:

    text = forms_as_csv([form(one) for one in answers])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == len(answers) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_files_hold_answers_and_no_pseudonym() -> None:
    one = form({"nom": "Claude"})
    assert str(one.subject_id) not in forms_as_csv([one])
    assert msgspec.json.decode(forms_as_json([one]))[0]["answers"] == {"nom": "Claude"}
    assert str(one.subject_id).encode() not in forms_as_json([one])


@pytest.mark.anyio
@pytest.mark.clause("8-e", "8-f")
async def test_only_trained_support_with_two_factors_gets_in(running: Running) -> None:
    publisher, now = await new_publisher(running), running.parts.now
    good = StaffFact("support", mfa=True, training_until=now + timedelta(days=1))
    wrong = (
        msgspec.structs.replace(good, mfa=False),
        msgspec.structs.replace(good, training_until=now - timedelta(days=1)),
        msgspec.structs.replace(good, role="analyst"),
    )
    async with running.parts.vault.session([publisher], Who("staff:s")) as session:
        for staff in wrong:
            with pytest.raises(Refused):
                await list_inbox(session, Worker(Actor.PUBLISHER_STAFF, staff), state=None, before=now, limit=5)
        worker = Worker(Actor.PUBLISHER_STAFF, good)
        assert await list_inbox(session, worker, state=None, before=now, limit=5) == []


@pytest.mark.anyio
@pytest.mark.clause("4.2-a")
async def test_system_gets_in_only_with_a_token_for_the_inbox(running: Running) -> None:
    publisher = await new_publisher(running)
    async with running.parts.vault.session([publisher], Who("publisher:p")) as session:
        for opens in (frozenset[str](), frozenset({"api"})):
            worker = Worker(Actor.PUBLISHER_SYSTEM, opens=opens)
            with pytest.raises(Refused) as refused:
                await list_behind(session, worker, state=None, behind=FormPlace(), limit=5)
            assert refused.value.clauses == ("4.2-a",)
        assert await list_behind(session, SYSTEM_WORKER, state=None, behind=FormPlace(), limit=5) == []


@pytest.mark.anyio
@pytest.mark.clause("S-GDPR-18")
async def test_forms_of_a_restricted_person_are_not_handed_over_until_it_is_lifted(running: Running) -> None:
    house = await furnish(running, name="Régie Lilas", number="+33199007700")
    vault = running.parts.vault
    senders = []
    for turn in range(3):
        with at(vault, running.parts.now - timedelta(minutes=9 - turn)):
            async with vault.session([house.publisher_id], SUBJECT) as session:
                names = [f"+3363998010{turn}"]
                (sender,) = await session.keyring.resolve(house.publisher_id, "phone-number", names, session.now)
                line = vault.directory.lines_by_id[house.line_id]
                form = FilledForm(house.publisher_id, house.interface_id, 1, "131", "1", {"nom": "Sam"}, line)
                senders.append((sender.subject_id, await submit_form(session, sender, form)))
    (restricted, withheld), others = senders[0], [answer_id for _, answer_id in senders[1:]]

    async def handed() -> list[UUID]:
        """One at a time, as long as there is more."""
        behind, found = FormPlace(), []
        async with vault.session([house.publisher_id], Who("publisher:p")) as session:
            while page := await list_behind(session, SYSTEM_WORKER, state=None, behind=behind, limit=1):
                found.append(page[0].answer_id)
                behind = FormPlace(page[0].received_at, page[0].answer_id)
        return found

    vault.limits.mark(restricted, "restriction", limited=True)
    assert await handed() == others
    async with vault.session([house.publisher_id], Who("publisher:p")) as session:
        with pytest.raises(NotFound):
            await read_received(session, SYSTEM_WORKER, withheld)
    vault.limits.mark(restricted, "restriction", limited=False)
    assert await handed() == [withheld, *others]
