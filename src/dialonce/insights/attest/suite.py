"""Every attack on the cube as it is defined, with noise as it is drawn for releases."""

from collections import Counter
from datetime import datetime
from random import Random
from statistics import fmean
from uuid import UUID

from dialonce.anonymity import least_diverse, share_unique, smallest_group
from dialonce.insights.attest.inference import attack_inference, attack_links, attack_singling_out
from dialonce.insights.attest.linkage import attacks_on_silo
from dialonce.insights.attest.membership import (
    Contribution,
    attack_by_asking_again,
    attack_dataset,
    attack_everything,
)
from dialonce.insights.attest.population import FRAME, calls_of_a_day, cell_of, counts_of, heaviest_day
from dialonce.insights.attest.report import Accuracy, DatasetReport, Groups, Report
from dialonce.insights.attest.tables import exact_table, noisy_table, published_table
from dialonce.insights.cube import CUBE, EPSILON_A_DAY, Dataset, cube_hash
from dialonce.insights.frame import Cell, in_frame
from dialonce.insights.noise import DrawNoise

TRIALS = 2_000
GUESSES = 4
"""How many times as often as the others the attacks are tried that only draw noise: each is cheap, and tells little."""
TOWNS = 20
SEED = 19660629


def attack_cube(report_id: UUID, now: datetime, draw: DrawNoise, k: int, *, trials: int = TRIALS) -> Report:
    """Run every attack. Callers are made up the same way each time; noise is fresh."""
    random = Random(SEED)  # noqa: S311 - made-up callers; what protects real ones is drawn by `draw`
    added, guesses = contribution(random), trials * GUESSES
    return Report(
        report_id=report_id,
        cube=cube_hash(),
        made_at=now,
        epsilon_a_day=EPSILON_A_DAY,
        groups=_groups(random, draw, k),
        datasets=tuple(_dataset(dataset, added, draw, guesses) for dataset in CUBE.values()),
        attacks=(
            attack_everything(added, draw, guesses),
            attack_dataset(CUBE["lines"], [1], draw, guesses, name="differencing two filters: lines"),
            attack_by_asking_again(CUBE["lines"], draw, guesses, times=400),
            attack_singling_out(random, draw, TOWNS, k),
            attack_links(draw, guesses),
            attack_inference(random, draw, trials // 5, k),
            *attacks_on_silo(random, trials),
        ),
        accuracy=tuple(_accuracy(random, draw, calls, days) for calls, days in ((400, 1), (400, 28), (10_000, 1))),
    )


def contribution(random: Random) -> Contribution:
    """What the heaviest day adds to every dataset. Raises `ValueError` if it is more than the dataset's bound."""
    keys = counts_of(heaviest_day(random), random)
    added = {}
    for name, dataset in CUBE.items():
        cells: Counter[Cell] = Counter()
        for key in keys:
            if (cell := cell_of(dataset, key)) is not None:
                cells[in_frame(dataset, FRAME, cell)] += 1
        if cells.total() > dataset.noise.bound:
            raise ValueError(f"A day adds {cells.total()} to {name}, whose noise covers {dataset.noise.bound}.")
        added[name] = list(cells.values())
    return added


def _dataset(dataset: Dataset, added: Contribution, draw: DrawNoise, trials: int) -> DatasetReport:
    cells = added[dataset.name] or [1]
    return DatasetReport(
        dataset=dataset.name,
        period=dataset.period,
        epsilon=dataset.noise.epsilon,
        bound=dataset.noise.bound,
        off_by_95=dataset.noise.within(0.95),
        membership=attack_dataset(dataset, cells, draw, trials),
    )


def _groups(random: Random, draw: DrawNoise, k: int) -> Groups:
    """The calls of a day by what an outsider may know of them, and the smallest figure that is published of them."""
    calls = calls_of_a_day(random, 400)
    records = [
        {"line": call.line_id, "hour": call.began_at.hour, "region": call.region, "outcome": call.outcome}
        for call in calls
    ]
    known = ("line", "hour", "region")
    table = exact_table(CUBE["lines"], counts_of(calls, random))
    shown = published_table(noisy_table(CUBE["lines"], table, draw), k)
    published = [
        {"line": line, "outcome": outcome} for (line, outcome), count in shown.items() for _ in range(count or 0)
    ]
    return Groups(
        k=k,
        unique_before=share_unique(records, known),
        smallest_before=smallest_group(records, known),
        smallest_published=smallest_group(published, ("line", "outcome")) or k,
        least_diverse_published=least_diverse(published, ("line",), "outcome"),
    )


def _accuracy(random: Random, draw: DrawNoise, calls: int, days: int) -> Accuracy:
    """How far the released number of calls was from the truth, in so many spans of so many days."""
    dataset, errors = CUBE["outcomes"], []
    table = exact_table(dataset, counts_of(calls_of_a_day(random, calls), random))
    true = sum(table.values())
    for _ in range(TOWNS):
        released = sum(sum(noisy_table(dataset, table, draw).values()) for _ in range(days))
        errors.append(abs(released - true * days) / (true * days))
    return Accuracy(calls_a_day=true, days=days, mean_error=fmean(errors), worst_error=max(errors))
