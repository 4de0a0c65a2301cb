"""Discrete Laplace noise as numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.anonymity import Laplace, most_success

noises = st.builds(Laplace, bound=st.integers(1, 12), epsilon=st.floats(0.05, 5))


@given(noises)
def test_probabilities_add_up_to_one(noise: Laplace) -> None:
    far = math.ceil(noise.scale * 60)
    assert sum(map(noise.probability, range(-far, far + 1))) == pytest.approx(1, abs=1e-9)


@pytest.mark.clause("3-a", "3.2-a")
@given(noises, st.integers(-50, 50))
def test_one_callers_day_changes_no_probability_by_more_than_epsilon(noise: Laplace, answer: int) -> None:
    """Cells are independent: moving `bound` cells by one multiplies the likelihood by at most e to the epsilon."""
    ratio = noise.probability(answer) / noise.probability(answer - 1)
    assert ratio**noise.bound <= math.exp(noise.epsilon) * (1 + 1e-9)


@given(noises)
def test_variance_is_that_of_the_probabilities(noise: Laplace) -> None:
    far = math.ceil(noise.scale * 60)
    assert noise.variance == pytest.approx(sum(k * k * noise.probability(k) for k in range(-far, far + 1)), rel=1e-6)


@given(noises, st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_within_is_the_least_distance_that_reaches_the_confidence(noise: Laplace, confidence: float) -> None:
    def reached(distance: int) -> float:
        return sum(map(noise.probability, range(-distance, distance + 1)))

    distance = noise.within(confidence)
    assert reached(distance) >= confidence - 1e-6
    assert distance == 0 or reached(distance - 1) < confidence + 1e-6


def test_within_agrees_with_the_table_of_the_literature() -> None:
    assert Laplace(1, 0.5).within(0.95) == 6


def test_success_starts_at_chance_and_grows_with_epsilon() -> None:
    assert most_success(1e-12) == pytest.approx(0.5)
    assert most_success(0.5) == pytest.approx(0.6225, abs=1e-4)


@pytest.mark.parametrize(("bound", "epsilon"), [(0, 1.0), (1, 0.0), (1, -1.0)])
def test_noise_that_hides_nothing_is_refused(bound: int, epsilon: float) -> None:
    with pytest.raises(ValueError, match="bound"):
        Laplace(bound, epsilon)
