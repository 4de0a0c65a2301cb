import math
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.numbers import (
    NumberSet,
    NumberSetError,
    Payload,
    apply_difference,
    build_number_set,
    diff_number_sets,
)
from tests.numbers.vectors import KEY, PUBLIC_KEY, build

RANDOM_STRANGERS = 1_000_000

PAYLOADS = st.builds(Payload, st.sampled_from(["bank", "shop"]), st.sampled_from(["a", "b", "c"]), st.integers(0, 255))
NUMBERS = st.one_of(
    st.integers(0, 10**9 - 1).map("+33{:09d}".format),
    st.integers(0, 200).map("+33{:09d}".format),
    st.integers(2_000_000_000, 9_999_999_999).map("+1{}".format),
    st.integers(300, 9999).map("FR:{}".format).filter(lambda code: code != "FR:112"),
)
ENTRIES = st.dictionaries(NUMBERS, PAYLOADS, max_size=60)


def _scattered(count: int, seed: int = 3) -> dict[str, Payload]:
    payload = Payload("bank", "cards")
    return {f"+33{value:09d}": payload for value in random.Random(seed).sample(range(10**9), count)}


@given(ENTRIES)
def test_set_gives_back_what_was_put_in(entries: dict[str, Payload]) -> None:
    opened = NumberSet.open(build(entries, 1), PUBLIC_KEY)
    assert {number: opened.lookup(number) for number in entries} == entries
    assert len(opened) == len(entries)


@given(ENTRIES, st.text(max_size=16))
def test_any_other_text_is_not_in_the_set(entries: dict[str, Payload], text: str) -> None:
    assert NumberSet.open(build(entries, 1), PUBLIC_KEY).lookup(text) == entries.get(text)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_order_of_entries_does_not_change_the_bytes(entries: dict[str, Payload], source: random.Random) -> None:
    shuffled = list(entries.items())
    source.shuffle(shuffled)
    assert build(dict(shuffled), 1) == build(entries, 1)


@given(ENTRIES, ENTRIES)
def test_difference_of_any_two_sets_rebuilds_the_second(old: dict[str, Payload], new: dict[str, Payload]) -> None:
    before, after = build(old, 1), build(new, 2)
    assert apply_difference(before, diff_number_sets(before, after)) == after


@pytest.mark.clause("3.1-e")
def test_no_stranger_among_a_million_is_taken_for_a_member() -> None:
    entries = _scattered(10_000)
    opened = NumberSet.open(build(entries, 1), PUBLIC_KEY)
    source = random.Random(11)
    strangers = (f"+33{source.randrange(10**9):09d}" for _ in range(RANDOM_STRANGERS))
    taken = sum(opened.lookup(stranger) is not None for stranger in strangers if stranger not in entries)
    assert taken == 0


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_membership_is_within_five_percent_of_the_bound(count: int) -> None:
    bound_bytes = count * (2 + math.log2(10**9 / count)) / 8
    assert len(build(_scattered(count), 1)) <= 1.05 * bound_bytes


def test_difference_of_one_percent_is_below_five_percent_of_the_whole() -> None:
    entries = _scattered(10_000)
    gone = sorted(entries)[::100]
    fresh = list(_scattered(100, seed=5))
    later = {number: payload for number, payload in entries.items() if number not in gone}
    later |= dict.fromkeys(fresh, Payload("bank", "cards"))
    before, after = build(entries, 1), build(later, 2)
    assert len(diff_number_sets(before, after)) <= 0.05 * len(after)


@settings(max_examples=200)
@given(st.data())
def test_set_with_any_bytes_changed_is_refused(data: st.DataObject) -> None:
    whole = build(_scattered(20), 1)
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NumberSetError):
        NumberSet.open(bytes(changed), PUBLIC_KEY)


@given(st.binary(max_size=300))
def test_signed_rubbish_is_refused_and_never_crashes(rubbish: bytes) -> None:
    body = b"DONS\x01" + rubbish
    try:
        opened = NumberSet.open(body + KEY.sign(body), PUBLIC_KEY)
    except NumberSetError:
        return
    assert opened.version > 0


@given(st.data())
def test_damaged_difference_never_gives_a_set_that_opens(data: st.DataObject) -> None:
    before, after = build(_scattered(20), 1), build(_scattered(21), 2)
    difference = bytearray(diff_number_sets(before, after))
    difference[data.draw(st.integers(0, len(difference) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NumberSetError):
        NumberSet.open(apply_difference(before, bytes(difference)), PUBLIC_KEY)


def test_difference_from_another_set_is_refused() -> None:
    first, second, third = (build(_scattered(count), version) for version, count in enumerate((5, 6, 7), 1))
    with pytest.raises(NumberSetError, match="another set"):
        apply_difference(first, diff_number_sets(second, third))


def test_difference_between_solutions_is_refused() -> None:
    with pytest.raises(NumberSetError, match="different solutions"):
        diff_number_sets(build({}, 1, solution="one"), build({}, 2, solution="two"))


@pytest.mark.parametrize(
    "text", ["0651580955", "+33 651580955", "+33", "+0123456789", "fr:3654", "FR:1", "+9990000000"]
)
def test_number_out_of_canonical_form_is_not_built_in(text: str) -> None:
    with pytest.raises(Invalid):
        build({text: Payload("bank", "cards")}, 1)


def test_emergency_number_is_never_built_in() -> None:
    with pytest.raises(Invalid, match="emergency"):
        build({"FR:112": Payload("bank", "cards")}, 1)


def test_number_given_twice_is_not_built_in() -> None:
    pair = ("+33100000000", Payload("bank", "cards"))
    with pytest.raises(Invalid, match="twice"):
        build_number_set([pair, pair], version=1, issued_at=datetime(2026, 1, 1, tzinfo=UTC), key=KEY, solution="shop")


@pytest.mark.parametrize("name", ["", "été", "a b", "x" * 65, "a/b"])
def test_name_that_does_not_fit_a_url_is_not_built_in(name: str) -> None:
    with pytest.raises(Invalid):
        build({"+33100000000": Payload("bank", name)}, 1)
