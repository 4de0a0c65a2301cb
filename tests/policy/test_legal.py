"""Numbers of the law are dated: the value of the day, with its source."""

from datetime import date

import pytest

from dialonce.policy import figure_at, load_policy
from dialonce.policy.legal import Adequacy, Entry, Figure, load_adequacy
from dialonce.policy.versions import reaches

POLICY = load_policy()
STATUTORY = {
    "rights.answer_months": 1,
    "rights.extension_months": 2,
    "consent.age": 15,
    "breach.notify_hours": 72,
    "breach.operator_notify_hours": 24,
    "cookies.choice_months": 6,
    "retention.recordings_months": 6,
    "retention.prospect_years": 3,
    "voice.attempts": 4,
    "voice.window_days": 30,
    "voice.refusal_days": 60,
}


@pytest.mark.parametrize(("key", "value"), STATUTORY.items())
@pytest.mark.clause("S-GDPR-12", "S-GDPR-8", "S-GDPR-33", "S-CONSO-D223-9", "S-L78-82")
def test_number_is_that_of_the_law(key: str, value: int) -> None:
    assert figure_at(key, date(2026, 6, 15)) == value


def test_latest_entry_that_has_begun_holds() -> None:
    figure = Figure("f", "f", (Entry(96, date(2027, 1, 1), "new"), Entry(72, date(2018, 5, 25), "old")))
    assert figure.at(date(2026, 12, 31)).value == 72
    assert figure.at(date(2027, 1, 1)).source == "new"
    with pytest.raises(LookupError, match="add an entry"):
        figure.at(date(2018, 5, 24))


def test_every_figure_has_a_source_and_stays_within_its_ceiling() -> None:
    for key, figure in POLICY.figures.items():
        entry = figure.at(POLICY.effective)
        assert entry.source, key
        assert figure.ceiling is None or entry.value <= figure.ceiling, key


def test_suspended_adequacy_holds_no_longer() -> None:
    decision = Adequacy(since=date(2023, 7, 10), certified_only=True)
    assert decision.holds(date(2026, 1, 1))
    assert not Adequacy(since=date(2023, 7, 10), suspended=True).holds(date(2026, 1, 1))
    assert load_adequacy().keys() <= POLICY.vocabulary.regions - POLICY.vocabulary.eea


@pytest.mark.parametrize(
    ("version", "since", "covered"),
    [
        ("1.0.0", "1.0.0", True),
        ("1.10.0", "1.9.0", True),
        ("0.9.9", "1.0.0", False),
        ("v1", "1.0.0", False),
        ("1.0", "1.0.0", False),
        (None, "1.0.0", False),
        ("1.0.0", None, False),
        ("²." * 2 + "0", "0.0.0", False),
    ],
)
@pytest.mark.clause("1-d")
def test_version_reaches_what_is_not_newer(version: str | None, since: str | None, covered: bool) -> None:
    assert reaches(version, since) is covered
