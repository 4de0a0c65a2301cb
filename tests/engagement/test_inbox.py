"""The inbox opens to who the policy lets in, and its files hold nothing that runs."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.app.parts import Running
from dialonce.engagement import ReceivedForm, State, Worker, forms_as_csv, forms_as_json, list_inbox
from dialonce.errors import Refused
from dialonce.policy import Actor, StaffFact
from dialonce.vault import Who
from tests.vault.people import new_publisher

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
