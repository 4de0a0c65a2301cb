"""Blind indexes are keyed BLAKE2b (RFC 7693) of the value, personalised by kind: stored ones must be found again for ever."""

from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from dialonce.vault.keys import Key, blind_index, blind_indexer

KEY = Key(bytes(range(32)))


@given(kind=st.sampled_from(["phone-number", "device-id", "event"]), values=st.lists(st.text(max_size=80), max_size=5))
def test_many_values_have_the_digests_that_each_has_alone(kind: str, values: list[str]) -> None:
    index = blind_indexer(KEY, kind)

    digests = [
        blake2b(value.encode(), key=KEY.secret, person=kind.encode(), digest_size=16).digest() for value in values
    ]

    assert [index(value) for value in values] == digests
    assert [blind_index(KEY, kind, value) for value in values] == digests


def test_kinds_and_keys_have_nothing_in_common() -> None:
    other = Key(bytes(32))
    digests = {blind_index(key, kind, "+33612345678") for key in (KEY, other) for kind in ("phone-number", "opt-out")}

    assert len(digests) == 4
