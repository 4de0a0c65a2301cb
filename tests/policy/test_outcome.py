"""A Permit cannot be made up, changed or carried elsewhere; a Denial says why."""

import copy
import pickle
from datetime import timedelta

import msgspec
import pytest

from dialonce.policy import Denial, Permit, decide, effective_policy, load_policy
from dialonce.policy.outcome import claim_mint
from tests.policy.vectors import use_of
from tests.policy.worlds import NOW, allowing

USE = use_of("publisher", "collect", "service-provision", ["interaction"])


@pytest.fixture
def permit() -> Permit:
    found = decide(USE, allowing(USE), effective_policy(load_policy()), NOW)
    assert isinstance(found, Permit)
    return found


def test_permit_is_not_constructed_without_the_mint(permit: Permit) -> None:
    with pytest.raises(TypeError):
        Permit(permit.grant, 1, permit.until, mint=object())  # type: ignore[arg-type]


def test_mint_is_claimed_once() -> None:
    with pytest.raises(RuntimeError, match="decision"):
        claim_mint()


@pytest.mark.parametrize("carry", [copy.copy, copy.deepcopy, pickle.dumps, msgspec.json.encode, msgspec.to_builtins])
def test_permit_is_not_copied_or_serialised(carry: object, permit: Permit) -> None:
    with pytest.raises(TypeError):
        carry(permit)  # type: ignore[operator]


def test_permit_is_not_decoded(permit: Permit) -> None:
    with pytest.raises((TypeError, msgspec.ValidationError)):
        msgspec.json.decode(msgspec.json.encode(permit.grant), type=Permit)


def test_permit_is_not_changed_or_subclassed(permit: Permit) -> None:
    with pytest.raises(AttributeError):
        permit.until = NOW + timedelta(days=1)
    with pytest.raises(AttributeError):
        del permit.transaction
    with pytest.raises(TypeError):
        type("Forged", (Permit,), {})


def test_blank_permit_reveals_nothing() -> None:
    blank = object.__new__(Permit)
    with pytest.raises(AttributeError):
        blank.covers(frozenset())
    with pytest.raises(AttributeError):
        blank.is_live(1, NOW)


def test_permit_lives_in_its_transaction_until_its_moment(permit: Permit) -> None:
    assert permit.is_live(1, NOW)
    assert not permit.is_live(2, NOW)
    assert not permit.is_live(1, permit.until)


def test_denial_explains_itself_in_french_unless_asked_in_english() -> None:
    denial = Denial(USE, ("3.1-e",), "line-not-registered")
    assert denial.explain("en-GB") == "The called number is not on the list of registered numbers (3.1-e)"
    assert denial.explain("fr") == denial.explain("de")
    assert "liste des numéros enregistrés" in denial.explain("fr")
