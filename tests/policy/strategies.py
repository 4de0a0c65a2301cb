"""Random questions to the policy."""

from datetime import timedelta

import msgspec
from hypothesis import strategies as st

from dialonce.policy import (
    Action,
    Actor,
    AgreementFact,
    ConsentFact,
    ConsentState,
    Facts,
    LegalCase,
    LegalGround,
    Use,
    load_policy,
)
from tests.policy.worlds import FLAGS, NOW, PARTS, PUBLISHER, allowing, lacking

LISTS = load_policy().vocabulary
CATEGORIES = st.frozensets(st.sampled_from([*LISTS.categories, "shoe-size"]), max_size=5)
KNOWN_CATEGORIES = st.frozensets(st.sampled_from([*LISTS.categories]), min_size=1, max_size=3)
RECIPIENTS = st.none() | st.sampled_from([*LISTS.recipients, "partner:acme", "stranger:x", ""])
REGIONS = st.sampled_from(["FR", "DE", "GB", "US", "KE", "ZZ", ""])
MOMENTS = st.integers(-1000, 1000).map(lambda hours: NOW + timedelta(hours=hours))


def any_uses() -> st.SearchStrategy[Use]:
    """Any use, known or not."""
    return st.builds(
        Use,
        publisher=st.just(PUBLISHER),
        actor=st.sampled_from(Actor),
        action=st.sampled_from(Action),
        purpose=st.sampled_from([*LISTS.purposes, "curiosity"]),
        categories=CATEGORIES,
        recipient=RECIPIENTS,
        region=REGIONS,
    )


def any_facts() -> st.SearchStrategy[Facts]:
    """Any facts, consistent or not."""
    consents = st.builds(
        ConsentFact,
        purpose=st.sampled_from([*LISTS.purposes]),
        policy_version=st.sampled_from(["1.0.0", "0.1.0", "x", ""]),
        state=st.sampled_from(ConsentState),
        scope=st.none() | st.sampled_from(["sms", "partner:acme"]),
        until=st.none() | MOMENTS | st.just(NOW.replace(tzinfo=None)),
    )
    agreements = st.builds(AgreementFact, st.just("partner:acme"), CATEGORIES, st.just(frozenset({"orders"})), MOMENTS)
    return st.builds(
        Facts,
        transaction=st.integers(0, 9),
        line_registered=st.booleans(),
        notice_acknowledged=st.none() | st.sampled_from(["1.0.0", "0.1.0", "soon"]),
        consents=st.frozensets(consents, max_size=3),
        agreement=st.none() | agreements,
        legal_case=st.none() | st.builds(LegalCase, st.just("c"), st.sampled_from(LegalGround)),
        legal_hold=st.booleans(),
        subject_opted_out=st.booleans(),
        subject_under_age=st.booleans(),
        subject_objected=st.booleans(),
        subject_restricted=st.booleans(),
        gpc=st.booleans(),
        action_by_user=st.booleans(),
        identity_checked=st.booleans(),
        request=st.none() | st.just("r"),
    )


@st.composite
def full_worlds(draw: st.DrawFn) -> tuple[Use, Facts]:
    """A known use in a world where all holds but a few conditions, so that permits are common."""
    use = draw(any_uses())
    use = msgspec.structs.replace(use, categories=draw(KNOWN_CATEGORIES), region="FR", recipient=None)
    missing = draw(st.lists(st.sampled_from([*FLAGS, *PARTS]), max_size=3, unique=True))
    return use, lacking(allowing(use), missing, use)
