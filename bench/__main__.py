"""`python -m bench [--quick]`: measure everything, write the results."""

import os
import sys
from collections.abc import Callable, Sequence

from bench.figure import QUICK, WHOLE, Figure
from bench.footprint import measure_footprint
from bench.growth import measure_growth
from bench.house import open_house
from bench.later import later_rows
from bench.pure import measure_decision, measure_number_sets
from bench.report import write_report
from bench.web import measure_eligible, measure_events, measure_log


def main(arguments: Sequence[str]) -> None:
    """Measure and write. `--quick` leaves out growth and takes shorter turns."""
    quick = "--quick" in arguments
    effort = QUICK if quick else WHOLE
    before = os.getloadavg()[0]
    figures: list[Figure] = []
    with open_house() as house:
        steps: list[Callable[[], list[Figure]]] = [
            lambda: measure_eligible(house, effort),
            lambda: measure_log(house, effort),
            lambda: measure_events(house, effort),
            measure_decision,
            measure_number_sets,
        ]
        if not quick:
            steps.append(lambda: measure_growth(house))
        for step in steps:
            _tell(figures, step())
    _tell(figures, measure_footprint())
    write_report([*figures, *later_rows()], f"make {'bench-quick' if quick else 'bench'}", before)


def _tell(figures: list[Figure], found: list[Figure]) -> None:
    figures += found
    for figure in found:
        score = "" if figure.score is None else f"{figure.score:5.2f}"
        print(f"{score}  {figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
