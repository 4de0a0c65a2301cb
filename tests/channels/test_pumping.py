import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import (
    Allowed,
    Limited,
    LimitReason,
    MessageCounts,
    MessageKeys,
    PumpingLimits,
    Tally,
    allow_message,
    counts_for,
    destination_range,
)
from dialonce.errors import Invalid

LIMITS = PumpingLimits(
    per_caller=3, per_range=50, per_country=500, per_publisher=200, judged_from=20, least_opened_share=0.1
)
QUIET = MessageCounts(Tally(), Tally(), Tally(), Tally(), "FR")
tallies = st.builds(
    Tally,
    sent=st.integers(0, 600),
    ripe=st.integers(0, 600),
    opened=st.integers(0, 600),
    clears_in=st.integers(0, 9000),
)
counts = st.builds(MessageCounts, tallies, tallies, tallies, tallies, st.sampled_from(["FR", "GB"]))


def with_(**tally) -> MessageCounts:
    return dataclasses.replace(QUIET, **tally)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (QUIET, Allowed()),
        (with_(caller=Tally(2, clears_in=60)), Allowed()),
        (with_(caller=Tally(3, clears_in=60)), Limited(LimitReason.CALLER, 60)),
        (with_(range=Tally(49)), Allowed()),
        (with_(range=Tally(50, clears_in=9)), Limited(LimitReason.RANGE, 9)),
        (with_(country=Tally(500, clears_in=9)), Limited(LimitReason.COUNTRY, 9)),
        (with_(publisher=Tally(200, clears_in=9)), Limited(LimitReason.PUBLISHER, 9)),
        (with_(range=Tally(30, ripe=19, opened=0)), Allowed()),
        (with_(range=Tally(30, ripe=20, opened=2)), Allowed()),
        (with_(range=Tally(30, ripe=20, opened=1, clears_in=8)), Limited(LimitReason.UNOPENED_LINKS, 8)),
        (with_(region="GB"), Limited(LimitReason.COUNTRY_CLOSED, 86_400)),
        (with_(caller=Tally(3, clears_in=0)), Limited(LimitReason.CALLER, 1)),
    ],
)
def test_allow_message_at_each_limit_names_it(found: MessageCounts, expected) -> None:
    assert allow_message(found, LIMITS) == expected


def test_allow_message_over_two_limits_names_the_narrower_and_waits_for_the_longer() -> None:
    found = with_(caller=Tally(3, clears_in=60), publisher=Tally(200, clears_in=3600))
    assert allow_message(found, LIMITS) == Limited(LimitReason.CALLER, 3600)


@given(counts)
def test_allow_message_that_was_limited_stays_so_with_more_sent(found: MessageCounts) -> None:
    if isinstance(allow_message(found, LIMITS), Limited):
        more = dataclasses.replace(found, caller=dataclasses.replace(found.caller, sent=found.caller.sent + 1))
        assert isinstance(allow_message(more, LIMITS), Limited)


@given(counts)
def test_allow_message_allows_only_below_every_limit(found: MessageCounts) -> None:
    verdict = allow_message(found, LIMITS)
    below = (
        found.region == "FR"
        and found.caller.sent < 3
        and found.range.sent < 50
        and found.country.sent < 500
        and found.publisher.sent < 200
        and (found.range.ripe < 20 or found.range.opened * 10 >= found.range.ripe)
    )
    assert isinstance(verdict, Allowed) == below


def test_allow_message_to_a_pumped_range_stops_it_after_the_first_judged_links() -> None:
    sent = 0
    while isinstance(allow_message(with_(range=Tally(sent, ripe=sent, opened=0)), LIMITS), Allowed):
        sent += 1
    assert sent == LIMITS.judged_from


def test_counts_for_an_unknown_fingerprint_are_nothing() -> None:
    keys = MessageKeys("c", "p", "r", "k")
    found = counts_for(keys, {"c": Tally(1), "r": Tally(2)}, "FR")
    assert found == MessageCounts(Tally(1), Tally(), Tally(2), Tally(), "FR")


def test_destination_range_of_neighbours_is_one() -> None:
    assert destination_range("+33612345678") == destination_range("+33612340000") == "+3361234"


@pytest.mark.parametrize("number", ["0612345678", "+33", "3654", "+3361234567x", "", "+" + "1" * 16, "+٣٣٦١٢٣٤٥٦"])
def test_destination_range_of_no_e164_number_is_invalid(number: str) -> None:
    with pytest.raises(Invalid, match=r"E\.164"):
        destination_range(number)
