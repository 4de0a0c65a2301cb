"""The training (8-f)."""

from datetime import UTC, datetime

import pytest

from dialonce.staff import counts_until, load_training, mark_answers

TRAINING = load_training()
RIGHT = {one.id: str(one.answer) for one in TRAINING.question}


@pytest.mark.clause("8-f")
def test_pass_mark_decides() -> None:
    assert mark_answers(TRAINING, RIGHT).passed
    names = list(RIGHT)
    few = {name: RIGHT[name] for name in names[: TRAINING.meta.pass_mark - 1]}
    assert not mark_answers(TRAINING, few).passed
    enough = {name: RIGHT[name] for name in names[: TRAINING.meta.pass_mark]}
    assert mark_answers(TRAINING, enough).passed


def test_unanswered_and_nonsense_are_wrong() -> None:
    assert mark_answers(TRAINING, {}).right == frozenset()
    assert mark_answers(TRAINING, dict.fromkeys(RIGHT, "no option")).right == frozenset()


@pytest.mark.parametrize(
    ("passed", "until"),
    [("2026-11-24", "2027-11-24"), ("2024-02-29", "2025-02-28"), ("2026-12-31", "2027-12-31")],
)
def test_record_counts_twelve_months(passed: str, until: str) -> None:
    day = datetime.fromisoformat(passed).replace(tzinfo=UTC)
    assert counts_until(TRAINING, day).date().isoformat() == until
