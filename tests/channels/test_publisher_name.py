import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import check_publisher_name, fit_publisher_name
from dialonce.errors import Invalid


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("Opérateur & fils", "Opérateur & fils"),
        ("  Opérateur\n SA ", "Opérateur SA"),
        ("Société nationale des chemins de fer français", "Société nationale des chemins de fer"),
        ("X" * 60, "X" * 40),
        ("Banque 100% en ligne", "Banque 100 en ligne"),
    ],
)
def test_fit_name_of_a_registered_one_is_its_whole_words(name: str, fit: str) -> None:
    assert fit_publisher_name(name) == fit


@given(st.text(max_size=200))
def test_fit_name_of_anything_is_a_checked_name_or_invalid(name: str) -> None:
    try:
        fit = fit_publisher_name(name)
    except Invalid:
        return
    assert check_publisher_name(fit) == fit
