import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.numbers import dial_uri, format_for_people, mask_number, parse_number


@pytest.mark.parametrize(
    ("text", "country", "masked"),
    [
        ("+33612345612", None, "+336•••••12"),
        ("+12025550100", None, "+12•••••00"),
        ("+352621123456", None, "+3526•••••56"),
        ("3654", "FR", "FR:3654"),
    ],
)
def test_mask_keeps_country_first_digit_and_last_two(text: str, country: str | None, masked: str) -> None:
    assert mask_number(parse_number(text, country)) == masked


@given(st.integers(600_000_000, 799_999_999))
def test_printed_number_is_masked(national: int) -> None:
    number = parse_number(f"+33{national}")
    for printed in (str(number), repr(number), f"{number}", f"{[number]}"):
        assert number.text not in printed
        assert str(national)[1:-2] not in printed


@pytest.mark.parametrize(
    ("text", "country", "locale", "shown"),
    [
        ("+33651580955", None, "fr", "06 51 58 09 55"),
        ("+33651580955", None, "en-GB", "+33 6 51 58 09 55"),
        ("3654", "FR", "fr-FR", "3654"),
    ],
)
def test_people_read_the_number_as_at_home(text: str, country: str | None, locale: str, shown: str) -> None:
    assert format_for_people(parse_number(text, country), locale) == shown


def test_dial_link_has_plus_only_for_full_numbers() -> None:
    assert dial_uri(parse_number("+33651580955")) == "tel:+33651580955"
    assert dial_uri(parse_number("3654", "FR")) == "tel:3654"
