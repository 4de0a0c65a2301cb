"""The attack suite: it stands with the noise that is drawn, and falls where there is none."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import NormalDist
from uuid import uuid4

import pytest

from dialonce.anonymity import Laplace, most_success
from dialonce.app.parts import Running
from dialonce.insights import CUBE, attest, ensure_attested, is_signed, newest_report, report_public_key
from dialonce.insights.attest.membership import attack_by_asking_again, attack_dataset, attack_everything, margin_of
from dialonce.insights.attest.run import RENEWED_AFTER
from dialonce.insights.attest.suite import attack_cube, contribution
from dialonce.insights.noise import add_noise

pytestmark = pytest.mark.anyio
K = 10
TRIALS = 400


def no_noise(counts: Sequence[int], _: Laplace) -> list[int]:
    return list(counts)


@pytest.mark.clause("3-a", "3.2-a", "10-d")
def test_every_attack_stays_within_what_is_promised() -> None:
    report = attack_cube(uuid4(), datetime(2026, 3, 2, tzinfo=UTC), add_noise, K, trials=TRIALS)
    assert report.passed
    everything = report.attacks[0]
    assert everything.most == pytest.approx(most_success(sum(dataset.noise.epsilon for dataset in CUBE.values())))
    assert everything.success < 0.75
    assert {attack.criterion for attack in report.attacks} == {"singling-out", "linkability", "inference"}
    assert report.groups.smallest_published >= K
    assert report.groups.unique_before > 0, "there must be somebody to single out"


@pytest.mark.clause("3-a")
def test_without_noise_the_same_attacks_succeed() -> None:
    added = contribution(Random(1))
    attack = attack_everything(added, no_noise, TRIALS)
    assert attack.success == 1
    assert not attack.passed
    assert attack_dataset(CUBE["lines"], [1], no_noise, TRIALS).success == 1


@pytest.mark.clause("3-a")
def test_noise_a_quarter_as_wide_as_promised_is_found_out() -> None:
    def too_little(counts: Sequence[int], noise: Laplace) -> list[int]:
        return [
            count + round(drawn / 4) for count, drawn in zip(counts, add_noise([0] * len(counts), noise), strict=True)
        ]

    assert not attack_dataset(CUBE["lines"], [1], too_little, 20 * TRIALS).passed


def test_luck_alone_breaks_no_report_in_a_hundred_thousand() -> None:
    """Some attacks reach the most that was promised exactly: what luck adds must stay within the margin in all of them."""
    attacks, rate = len(CUBE) + 8, 0.54
    by_luck = 1 - NormalDist(rate, (rate * (1 - rate) / TRIALS) ** 0.5).cdf(rate + margin_of(rate, TRIALS))
    assert attacks * by_luck < 1e-5


def test_fresh_answers_would_give_the_noise_away_and_kept_ones_do_not() -> None:
    """Why answers are kept: the mean of 400 fresh ones tells the two worlds apart nearly always."""
    noise, right, tried = CUBE["lines"].noise, 0, 200
    for trial in range(tried):
        there = trial % 2
        answers = [drawn + there for drawn in add_noise([0] * 400, noise)]
        right += (sum(answers) / len(answers) > 0.5) == bool(there)
    assert right / tried > 0.75
    assert attack_by_asking_again(CUBE["lines"], add_noise, TRIALS, times=400).passed


def test_noise_costs_what_it_says() -> None:
    drawn = add_noise([0] * 20_000, CUBE["outcomes"].noise)
    spread = sum(one * one for one in drawn) / len(drawn)
    assert spread == pytest.approx(CUBE["outcomes"].noise.variance, rel=0.1)
    assert sum(drawn) / len(drawn) == pytest.approx(0, abs=1)
    assert add_noise([], CUBE["outcomes"].noise) == []


@pytest.mark.clause("3-a", "3.2-a")
async def test_report_is_signed_and_kept_also_when_an_attack_succeeded(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    insights = running.parts.insights
    monkeypatch.setattr(insights, "draw", no_noise)
    assert not (await attest(insights, trials=50)).passed
    async with insights.transaction() as conn:
        kept = await newest_report(conn)
    assert kept is not None
    assert not kept.passed
    assert is_signed(kept, await report_public_key(running.parts.vault))


async def test_attacks_are_tried_anew_once_a_report_is_half_a_year_old(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    insights = running.parts.insights

    async def when_attacked() -> datetime | None:
        await ensure_attested(insights, trials=50)
        async with insights.transaction() as conn:
            newest = await newest_report(conn)
        return newest and newest.made_at

    first = await when_attacked()
    assert await when_attacked() == first
    later = running.parts.vault.clock() + RENEWED_AFTER + timedelta(days=1)
    monkeypatch.setattr(running.parts.vault, "clock", lambda: later)
    assert await when_attacked() == later
