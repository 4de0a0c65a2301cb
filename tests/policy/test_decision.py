"""The decision: what the running service may do, what it may not, and why."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.policy import (
    Action,
    Actor,
    ConsentFact,
    ConsentState,
    Denial,
    EffectivePolicy,
    Facts,
    Permit,
    Use,
    decide,
    effective_policy,
    load_policy,
)
from dialonce.policy.reasons import load_reasons
from tests.policy.strategies import any_facts, any_uses, full_worlds
from tests.policy.vectors import alone, answer, ask, load_vectors, use_of
from tests.policy.worlds import NOW, PUBLISHER, allowing, lacking

POLICY = effective_policy(load_policy())
CALL = frozenset({"phone-number", "called-number", "call-log", "interaction", "device-info", "pseudonym"})
RUNNING = Facts(
    transaction=7,
    line_registered=True,
    notice_acknowledged="1.0.0",
    subject_opted_out=False,
    subject_restricted=False,
)
UNSEEN = msgspec.structs.replace(RUNNING, notice_acknowledged=None, action_by_user=True)


def says(use: Use, facts: Facts, now: datetime = NOW) -> str:
    found = decide(use, facts, POLICY, now)
    return found.reason if isinstance(found, Denial) else "permit"


@pytest.mark.parametrize("action", ["collect", "use", "retain"])
@pytest.mark.clause("3.1-d")
def test_call_log_is_permitted_for_the_service_on_a_registered_line_after_notice(action: str) -> None:
    found = decide(use_of("publisher", action, "service-provision", CALL), RUNNING, POLICY, NOW)
    assert isinstance(found, Permit)
    assert "3.1-d" in found.clauses
    assert found.covers(CALL)
    assert found.policy_hash == POLICY.hash


PROMISES = [
    ("3.1-e", ("publisher", "collect", "service-provision", CALL), {"line_registered": False}, "line-not-registered"),
    ("0-c", ("publisher", "collect", "service-provision", CALL), {"notice_acknowledged": None}, "notice-not-acknowledged"),
    ("3.1-f", ("publisher", "use", "user-analytics", ["call-log"]), {}, "forbidden"),
    ("4-d", ("publisher", "use", "curiosity", ["call-log"]), {}, "unknown-purpose"),
    ("1-b", ("publisher", "collect", "service-provision", ["shoe-size"]), {}, "unknown-category"),
    ("S-GDPR-18", ("publisher", "use", "service-provision", CALL), {"subject_restricted": True}, "restricted"),
    ("S-GDPR-21", ("publisher", "collect", "service-provision", CALL), {"subject_opted_out": True}, "opted-out"),
    ("3.1-m", ("publisher", "retain", "account-management", ["profile"]), {}, "processor-agreement-missing"),
    ("S-CPCE-L34-5", ("publisher", "send", "marketing", ["phone-number"]), {}, "consent-missing"),
    ("3.1-u", ("publisher", "collect", "contact-display", ["contacts"]), {}, "forbidden"),
    ("10-b", ("publisher", "retain", "service-provision", CALL, None, "KE"), {}, "transfer-not-covered"),
    ("4.2-a", ("publisher-system", "read", "user-support", ["form-answer"]), {"request": "r1"}, "system-not-entitled"),
    ("4-d", ("publisher-system", "read", "service-provision", CALL), {"system_opens": frozenset({"inbox"})}, "not-permitted"),
    ("2-l", ("operator-staff", "read", "user-support", ["call-log"]), {}, "staff-not-authenticated"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "question", "changed", "reason"), PROMISES, ids=[row[0] for row in PROMISES])
@pytest.mark.clause(*(row[0] for row in PROMISES))
def test_use_against_a_promise_is_denied_with_the_clause(
    clause: str, question: tuple[str, ...], changed: dict[str, object], reason: str
) -> None:
    found = decide(use_of(*question), msgspec.structs.replace(RUNNING, **changed), POLICY, NOW)
    assert isinstance(found, Denial)
    assert clause in found.clauses
    assert found.reason == reason
    assert clause in found.explain("fr")
    assert found.explain("fr") != found.explain("en")


@pytest.mark.clause("3.1-d", "0-c")
def test_number_before_notice_may_only_be_held_in_memory_to_send_the_link() -> None:
    number = ["phone-number", "called-number"]
    assert says(use_of("publisher", "transient", "service-link", number), UNSEEN) == "permit"
    assert says(use_of("publisher", "transient", "service-provision", number), UNSEEN) == "not-permitted"
    for action in ("collect", "retain", "use"):
        assert says(use_of("publisher", action, "service-link", number), UNSEEN) == "not-permitted"
        assert says(use_of("publisher", action, "service-provision", number), UNSEEN) == "notice-not-acknowledged"


@pytest.mark.clause("3.2-b", "3.1-e")
def test_counting_needs_a_registered_line_and_nothing_of_the_caller() -> None:
    count = use_of("publisher", "count", "statistics", ["aggregate"])
    assert says(count, Facts(line_registered=True)) == "permit"
    assert says(count, Facts()) == "line-not-registered"


@pytest.mark.clause("3.1-o", "3.1-s")
def test_form_answer_is_kept_for_its_purpose_only() -> None:
    facts = msgspec.structs.replace(RUNNING, action_by_user=True)
    for action in ("collect", "retain", "use"):
        answer_given = use_of("publisher", action, "service-provision", ["form-answer", "pseudonym"])
        assert says(answer_given, facts) == "permit"
    assert says(use_of("publisher", "use", "marketing", ["form-answer"]), facts) != "permit"


@pytest.mark.parametrize("action", ["export", "rectify", "erase"])
@pytest.mark.clause("0-e", "7-d", "7-h", "S-GDPR-17")
def test_person_exercises_rights_without_notice_or_line(action: str) -> None:
    use = use_of("subject", action, "subject-rights", ["@call-data", "@user-given"])
    facts = Facts(identity_checked=True, request="r1", legal_hold=False)
    assert says(use, facts) == "permit"
    assert says(use, msgspec.structs.replace(facts, identity_checked=False)) == "identity-not-checked"
    assert (says(use, msgspec.structs.replace(facts, legal_hold=True)) == "legal-hold") is (action == "erase")


@pytest.mark.clause("3.1-h")
def test_consent_for_advertising_id_is_checked_at_execution() -> None:
    use = use_of("publisher", "collect", "user-analytics", ["advertising-id"])
    given_until = NOW + timedelta(hours=1)
    consent = ConsentFact("user-analytics", "1.0.0", ConsentState.GIVEN, None, given_until)
    facts = msgspec.structs.replace(
        allowing(use), consents=frozenset({consent}), line_registered=True, notice_acknowledged="1.0.0"
    )
    assert says(use, facts) == "permit"
    assert says(use, facts, given_until) == "consent-missing"
    for state in set(ConsentState) - {ConsentState.GIVEN, ConsentState.RENEWED}:
        withdrawn = frozenset({msgspec.structs.replace(consent, state=state)})
        assert says(use, msgspec.structs.replace(facts, consents=withdrawn)) == "consent-missing"


@pytest.mark.clause("1-c")
def test_acknowledging_the_notice_is_never_a_consent() -> None:
    use = use_of("publisher", "send", "marketing", ["email"])
    assert says(use, lacking(allowing(use), ["consent-for-channel"], use)) == "consent-missing-channel"
    facts = msgspec.structs.replace(allowing(use), consents=frozenset(), notice_acknowledged="99.0.0")
    assert says(use, facts) == "consent-missing"


@pytest.mark.clause("S-CONSO-D223-9")
def test_sales_call_soon_after_a_refusal_is_denied_until_the_days_are_over() -> None:
    use = use_of("publisher", "send", "marketing", ["phone-number"])
    world = allowing(use)
    assert world.contact is not None
    refused = msgspec.structs.replace(world.contact, marketing=True, refused_at=NOW - timedelta(days=59))
    facts = msgspec.structs.replace(world, contact=refused)
    assert says(use, facts) == "voice-not-permitted"
    assert says(use, facts, NOW + timedelta(days=1)) == "permit"


@pytest.mark.clause("10-b", "S-GDPR-44")
@pytest.mark.parametrize(
    ("region", "on", "answered"),
    [
        ("DE", date(2026, 6, 15), "permit"),
        ("GB", date(2031, 12, 27), "permit"),
        ("GB", date(2031, 12, 28), "transfer-not-covered"),
        ("BR", date(2026, 1, 26), "transfer-not-covered"),
        ("BR", date(2026, 1, 27), "permit"),
        ("US", date(2026, 6, 15), "transfer-not-covered"),
        ("ZZ", date(2026, 6, 15), "unknown-region"),
    ],
)
def test_region_is_decided_by_the_adequacy_decisions_of_the_day(region: str, on: date, answered: str) -> None:
    use = use_of("publisher", "retain", "service-provision", CALL, None, region)
    assert says(use, RUNNING, NOW.replace(year=on.year, month=on.month, day=on.day)) == answered


def test_policy_is_not_in_force_before_its_date() -> None:
    assert (
        says(use_of("publisher", "collect", "service-provision", CALL), RUNNING, NOW.replace(year=2025))
        == "not-in-force"
    )


def test_naive_moment_raises() -> None:
    with pytest.raises(ValueError, match="time zone"):
        decide(use_of("publisher", "use", "service-provision", CALL), RUNNING, POLICY, NOW.replace(tzinfo=None))


def test_every_vector_is_answered_as_written() -> None:
    base, lonely = load_policy(), {vector.clause: alone(load_policy(), vector.clause) for vector in load_vectors()}
    asked: dict[tuple[str, str], EffectivePolicy] = {}
    for vector in load_vectors():
        for key, policy in ((("", vector.twist), base), ((vector.clause, vector.twist), lonely[vector.clause])):
            if key not in asked:
                asked[key] = ask(policy, vector.twist)
        assert answer(asked["", vector.twist], vector.use, vector.facts) == vector.whole, vector
        assert answer(asked[vector.clause, vector.twist], vector.use, vector.facts) == vector.alone, vector


@given(any_uses(), any_facts())
@pytest.mark.clause("1-a")
def test_decision_is_total_and_cites_clauses(use: Use, facts: Facts) -> None:
    found = decide(use, facts, POLICY, NOW)
    assert found.clauses
    assert set(found.clauses) <= POLICY.clauses.keys()
    if isinstance(found, Denial):
        assert found.reason in load_reasons()
    else:
        assert NOW < found.until <= NOW + timedelta(minutes=15)
        assert found.transaction == facts.transaction


@given(any_uses())
@pytest.mark.clause("1-a")
def test_nothing_personal_of_a_caller_is_permitted_when_nothing_is_known(use: Use) -> None:
    found = decide(use, Facts(), POLICY, NOW)
    if isinstance(found, Permit):
        kept = {"service-provision", "marketing", "statistics", "user-analytics", "location-service"}
        assert use.purpose not in kept


@given(st.sampled_from(["advertising", "sale"]), any_uses(), st.booleans())
@pytest.mark.clause("3.1-g", "6-a")
def test_no_facts_unlock_advertising_or_sale(purpose: str, use: Use, selling: bool) -> None:
    asked = msgspec.structs.replace(use, purpose=purpose)
    if selling:
        asked = msgspec.structs.replace(use, action=Action.SELL)
    found = decide(asked, allowing(asked), POLICY, NOW)
    assert isinstance(found, Denial)


@given(full_worlds())
@pytest.mark.clause("3.1-g")
def test_operator_never_prospects(world: tuple[Use, Facts]) -> None:
    use, facts = world
    for purpose in ("marketing", "promotion", "survey", "product-information", "advertising"):
        asked = msgspec.structs.replace(use, actor=Actor.OPERATOR, purpose=purpose)
        assert isinstance(decide(asked, facts, POLICY, NOW), Denial)


@given(full_worlds(), st.lists(st.integers(min_value=0, max_value=900), min_size=1, max_size=4))
def test_remembered_verdict_equals_a_fresh_one(world: tuple[Use, Facts], days: list[int]) -> None:
    use, facts = world
    remembering = effective_policy(load_policy())
    for day in days:
        now = NOW + timedelta(days=day)
        fresh = decide(use, facts, effective_policy(load_policy()), now)
        known = decide(use, facts, remembering, now)
        assert type(known) is type(fresh)
        assert known.clauses == fresh.clauses


def test_permit_of_another_publishers_policy_is_not_given() -> None:
    theirs = effective_policy(load_policy(), publisher=uuid4())
    found = decide(use_of("publisher", "collect", "service-provision", CALL), RUNNING, theirs, NOW)
    assert isinstance(found, Denial)
    assert found.reason == "other-publisher"
    mine = effective_policy(load_policy(), publisher=PUBLISHER)
    assert isinstance(decide(use_of("publisher", "collect", "service-provision", CALL), RUNNING, mine, NOW), Permit)
