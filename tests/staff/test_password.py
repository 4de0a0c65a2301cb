"""How hard a password must be to guess (CNIL, délibération 2022-100)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.staff import check_password, entropy_bits


@pytest.mark.parametrize(
    "weak",
    [
        "motdepasse2024",
        "Password12345!",
        "aaaaaaaaaaaaaaaaaaaa",
        "azertyuiopqsdfghjklm",
        "1234567890123456",
        "Short1!",
        "",
    ],
)
def test_what_is_tried_first_is_refused(weak: str) -> None:
    with pytest.raises(Invalid, match="too easy to guess"):
        check_password(weak)


@pytest.mark.parametrize("strong", ["quatre-Chevaux7bleus!tapis", "vraiment long mais simple phrase", "K7#pX2$mQ9!w"])
def test_what_takes_long_to_guess_is_accepted(strong: str) -> None:
    check_password(strong)


def test_own_name_and_address_count_for_nothing() -> None:
    check_password("Marguerite.Duras-1914")
    with pytest.raises(Invalid):
        check_password("Marguerite.Duras-1914", "Marguerite", "Duras")


def test_endless_passwords_are_refused_before_they_are_hashed() -> None:
    with pytest.raises(Invalid, match="too long"):
        check_password("aB3$" * 65)


@given(st.text(max_size=60))
def test_no_password_counts_more_than_its_length_allows(password: str) -> None:
    assert 0 <= entropy_bits(password) <= len(password.lower()) * math.log2(99)


@given(st.text(min_size=1, max_size=30), st.integers(2, 20))
def test_repeating_a_character_adds_one_at_most(password: str, times: int) -> None:
    assert entropy_bits(password + password[-1] * times) <= entropy_bits(password) + math.log2(99)
