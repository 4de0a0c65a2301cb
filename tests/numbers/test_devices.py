import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.numbers import Plmn, parse_imei, parse_meid, parse_plmn, parse_serial


def test_imei_is_reduced_to_its_digits() -> None:
    assert parse_imei("49-015420-323751-8") == "490154203237518"


@given(st.integers(0, 14), st.integers(1, 9))
def test_imei_with_one_wrong_digit_is_refused(position: int, shift: int) -> None:
    digits = [int(digit) for digit in "490154203237518"]
    digits[position] = (digits[position] + shift) % 10
    with pytest.raises(Invalid):
        parse_imei("".join(map(str, digits)))


@pytest.mark.parametrize("text", ["", "49015420323751", "4901542032375180", "49O154203237518"])
def test_imei_of_wrong_shape_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_imei(text)


def test_meid_is_understood_in_both_bases() -> None:
    assert parse_meid("AF 01 23 45 0A BC DE C") == "AF0123450ABCDE"
    assert parse_meid("29360 87365 0070 3710 0") == "AF0123450ABCDE"


def test_meid_with_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(Invalid):
        parse_meid("AF 01 23 45 0A BC DE D")


def test_serial_is_checked_for_shape_only() -> None:
    assert parse_serial(" r58n-30abc ") == "R58N-30ABC"
    for text in ("", "abc", "a b c d", "x" * 41):
        with pytest.raises(Invalid):
            parse_serial(text)


def test_plmn_names_its_country() -> None:
    assert parse_plmn("20801") == Plmn(mcc="208", mnc="01", country="FR")
    assert parse_plmn("310-150") == Plmn(mcc="310", mnc="150", country="US")


@pytest.mark.parametrize("text", ["", "208", "00101", "90101", "2080123", "2080x"])
def test_plmn_of_wrong_shape_or_of_no_country_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_plmn(text)
