"""Layers: a publisher prevails where it speaks, and never below the statute."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.policy import (
    Actor,
    Clause,
    Denial,
    Facts,
    Modality,
    Overlay,
    Party,
    Permission,
    Permit,
    Use,
    Words,
    decide,
    effective_policy,
    load_policy,
    replacement,
)
from tests.policy.strategies import LISTS, full_worlds
from tests.policy.vectors import use_of
from tests.policy.worlds import NOW, allowing

BASE = load_policy()
WHOLE = effective_policy(BASE)


def clause(*permits: Permission, superseded_by: str | None = None) -> Clause:
    return Clause(
        Party.PUBLISHER, Modality.MAY, ("C1",), ("policy.layers",), permits=permits, superseded_by=superseded_by
    )


def overlay(clause_id: str, *permits: Permission) -> Overlay:
    return Overlay("ours", clauses={clause_id: clause(*permits)}, texts={clause_id: Words("Texte", "Text")})


@pytest.mark.clause("4-b", "2-m")
def test_publisher_prevails_where_it_speaks() -> None:
    use = use_of("publisher", "use", "quality", ["interaction"])
    assert isinstance(decide(use, allowing(use), WHOLE, NOW), Permit)
    stricter = effective_policy(BASE, publisher_overlay=overlay("4.2-g"))
    found = decide(use, allowing(use), stricter, NOW)
    assert isinstance(found, Denial)
    assert found.reason == "not-permitted"
    assert stricter.hash != WHOLE.hash
    assert stricter.layers == ("base", "ours", "statute")


@pytest.mark.clause("2-i")
def test_supplement_adds_a_point_and_publisher_prevails_over_it() -> None:
    use = use_of("publisher", "use", "quality", ["pseudonym"])
    allowed = Permission(
        ("publisher",), ("use",), ("quality",), ("pseudonym",),
        when=("not-objected", "not-opted-out", "not-restricted", "ordinary-line-or-consent", "balance"),
    )  # fmt: skip
    supplement = Overlay("app", clauses={"P-1": clause(allowed)}, texts={"P-1": Words("Texte", "Text")})
    without = effective_policy(BASE, publisher_overlay=overlay("4.2-g"))
    with_it = effective_policy(BASE, [supplement], overlay("4.2-g"))
    over_it = effective_policy(BASE, [supplement], Overlay("ours", clauses={"4.2-g": clause(), "P-1": clause()}))
    answers = [type(decide(use, allowing(use), policy, NOW)) for policy in (without, with_it, over_it)]
    assert answers == [Denial, Permit, Denial]


WEAK = [
    ("marketing without consent", "4.2-b4", Permission(("publisher",), ("send",), ("marketing",), ("email",)), "S-GDPR-7"),
    ("sale", "6-a", Permission(("publisher",), ("sell",), ("sale",), ("email",)), "6-a"),
    ("the law itself", "S-GDPR-7", Permission(("publisher",), ("use",), ("marketing",), ("email",)), "S-GDPR-7"),
    ("blocking by machine", "P-9", Permission(("publisher",), ("block",), ("fraud-prevention",), ("fingerprint",)), "S-GDPR-22"),
]  # fmt: skip


@pytest.mark.parametrize(("clause_id", "rule", "named"), [row[1:] for row in WEAK], ids=[row[0] for row in WEAK])
@pytest.mark.clause("4-b", "S-GDPR-7", "S-GDPR-22", "6-a")
def test_overlay_weaker_than_the_floor_is_rejected_by_name(clause_id: str, rule: Permission, named: str) -> None:
    with pytest.raises(Invalid, match=named) as raised:
        effective_policy(BASE, publisher_overlay=overlay(clause_id, rule))
    assert raised.value.faults[0].where == f"/clauses/{clause_id}"


@pytest.mark.parametrize(
    ("key", "value"),
    [("retention.calls_months", 13), ("retention.calls_months", 0), ("rights.answer_months", 2), ("no.such_months", 1)],
)
@pytest.mark.clause("8-i", "4-b")
def test_overlay_may_shorten_promised_terms_only(key: str, value: int) -> None:
    with pytest.raises(Invalid, match=key):
        effective_policy(BASE, publisher_overlay=Overlay("ours", figures={key: value}))
    shorter = effective_policy(BASE, publisher_overlay=Overlay("ours", figures={"retention.calls_months": 6}))
    assert shorter.figures["retention.calls_months"].at(NOW.date()).value == 6


@given(full_worlds(), st.sampled_from(sorted(BASE.clauses)))
@settings(max_examples=60)
@pytest.mark.clause("IN-c")
def test_severing_a_clause_never_allows_more(world: tuple[Use, Facts], clause_id: str) -> None:
    use, facts = world
    severed = effective_policy(BASE, disabled=frozenset({clause_id}))
    found = decide(use, facts, severed, NOW)
    if isinstance(found, Permit):
        assert isinstance(decide(use, facts, WHOLE, NOW), Permit)


@pytest.mark.clause("IN-c")
def test_severed_permission_denies_and_the_rest_stays() -> None:
    recording = use_of("publisher", "collect", "quality", ["call-recording"])
    severed = effective_policy(BASE, disabled=frozenset({"4.2-g"}))
    assert isinstance(decide(recording, allowing(recording), WHOLE, NOW), Permit)
    assert isinstance(decide(recording, allowing(recording), severed, NOW), Denial)
    call = use_of("publisher", "collect", "service-provision", ["call-log"])
    assert isinstance(decide(call, allowing(call), severed, NOW), Permit)


NAMES = st.sampled_from


@given(
    full_worlds(),
    st.builds(
        Permission,
        actors=st.just(("operator", "publisher")),
        actions=st.lists(NAMES(sorted(LISTS.actions)), min_size=1, max_size=3).map(tuple),
        purposes=st.lists(NAMES(sorted(LISTS.purposes)), min_size=1, max_size=3).map(tuple),
        categories=st.lists(NAMES(sorted(LISTS.categories)), min_size=1, max_size=3).map(tuple),
        when=st.lists(NAMES(["consent-given", "of-age", "not-opted-out", "not-restricted", "notice-acknowledged"])).map(
            tuple
        ),
    ),
)
@settings(max_examples=150)
@pytest.mark.clause("4-b")
def test_no_overlay_allows_what_the_statute_denies(world: tuple[Use, Facts], rule: Permission) -> None:
    use, facts = world
    use = msgspec.structs.replace(  # what the rule speaks of, so that a denial under it alone is the statute's
        use,
        actor=Actor.PUBLISHER,
        action=rule.actions[0],  # type: ignore[arg-type]
        purpose=rule.purposes[0],
        categories=frozenset(rule.categories),
    )
    try:
        theirs = effective_policy(BASE, publisher_overlay=overlay("P-1", rule))
    except Invalid:
        return
    floor = effective_policy(msgspec.structs.replace(BASE, clauses={"P-1": clause(rule)}))
    forbidden = decide(use, facts, floor, NOW)
    if isinstance(forbidden, Denial) and set(forbidden.clauses) <= BASE.statute.keys():
        assert isinstance(decide(use, facts, theirs, NOW), Denial)


@pytest.mark.clause("IN-d")
def test_superseded_clause_leads_to_the_one_that_stands() -> None:
    clauses = {"a": clause(superseded_by="b"), "b": clause(superseded_by="c"), "c": clause()}
    assert replacement(clauses, "a") == "c"
    assert replacement(clauses, "c") == "c"
    for broken in ({"a": clause(superseded_by="a")}, {"a": clause(superseded_by="gone")}):
        with pytest.raises(Invalid, match="a is superseded"):
            replacement(broken, "a")


def test_unknown_clause_cannot_be_severed() -> None:
    with pytest.raises(Invalid, match="9-z"):
        effective_policy(BASE, disabled=frozenset({"9-z"}))
    with pytest.raises(Invalid, match="S-GDPR-7"):
        effective_policy(BASE, disabled=frozenset({"S-GDPR-7"}))
