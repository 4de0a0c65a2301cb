"""Plans of erasure and retention, computed from the catalogue."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.policy import (
    Archive,
    Delete,
    Erasure,
    Facts,
    Hold,
    Keep,
    Span,
    Subjects,
    Unit,
    load_catalogue,
    plan_erasure,
    plan_retention,
)
from dialonce.policy.data_files import read_table
from dialonce.policy.terms import add_months
from tests.policy.worlds import NOW

CATALOGUE = load_catalogue()
FREE = msgspec.structs.replace(Facts(), legal_hold=False)


@pytest.mark.clause("7-h", "S-GDPR-17")
def test_erasure_speaks_of_every_dataset_about_callers_and_destroys_the_key_first() -> None:
    plan = plan_erasure(CATALOGUE, FREE, NOW)
    expected = {
        name
        for name, dataset in CATALOGUE.running()
        if dataset.subjects is Subjects.CALLER and not name.startswith("browser.")
    }
    assert {step.dataset for step in plan} == expected
    assert plan[0] == Delete("vault.subject_key")


@pytest.mark.clause("7-h", "3.1-s")
def test_erasure_keeps_only_for_lawful_reasons_and_not_for_ever() -> None:
    for step in plan_erasure(CATALOGUE, FREE, NOW):
        if isinstance(step, Keep):
            assert step.reason in read_table("keeps.toml")
            assert step.until is not None
            assert step.until > NOW
        else:
            assert CATALOGUE.dataset(step.dataset).erasure is not Erasure.KEEP


@pytest.mark.clause("S-GDPR-17")
def test_legal_hold_keeps_everything_and_not_knowing_is_a_hold() -> None:
    for facts in (Facts(), msgspec.structs.replace(FREE, legal_hold=True)):
        assert {step.reason for step in plan_erasure(CATALOGUE, facts, NOW) if isinstance(step, Keep)} == {"legal-hold"}
        assert all(isinstance(step, Keep) for step in plan_erasure(CATALOGUE, facts, NOW))


@pytest.mark.clause("8-i", "S-GDPR-5-1-e", "3.1-c")
def test_retention_deletes_calls_after_their_term_and_nothing_younger() -> None:
    steps = {step.dataset: step for step in plan_retention(CATALOGUE, NOW) if isinstance(step, Delete)}
    assert steps["personal.call_step"] == Delete(
        "personal.call_step", "occurred_at", datetime(2025, 6, 15, 10, tzinfo=UTC)
    )
    assert set(steps) == {name for name, _ in CATALOGUE.running() if not name.startswith("browser.")}
    assert all(step.before is not None and step.before < NOW for step in steps.values())


@pytest.mark.clause("4.1-f", "8-i")
def test_intermediate_archive_begins_before_the_term_ends() -> None:
    plan = plan_retention(CATALOGUE, NOW)
    deletes = {step.dataset: step for step in plan if isinstance(step, Delete)}
    archives = [step for step in plan if isinstance(step, Archive)]
    assert archives
    for step in archives:
        end = deletes[step.dataset].before
        assert end is not None
        assert end < step.before < NOW


def test_hold_spares_its_subject_until_it_ends() -> None:
    subject = uuid4()
    holds = {subject: Hold("case-1", NOW + timedelta(days=1))}
    running = plan_retention(CATALOGUE, NOW, holds)
    assert Keep("personal.call_step", "legal-hold", holds[subject].until) in running
    assert all(subject in step.held for step in running if isinstance(step, Delete) and "personal" in step.dataset)
    assert plan_retention(CATALOGUE, holds[subject].until, holds) == plan_retention(CATALOGUE, holds[subject].until)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2027-01-31", 1, "2027-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-11-30", 3, "2027-02-28")],
)
def test_month_ends_on_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert add_months(datetime.fromisoformat(start), months) == datetime.fromisoformat(end)


@given(
    st.integers(-9000, 20000).map(lambda days: NOW + timedelta(days=days)), st.integers(1, 240), st.sampled_from(Unit)
)
def test_span_before_and_after_are_ordered(moment: datetime, amount: int, unit: Unit) -> None:
    span = Span(amount, unit)
    assert span.before(moment) < moment < span.after(moment)
