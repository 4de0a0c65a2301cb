"""Calls as they run: what they come to, and that nothing of them leads to anybody."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.insights import LEFT
from dialonce.insights.counting import counts_of_call
from dialonce.insights.cube import MOST_WAYS
from dialonce.vault import CALLS_A_DAY, OUTCOMES, RunningCalls, Sign
from dialonce.vault.callers_by_day import CallersByDay

PUBLISHER, LINE, OTHER_LINE = UUID(int=1), UUID(int=2), UUID(int=3)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)
KINDS = (
    "call-start",
    "answer-get-sms",
    "answer-no-sms",
    "link-opened",
    "screen",
    "call",
    "rating",
    "call-error",
    "call-end",
)


def sign(kind: str, seconds: float = 0, **more: object) -> Sign:
    given = {"publisher_id": PUBLISHER, "line_id": LINE, "at": START + timedelta(seconds=seconds), "kind": kind, **more}
    return Sign(**given)


def outcome_of(*kinds: str) -> str:
    calls = RunningCalls()
    for place, kind in enumerate(kinds):
        calls.note(1, sign(kind, place))
    (ended,), _ = calls.take(START + DAY)
    return ended.outcome


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        (("call-start", "call-end"), "no-answer"),
        (("call-start", "answer-no-sms", "call-end"), "declined"),
        (("call-start", "answer-get-sms", "call-end"), "not-opened"),
        (("call-start", "answer-get-sms", "link-opened", "screen", "call-end"), "solved"),
        (("call-start", "answer-get-sms", "screen", "call"), "voice"),
        (("screen", "screen"), "solved"),
        (("call-start", "menu-shown", "call-continued"), "voice"),
        (("call-start", "call-error"), "failed"),
    ],
)
def test_outcome(kinds: tuple[str, ...], outcome: str) -> None:
    assert outcome_of(*kinds) == outcome


def test_a_running_call_is_not_given_away() -> None:
    calls = RunningCalls()
    calls.note(1, sign("call-start"))
    assert calls.take(START + timedelta(minutes=29)) == ([], [])
    assert len(calls.take(START + timedelta(minutes=31))[0]) == 1
    assert calls.take(START + timedelta(minutes=32)) == ([], [])


def test_times_screens_and_ratings_are_kept_until_the_end() -> None:
    calls = RunningCalls()
    calls.note(1, sign("call-start", culture="fr-FR", region="fr-1"))
    calls.note(1, sign("answer-get-sms", 12))
    for place, screen in enumerate(("1", "20", "1")):
        calls.note(1, sign("screen", 30 + place, screen=screen, device="phone", interface_version=4))
    calls.note(1, sign("rating", 40, value="80"))
    (ended,), _ = calls.take(START + DAY)
    assert (ended.answered_after, ended.rating) == (12, 80)
    assert (ended.screens, ended.device, ended.interface_version) == (("1", "20", "1"), "phone", 4)
    assert ended.happened == (("view", "1"), ("view", "20"), ("view", "1"), ("rate", "80"))


@pytest.mark.parametrize(("hours", "again"), [(1, True), (24, True), (25, False)])
def test_a_second_call_within_a_day_is_a_return(hours: int, again: bool) -> None:
    calls = RunningCalls()
    calls.note(1, sign("call-start"))
    calls.note(1, sign("call-start", hours * 3600, line_id=OTHER_LINE))
    _, returns = calls.take(START + timedelta(hours=hours, minutes=1))
    assert [one.again for one in returns] == [again]


def test_nobody_calling_again_is_told_after_a_day() -> None:
    calls = RunningCalls()
    calls.note(1, sign("call-start"))
    calls.take(START + timedelta(hours=1))
    assert calls.take(START + timedelta(hours=23))[1] == []
    assert [one.again for one in calls.take(START + timedelta(hours=24, minutes=1))[1]] == [False]


def test_two_callers_do_not_meet() -> None:
    calls = RunningCalls()
    calls.note(1, sign("call-start"))
    calls.note(2, sign("call-start", 60))
    ended, returns = calls.take(START + DAY * 3)
    assert len(ended) == 2
    assert not any(one.again for one in returns)


@pytest.mark.clause("3.2-b")
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40)), max_size=60))
def test_one_callers_day_counts_for_no_more_than_its_bound(steps: list[tuple[str, int]]) -> None:
    calls = RunningCalls()
    seconds = 0
    for kind, minutes in steps:
        seconds = min(seconds + minutes * 60, 14 * 3600)
        calls.note(1, sign(kind, seconds, screen=str(seconds)))
    ended, returns = calls.take(START + DAY * 3)
    assert len(ended) <= CALLS_A_DAY
    assert len(returns) == len(ended)
    assert sum(one.first for one in ended) <= 1
    assert all(one.outcome in OUTCOMES for one in ended)


@pytest.mark.clause("3.2-b")
@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 3), st.integers(0, 1_439)), max_size=60),
    st.lists(st.integers(0, 59), max_size=12),
)
def test_bound_of_a_day_holds_in_whatever_order_and_however_late_it_is_told(
    steps: list[tuple[str, int, int]], pauses: list[int]
) -> None:
    """Offline phones send days late and in any order; the memory is asked and cleaned in between."""
    calls = RunningCalls(most=1)
    ended, returns = [], []
    for place, (kind, day, minute) in enumerate(steps):
        for caller in (1, 2):
            calls.note(caller, sign(kind, day * 86_400 + minute * 60, region=f"{caller}", line_id=UUID(int=place % 2)))
        for _ in range(pauses.count(place)):
            taken = calls.take(START + DAY * 9)
            ended, returns = ended + taken[0], returns + taken[1]
    taken = calls.take(START + DAY * 9)
    ended, returns = ended + taken[0], returns + taken[1]
    by_day = Counter((one.region, one.began_at.date()) for one in ended)
    assert max(by_day.values(), default=0) <= CALLS_A_DAY
    assert max(Counter((one.region, one.began_at.date()) for one in ended if one.first).values(), default=0) <= 1
    assert len(returns) <= len(ended)


def test_call_that_is_told_of_late_makes_no_later_call_a_return() -> None:
    calls = RunningCalls()
    calls.note(1, sign("call-start", 3 * 86_400))
    calls.take(START + DAY * 3 + timedelta(hours=1))
    calls.note(1, sign("call-start", 0))
    calls.take(START + DAY * 3 + timedelta(hours=2))
    _, returns = calls.take(START + DAY * 5)
    assert [one.again for one in returns] == [False]


def test_a_day_is_remembered_while_anything_is_heard_of_it() -> None:
    days = CallersByDay()
    assert [days.count(7, START.toordinal()) for _ in range(3)] == [0, 1, 2]
    days.close(START + DAY * 9)
    assert days.count(7, START.toordinal()) == 3
    days.close(START + DAY * 9)
    assert not days.is_closed(START.toordinal())
    days.close(START + DAY * 9)
    assert days.is_closed(START.toordinal())


def test_a_long_visit_ends_where_it_ended() -> None:
    calls = RunningCalls()
    for place in range(20):
        calls.note(1, sign("screen", place, screen=str(place)))
    (ended,), _ = calls.take(START + DAY)
    assert ended.screens == ("0", "1", "2", "3", "4", "5")
    keys = list(counts_of_call(ended, None))
    assert [key.screen for key in keys if key.step == "exit"] == ["19"]
    ways = [(key.screen, key.element) for key in keys if key.step == "way"]
    assert ("19", LEFT) in ways
    assert ("5", LEFT) not in ways
    assert len(ways) <= MOST_WAYS


def test_a_link_belongs_to_the_call_in_which_it_was_asked_for() -> None:
    calls, request = RunningCalls(), uuid4()
    calls.bind(request, 7)
    assert calls.caller_of(request) == 7
    assert calls.caller_of(uuid4()) != calls.caller_of(uuid4())


@pytest.mark.clause("2-f", "3.2-a")
def test_what_leaves_holds_nothing_of_the_caller() -> None:
    calls = RunningCalls()
    who = calls.fingerprint(PUBLISHER, "+33612345678")
    calls.note(who, sign("call-start", region="fr-mobile"))
    (ended,), (back,) = calls.take(START + DAY * 3)
    told = msgspec.json.encode((ended, back)).decode()
    assert "612345678" not in told
    assert str(who) not in told


def test_memory_is_bounded() -> None:
    calls = RunningCalls(most=10)
    for caller in range(50):
        calls.note(caller, sign("call-start", caller))
    assert len(calls._callers) == 10
    assert len(calls.take(START + DAY)[0]) == 50


def test_old_callers_are_forgotten() -> None:
    calls = RunningCalls()
    for caller in range(5):
        calls.note(caller, sign("call-start"))
    calls.take(START + DAY * 3)
    assert not calls._callers
