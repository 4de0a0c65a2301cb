import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.numbers import (
    Kind,
    find_number,
    is_emergency,
    parse_caller,
    parse_line,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "country", "canonical"),
    [
        ("+33651580955", None, "+33651580955"),
        ("+33 (0)6 51 58 09 55", None, "+33651580955"),
        ("tel:+33-6-51-58-09-55", None, "+33651580955"),
        ("0033651580955", None, "+33651580955"),
        ("0033651580955", "FR", "+33651580955"),
        ("06 51 58 09 55", "FR", "+33651580955"),
        ("06\u00a051\u202f58.09/55", "FR", "+33651580955"),
        ("+39 06 1234 5678", None, "+390612345678"),
        ("+800 1234 5678", None, "+80012345678"),
        ("3654", "FR", "FR:3654"),
        ("3654", "BE", "BE:3654"),
        ("700", "FR", "FR:700"),
        ("3900", "FR", "FR:3900"),
        ("1023", "FR", "FR:1023"),
        ("+333654", None, "FR:3654"),
        ("+33 800", None, "FR:800"),
        ("FR:3654", None, "FR:3654"),
        ("fr:3654", "DE", "FR:3654"),
        ("02800", "NO", "+4702800"),
    ],
)
def test_number_written_in_many_ways_has_one_form(text: str, country: str | None, canonical: str) -> None:
    assert parse_number(text, country).text == canonical


@pytest.mark.parametrize(
    "text", ["", " ", "+", "XXX", "+336XXXXXXXX", "anonymous", "1-800-FLOWERS", "0" * 41, "5;6", "+3+3"]
)
def test_text_that_cannot_be_a_number_is_invalid(text: str) -> None:
    with pytest.raises(Invalid):
        find_number(text, "FR")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("0651580955", None),
        ("3654", None),
        ("0000", "FR"),
        ("0000", None),
        ("+999123456", None),
        ("+336515809", None),
        ("5550100", "US"),
        ("1" * 30, "FR"),
        ("3654", "ZZ"),
    ],
)
def test_digits_that_nobody_dials_are_no_number(text: str, country: str | None) -> None:
    assert find_number(text, country) is None
    with pytest.raises(Invalid):
        parse_number(text, country)


@given(st.text(max_size=50), st.sampled_from([None, "FR", "US", "ZZ"]))
def test_any_text_is_a_number_or_invalid(text: str, country: str | None) -> None:
    try:
        number = parse_number(text, country)
    except Invalid:
        return
    assert parse_number(number.text) == number


@given(st.integers(600_000_000, 799_999_999))
def test_error_never_repeats_the_number(national: int) -> None:
    with pytest.raises(Invalid) as caught:
        parse_number(f"0{national}")
    assert str(national) not in str(caught.value)


def test_short_code_is_never_a_caller() -> None:
    with pytest.raises(Invalid, match="short code"):
        parse_caller("3654", "FR")
    assert parse_caller("0651580955", "FR").kind is Kind.MOBILE


@pytest.mark.parametrize(("text", "country"), [("112", "FR"), ("15", "FR"), ("911", "US"), ("999", "GB")])
def test_emergency_number_is_never_a_line(text: str, country: str) -> None:
    assert is_emergency(parse_number(text, country))
    with pytest.raises(Invalid, match="emergency"):
        parse_line(text, country)


def test_line_may_be_a_short_code() -> None:
    assert parse_line("3900", "FR").is_short_code
