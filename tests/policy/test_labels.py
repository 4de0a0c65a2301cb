"""Labels: a lattice in which the strictest wins, and wrappers that keep quiet."""

import copy
import json
import logging
import pickle

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.policy import Label, Level, Permit, Personal, decide, effective_policy, label_of, load_policy
from dialonce.policy.labels import UNKNOWN, Evidence, NonIdentifiable
from tests.policy.vectors import use_of
from tests.policy.worlds import NOW, allowing

CANARY = "+33612345678"
PROVEN = st.sampled_from(["report-1", "report-2"]).map(
    lambda report: Label(Level.NON_IDENTIFIABLE, frozenset({"aggregate"}), Evidence(report))
)
DECLARED = st.lists(st.sampled_from([*load_policy().vocabulary.categories, "shoe-size"]), max_size=3)
LABELS = PROVEN | DECLARED.map(lambda names: label_of(*names))


def permit_for(*categories: str) -> Permit:
    use = use_of("publisher", "use", "service-provision", categories)
    found = decide(use, allowing(use), effective_policy(load_policy()), NOW)
    assert isinstance(found, Permit)
    return found


@given(LABELS, LABELS, LABELS)
@pytest.mark.clause("3.2-e")
def test_labels_form_a_lattice(one: Label, two: Label, three: Label) -> None:
    assert one.join(two) == two.join(one)
    assert one.join(one) == one
    assert one.join(two).join(three) == one.join(two.join(three))
    assert one.join(two).level >= max(one.level, two.level)
    assert one.join(two).categories == one.categories | two.categories


@pytest.mark.clause("2-f", "4-c")
def test_unknown_and_unlabelled_are_personal() -> None:
    assert label_of("shoe-size").level is Level.PERSONAL
    assert label_of().categories == {UNKNOWN}
    assert label_of("health").level is Level.SPECIAL


@pytest.mark.clause("3-a", "3.2-a")
def test_non_identifiable_needs_evidence() -> None:
    with pytest.raises(ValueError, match="evidence"):
        Label(Level.NON_IDENTIFIABLE, frozenset({"aggregate"}))
    with pytest.raises(ValueError, match="evidence"):
        NonIdentifiable(12, Evidence(" "))
    assert NonIdentifiable(12, Evidence("report-1")).label.level is Level.NON_IDENTIFIABLE


@pytest.mark.clause("3.2-e")
def test_two_proofs_do_not_add_up() -> None:
    one = NonIdentifiable(1, Evidence("report-1")).label
    two = NonIdentifiable(2, Evidence("report-2")).label
    assert one.join(two).level is Level.PERSONAL


@pytest.mark.parametrize(
    "leak",
    [
        str,
        "{}".format,
        "%s".__mod__,
        json.dumps,
        msgspec.json.encode,
        pickle.dumps,
        copy.copy,
        bool,
        hash,
        lambda value: value == CANARY,
    ],
)
def test_wrapped_value_refuses(leak: object) -> None:
    with pytest.raises(TypeError):
        leak(Personal(CANARY, label_of("phone-number")))  # type: ignore[operator]


def test_wrapped_value_is_not_shown_by_repr_or_logging(caplog: pytest.LogCaptureFixture) -> None:
    wrapped = Personal(CANARY, label_of("phone-number"))
    assert repr(wrapped) == "<personal: phone-number>"
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("caller %r", wrapped)
    assert CANARY not in caplog.text


def test_reveal_needs_a_permit_that_covers_the_label() -> None:
    wrapped = Personal(CANARY, label_of("phone-number"))
    assert wrapped.reveal(permit_for("phone-number", "call-log")) == CANARY
    with pytest.raises(PermissionError, match="phone-number"):
        wrapped.reveal(permit_for("call-log"))
    with pytest.raises(TypeError):
        wrapped.reveal(object())  # type: ignore[arg-type]


@pytest.mark.clause("3.2-e")
def test_combined_value_needs_a_permit_for_both() -> None:
    number, call = Personal(CANARY, label_of("phone-number")), Personal(3, label_of("call-log"))
    both = number.combine(call, lambda text, count: f"{text}×{count}")
    assert both.map(len).reveal(permit_for("phone-number", "call-log")) == len(CANARY) + 2
    with pytest.raises(PermissionError):
        both.reveal(permit_for("phone-number"))


def test_undeclared_value_is_revealed_by_no_permit() -> None:
    wrapped = Personal(CANARY, label_of("shoe-size"))
    with pytest.raises(PermissionError, match=UNKNOWN):
        wrapped.reveal(permit_for("phone-number"))
