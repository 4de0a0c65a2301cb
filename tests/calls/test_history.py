"""Histories: the moments of a call, put together whatever the order in which they come."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.calls import Moment, group_calls

pytestmark = pytest.mark.anyio

START = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
LINES = (None, UUID(int=1), UUID(int=2))
Placed = tuple[UUID | None, Moment]

moments = st.builds(
    Moment,
    at=st.integers(0, 60 * 12).map(lambda minutes: START + timedelta(minutes=minutes)),
    kind=st.sampled_from(("call-start", "call-end", "call-error", "answer-get-sms", "screen", "button")),
    screen=st.sampled_from(("", "1", "settings")),
    details=st.sampled_from(({}, {"culture": "fr"}, {"culture": "en"})),
)
placed_moments = st.lists(st.tuples(st.sampled_from(LINES), moments), max_size=12)


def at(minutes: float, kind: str) -> Placed:
    return LINES[1], Moment(START + timedelta(minutes=minutes), kind)


@given(placed_moments, st.randoms())
def test_order_of_arrival_changes_nothing(placed: list[Placed], chance: object) -> None:
    shuffled = list(placed)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group_calls(shuffled) == group_calls(placed)


@given(placed_moments)
def test_every_moment_is_in_one_call(placed: list[Placed]) -> None:
    grouped = [(call.line_id, moment) for call in group_calls(placed) for moment in call.moments]
    assert sorted(grouped, key=repr) == sorted(placed, key=repr)


@given(placed_moments)
def test_calls_are_in_order_and_whole(placed: list[Placed]) -> None:
    calls = group_calls(placed)
    assert [call.began_at for call in calls] == sorted((call.began_at for call in calls), reverse=True)
    for call in calls:
        times = [moment.at for moment in call.moments]
        assert times == sorted(times)
        assert call.began_at == times[0]
        assert all(later - earlier <= timedelta(hours=2) for earlier, later in pairwise(times))
        assert sum(moment.kind == "call-start" for moment in call.moments) <= 1
        assert call.seconds is None or call.seconds >= 0


def test_duration_is_from_start_to_end() -> None:
    (call,) = group_calls([at(3.5, "call-end"), at(0, "call-start"), at(1, "answer-get-sms")])
    assert call.seconds == 210
    assert [moment.kind for moment in call.moments] == ["call-start", "answer-get-sms", "call-end"]


def test_duration_is_unknown_without_an_end() -> None:
    assert [call.seconds for call in group_calls([at(0, "call-start"), at(1, "screen")])] == [None]
    assert [call.seconds for call in group_calls([at(0, "call-end")])] == [None]


def test_call_that_begins_and_ends_at_once_lasts_nothing() -> None:
    assert [call.seconds for call in group_calls([at(0, "call-end"), at(0, "call-start")])] == [0]


def test_second_start_begins_a_second_call() -> None:
    calls = group_calls([at(0, "call-start"), at(1, "call-end"), at(2, "call-start"), at(5, "call-end")])
    assert [call.seconds for call in calls] == [180, 60]


def test_silence_ends_a_call() -> None:
    assert len(group_calls([at(0, "call-start"), at(121, "screen")])) == 2
    assert len(group_calls([at(0, "call-start"), at(120, "screen")])) == 1


def test_lines_are_calls_of_their_own() -> None:
    other = (LINES[2], Moment(START, "call-start"))
    assert len(group_calls([at(0, "call-start"), other])) == 2
