"""Market share: only with enough publishers of which none dominates, with or without the one that asks."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.insights.market import LEAST_CALLS, LEAST_PUBLISHERS, MOST_DOMINANT, judge_market

ME = UUID(int=1)


def totals(*calls: int) -> dict[UUID, dict[str, int]]:
    """Publishers with so many calls, a tenth of them solved and a tenth gone on; the first one asks."""
    return {
        UUID(int=place + 1): {"solved": count // 10, "voice": count // 10, "declined": count - 2 * (count // 10)}
        for place, count in enumerate(calls)
    }


@pytest.mark.clause("4.2-f")
def test_share_is_told_among_enough_equals() -> None:
    found = judge_market("telecom", ME, totals(*[10_000] * 5), 28)
    assert found.why_not == ""
    assert found.share is not None
    assert found.share.value == pytest.approx(0.2)
    assert found.solved is not None
    assert found.solved.value == pytest.approx(0.5)


@pytest.mark.clause("4.2-f")
@pytest.mark.parametrize(
    ("calls", "why_not"),
    [
        ((10_000,) * 4, "too-few"),
        ((10_000, 10_000, 10_000, 10_000, LEAST_CALLS - 1), "too-few"),
        ((90_000, 10_000, 10_000, 10_000, 10_000), "dominated"),
        ((40_000, 30_000, 5_000, 5_000, 5_000), "dominated"),
        ((100, 10_000, 10_000, 10_000, 10_000, 10_000), "too-few"),
    ],
)
def test_sector_that_would_give_somebody_away_is_not_told(calls: tuple[int, ...], why_not: str) -> None:
    found = judge_market("telecom", ME, totals(*calls), 28)
    assert (found.why_not, found.share, found.sector_solved) == (why_not, None, None)


@pytest.mark.clause("4.2-f")
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=9))
def test_told_sectors_have_no_dominant_publisher(calls: list[int]) -> None:
    found = judge_market("telecom", ME, totals(*calls), 28)
    if not found.why_not:
        large = [count for count in calls if count >= LEAST_CALLS]
        assert len(large) >= LEAST_PUBLISHERS
        assert max(large) <= MOST_DOMINANT * sum(large)
        others = [count for place, count in enumerate(calls) if place and count >= LEAST_CALLS]
        assert max(others) <= MOST_DOMINANT * sum(others)
