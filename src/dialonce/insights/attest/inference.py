"""Singling out, linkability and inference, measured against the same attack without the target (WP216)."""

from random import Random

from dialonce.insights.attest.membership import attack_dataset, margin_of
from dialonce.insights.attest.population import calls_of_a_day, counts_of
from dialonce.insights.attest.report import Attack
from dialonce.insights.attest.tables import exact_table, exact_tables, noisy_table, published_table
from dialonce.insights.counting import counts_of_call
from dialonce.insights.cube import CUBE
from dialonce.insights.noise import DrawNoise
from dialonce.vault import OUTCOMES, EndedCall

SMALL_TOWN = 150


def attack_singling_out(random: Random, draw: DrawNoise, trials: int, k: int) -> Attack:
    """Point at a published figure and say that exactly one caller stands behind it; by chance, point at any cell."""
    published = ones = cells = alone = 0
    for _ in range(trials):
        exact = exact_tables(counts_of(calls_of_a_day(random, SMALL_TOWN), random))
        for name, table in exact.items():
            shown = published_table(noisy_table(CUBE[name], table, draw), k)
            published += sum(count is not None for count in shown.values())
            ones += sum(count is not None and table[cell] == 1 for cell, count in shown.items())
            cells += len(table)
            alone += sum(count == 1 for count in table.values())
    chance = alone / cells
    success = ones / published if published else 0.0
    return Attack(
        "singling out by a small figure", "singling-out", "what is published", trials, success, chance, chance, 0.0
    )


def attack_links(draw: DrawNoise, trials: int) -> Attack:
    """Two callers, two lines, two regions: who called which line from where? Tables of a period know no caller in common."""
    dataset = CUBE["regions"]
    swapped = attack_dataset(dataset, [1, 1, -1, -1], draw, trials)
    return Attack(
        "linking a line to a region",
        "linkability",
        "every other caller, both lines, both regions, both outcomes",
        trials,
        swapped.success,
        swapped.chance,
        swapped.most,
        swapped.margin,
    )


def attack_inference(random: Random, draw: DrawNoise, trials: int, k: int) -> Attack:
    """What did the target's call come to? Guessed from the target's line, with the target counted and without."""
    counted = left_out = 0
    for _ in range(trials):
        target, *others = calls_of_a_day(random, SMALL_TOWN)
        counted += _guess(target, [target, *others], draw, k) == target.outcome
        left_out += _guess(target, others, draw, k) == target.outcome
    chance = left_out / trials
    return Attack(
        "inferring an outcome from the line",
        "inference",
        "the target's line",
        trials,
        counted / trials,
        chance,
        chance,
        margin_of(chance, trials) * 2**0.5,
    )


def _guess(target: EndedCall, calls: list[EndedCall], draw: DrawNoise, k: int) -> str:
    keys = [key for call in calls for key in counts_of_call(call, None) if key.step == "outcome"]
    exact = exact_table(CUBE["lines"], keys)
    shown = published_table(noisy_table(CUBE["lines"], exact, draw), k)
    return max(OUTCOMES, key=lambda outcome: shown.get((str(target.line_id), outcome)) or 0)
