"""Membership and differencing: was this caller's day among those that were counted?

The attacker knows everything but that: every other caller, the target's whole day, and how noise is drawn; the guess is by the
likelihood of what is published, which nobody can better (Neyman and Pearson). Half of the worlds have the day, half have not.
"""

import math
from collections.abc import Mapping, Sequence

from dialonce.anonymity import Laplace, most_success
from dialonce.insights.attest.report import Attack
from dialonce.insights.cube import CUBE, Dataset
from dialonce.insights.noise import DrawNoise

KNOWS_ALL = "every other caller, the target's whole day, how noise is drawn"
Contribution = Mapping[str, Sequence[int]]
"""By dataset, what the target's day adds to each cell that it changes."""


DEVIATIONS = 5
"""Some thirty attacks make a report, and many reach what was promised exactly: at three standard deviations luck breaks a
report in a hundred, and with it an installation's statistics; at five not one in a hundred thousand."""


def margin_of(rate: float, trials: int) -> float:
    """What luck alone may add in so many trials, each of which is right at this rate."""
    return DEVIATIONS * math.sqrt(rate * (1 - rate) / trials)


def attack_dataset(dataset: Dataset, added: Sequence[int], draw: DrawNoise, trials: int, *, name: str = "") -> Attack:
    """The best attack on one dataset: its cells with what is added, or without. `most` is what epsilon allows for so much."""
    success = _success([_likelihoods(dataset.noise, added, draw, trials)])
    worth = dataset.noise.epsilon * sum(map(abs, added)) / dataset.noise.bound
    return _attack(name or f"membership: {dataset.name}", success, trials, worth)


def attack_everything(added: Contribution, draw: DrawNoise, trials: int) -> Attack:
    """The best attack with every dataset at once: what a whole day's budget is worth to somebody who knows all the rest."""
    told = [_likelihoods(CUBE[name].noise, cells, draw, trials) for name, cells in added.items() if any(cells)]
    return _attack(
        "membership: all datasets together", _success(told), trials, sum(CUBE[name].noise.epsilon for name in added)
    )


def attack_by_asking_again(dataset: Dataset, draw: DrawNoise, trials: int, *, times: int) -> Attack:
    """The same question asked over and over, to average the noise away.

    Answers are kept, so that all of them are the first one. (Fresh noise each time would give it away: see the tests.)
    """
    noises = draw([0] * trials, dataset.noise)
    kept = [[noise] * times for noise in noises]
    averaged = [round(sum(answers) / times) for answers in kept]
    success = _success([_judged(averaged, [1], dataset.noise)])
    return _attack(
        f"averaging {times} answers: {dataset.name}", success, trials, dataset.noise.epsilon / dataset.noise.bound
    )


def _likelihoods(noise: Laplace, added: Sequence[int], draw: DrawNoise, trials: int) -> list[float]:
    """By trial, how much likelier what is published is in the world with the day; every other trial has it."""
    return _judged(draw([0] * (trials * len(added)), noise), added, noise)


def _judged(noises: Sequence[int], added: Sequence[int], noise: Laplace) -> list[float]:
    judged = []
    for trial in range(len(noises) // len(added)):
        drawn = noises[trial * len(added) : (trial + 1) * len(added)]
        seen = [one + (more if trial % 2 else 0) for one, more in zip(drawn, added, strict=True)]
        # log P(seen | with the day) - log P(seen | without): distances from what each world would show, by the scale.
        judged.append(sum(abs(one) - abs(one - more) for one, more in zip(seen, added, strict=True)) / noise.scale)
    return judged


def _success(told: Sequence[Sequence[float]]) -> float:
    """How often the likelier world is the right one; a tie is right half of the time."""
    right = 0.0
    trials = len(told[0]) if told else 0
    for trial in range(trials):
        likelier = sum(one[trial] for one in told)
        right += 0.5 if likelier == 0 else float((likelier > 0) == (trial % 2 == 1))
    return right / trials if trials else 0.5


def _attack(name: str, success: float, trials: int, epsilon: float) -> Attack:
    most = most_success(epsilon)
    return Attack(name, "singling-out", KNOWS_ALL, trials, success, 0.5, most, margin_of(most, trials))
