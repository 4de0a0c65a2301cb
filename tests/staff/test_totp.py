"""One-time codes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dialonce.staff.totp import base32, code_at, matching_step, new_recovery_codes, recovery_digest, totp_secret
from dialonce.vault import Key

NOW = datetime(2026, 11, 24, 12, 0, 15, tzinfo=UTC)
SECRET = b"12345678901234567890"
KEY = Key(b"\x07" * 32)


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, the last six digits of the SHA-1 column."""
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert code_at(SECRET, datetime.fromtimestamp(seconds, UTC)) == code


def test_code_of_the_moment_and_its_neighbours_are_good() -> None:
    for shift in (-30, 0, 30):
        assert matching_step(SECRET, code_at(SECRET, NOW + timedelta(seconds=shift)), NOW, 0) is not None
    assert matching_step(SECRET, code_at(SECRET, NOW + timedelta(seconds=90)), NOW, 0) is None


def test_code_is_good_once() -> None:
    step = matching_step(SECRET, code_at(SECRET, NOW), NOW, 0)
    assert step is not None
    assert matching_step(SECRET, code_at(SECRET, NOW), NOW, step) is None


@given(st.text(max_size=12))
def test_whatever_is_typed_is_no_code_unless_it_is(typed: str) -> None:
    good = {code_at(SECRET, NOW + timedelta(seconds=shift)) for shift in (-30, 0, 30)}
    assert (matching_step(SECRET, typed, NOW, 0) is not None) == ("".join(typed.split()) in good)


def test_secret_to_set_up_with_is_this_sessions_own() -> None:
    assert totp_secret(KEY, "a|1") == totp_secret(KEY, "a|1") != totp_secret(KEY, "a|2")
    assert len(base32(totp_secret(KEY, "a"))) == 32


def test_recovery_codes_differ_and_are_read_however_they_are_typed() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert recovery_digest(KEY, codes[0].upper().replace("-", " ")) == recovery_digest(KEY, codes[0])
    assert len({recovery_digest(KEY, code) for code in codes}) == 10
