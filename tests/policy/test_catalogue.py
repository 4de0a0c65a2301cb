"""The catalogue: terms, and the fields that may leave."""

from datetime import date

import pytest

from dialonce.policy import Span, Unit, load_catalogue, load_policy, projection, term
from tests.policy.vectors import use_of

CATALOGUE = load_catalogue()
DAY = date(2026, 6, 15)
CALL = ["phone-number", "called-number", "call-log"]


@pytest.mark.clause("3.1-d", "8-i")
def test_term_is_that_of_the_dated_number() -> None:
    figures = load_policy().figures
    assert term(CATALOGUE, "personal.call_step", "service-provision", figures, DAY) == Span(12, Unit.MONTHS)
    assert term(CATALOGUE, "personal.call_step", "marketing", figures, DAY) is None
    with pytest.raises(KeyError):
        term(CATALOGUE, "personal.never_declared", "marketing", figures, DAY)


@pytest.mark.clause("6.2-b", "6.3-c")
def test_projection_gives_the_named_fields_to_a_declared_recipient() -> None:
    use = use_of("publisher", "disclose", "service-provision", ["call-log"], "partner:acme")
    fields = projection(CATALOGUE, use)
    assert fields["personal.call_step"] == ("occurred_at", "step", "details")
    assert "caller" not in fields["personal.call_step"]
    assert "personal.message" not in fields


@pytest.mark.parametrize("recipient", ["third-party:x", "carrier:y", "stranger:z", None])
@pytest.mark.clause("6.3-c")
def test_projection_gives_nothing_of_calls_to_others(recipient: str | None) -> None:
    use = use_of("publisher", "disclose", "service-provision", CALL, recipient)
    assert "personal.call_step" not in projection(CATALOGUE, use)


@pytest.mark.clause("6.3-d")
def test_projection_gives_nothing_for_another_purpose() -> None:
    assert projection(CATALOGUE, use_of("publisher", "disclose", "marketing", CALL, "partner:acme")) == {}


def test_dataset_that_has_not_arrived_is_in_no_projection() -> None:
    waiting = {name for name, dataset in CATALOGUE.datasets.items() if dataset.arrives_with}
    assert waiting.isdisjoint(dict(CATALOGUE.running()))
