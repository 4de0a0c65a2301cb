"""The coverage table: nothing wrong, nothing silently skipped, what is late is said to be late."""

import msgspec
import pytest

from dialonce.policy import coverage, load_catalogue, load_policy
from dialonce.policy.coverage import ISSUES

POLICY, CATALOGUE = load_policy(), load_catalogue()


@pytest.mark.clause("2-c")
def test_coverage_has_every_clause_and_no_fault() -> None:
    lines = coverage(POLICY, CATALOGUE)
    assert [line.clause for line in lines] == [*POLICY.clauses, *POLICY.statute]
    assert [line for line in lines if line.faults] == []


def test_evidence_either_runs_or_names_the_issue_that_brings_it() -> None:
    for line in coverage(POLICY, CATALOGUE):
        assert line.evidence, line.clause
        for evidence in line.evidence:
            assert evidence.arrives_with is None or evidence.arrives_with in ISSUES
            assert evidence.name.count(".") == 1


def test_fault_is_told_for_the_clause_that_has_it() -> None:
    spoiled = msgspec.structs.replace(POLICY.clauses["3.1-d"], evidence=(), figures=("no.such_months",))
    lines = coverage(msgspec.structs.replace(POLICY, clauses={**POLICY.clauses, "3.1-d": spoiled}), CATALOGUE)
    faulty = {line.clause: line.faults for line in lines if line.faults}
    assert faulty.keys() == {"3.1-d"}
    assert len(faulty["3.1-d"]) == 3


@pytest.mark.parametrize(("field", "value"), [("checks", ("no-check",)), ("defines", ("recipient:nobody",))])
def test_unknown_duty_is_a_fault(field: str, value: tuple[str, ...]) -> None:
    spoiled = msgspec.structs.replace(POLICY.clauses["0-b"], **{field: value})
    lines = coverage(msgspec.structs.replace(POLICY, clauses={**POLICY.clauses, "0-b": spoiled}), CATALOGUE)
    assert any(line.faults for line in lines if line.clause == "0-b")
