"""Editions compared: what became wider voids older consents."""

from datetime import timedelta

import msgspec
import pytest

from dialonce.policy import (
    ConsentFact,
    ConsentState,
    Policy,
    Words,
    consent_still_valid,
    diff_policies,
    edition_faults,
    load_policy,
)
from dialonce.policy.diff import Kind

OLD = load_policy()
CONSENT = ConsentFact("user-analytics", "1.0.0", ConsentState.GIVEN)


def with_clause(clause_id: str, **changes: object) -> Policy:
    changed = msgspec.structs.replace(OLD.clauses[clause_id], **changes)
    return msgspec.structs.replace(OLD, clauses={**OLD.clauses, clause_id: changed})


def rule_of(clause_id: str, **changes: object) -> Policy:
    first, *rest = OLD.clauses[clause_id].permits
    return with_clause(clause_id, permits=(msgspec.structs.replace(first, **changes), *rest))


def only_change(new: Policy) -> tuple[str, Kind]:
    (change,) = diff_policies(OLD, new)
    return change.clause, change.kind


def test_same_edition_has_no_changes() -> None:
    assert diff_policies(OLD, OLD) == ()
    assert consent_still_valid(CONSENT, OLD, OLD)


@pytest.mark.clause("11-b", "1-d")
def test_wider_permission_voids_older_consent_to_its_purpose_only() -> None:
    wider = rule_of("3.1-h", categories=("advertising-id", "usage-habits", "ip-address"))
    assert only_change(wider) == ("3.1-h", Kind.WIDENED)
    assert not consent_still_valid(CONSENT, OLD, wider)
    assert consent_still_valid(msgspec.structs.replace(CONSENT, purpose="marketing"), OLD, wider)


def test_dropped_condition_is_a_widening_and_added_one_a_narrowing() -> None:
    assert only_change(rule_of("3.1-h", when=("consent",))) == ("3.1-h", Kind.WIDENED)
    narrower = rule_of("3.1-h", when=("consent", "advertising-not-limited", "notice-acknowledged"))
    assert only_change(narrower) == ("3.1-h", Kind.NARROWED)
    assert consent_still_valid(CONSENT, OLD, narrower)


def test_lifted_prohibition_is_a_widening() -> None:
    lifted = with_clause("3.1-i", forbids=())
    assert only_change(lifted) == ("3.1-i", Kind.WIDENED)
    assert not consent_still_valid(CONSENT, OLD, lifted)


def test_other_words_are_a_rewording_and_keep_consents() -> None:
    reworded = msgspec.structs.replace(OLD, texts={**OLD.texts, "3.1-h": Words("Autrement", "Otherwise")})
    assert only_change(reworded) == ("3.1-h", Kind.REWORDED)
    assert consent_still_valid(CONSENT, OLD, reworded)


def test_added_and_removed_clauses_are_named() -> None:
    fewer = msgspec.structs.replace(OLD, clauses={k: v for k, v in OLD.clauses.items() if k != "4.2-f"})
    assert only_change(fewer) == ("4.2-f", Kind.REMOVED)
    (added,) = diff_policies(fewer, OLD)
    assert (added.clause, added.kind) == ("4.2-f", Kind.ADDED)
    assert added.purposes == {"business-analytics"}


@pytest.mark.clause("1-d")
def test_purpose_widened_since_reaches_no_older_consent() -> None:
    purposes = dict(OLD.vocabulary.purposes)
    purposes["user-analytics"] = msgspec.structs.replace(purposes["user-analytics"], since="2.0.0")
    new = msgspec.structs.replace(OLD, vocabulary=msgspec.structs.replace(OLD.vocabulary, purposes=purposes))
    assert not consent_still_valid(CONSENT, OLD, new)
    assert consent_still_valid(msgspec.structs.replace(CONSENT, policy_version="2.0.0"), OLD, new)


@pytest.mark.clause("11-a")
def test_edition_that_widens_silently_or_does_not_rise_is_not_published() -> None:
    wider = rule_of("3.1-h", categories=("advertising-id", "usage-habits", "ip-address"))
    silent = msgspec.structs.replace(wider, version="2.0.0", effective=OLD.effective + timedelta(days=30))
    assert edition_faults(OLD, silent) == ("purpose user-analytics became wider; set its `since` to 2.0.0",)
    assert any("does not follow" in fault for fault in edition_faults(OLD, OLD))
    next_edition = msgspec.structs.replace(OLD, version="1.0.1", effective=OLD.effective + timedelta(days=30))
    assert edition_faults(OLD, next_edition) == ()
