"""`python -m bench [--quick | --short [--growth]]`: measure everything, write the results."""

import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial

from bench.figure import QUICK, WHOLE, Figure
from bench.footprint import measure_footprint
from bench.growth import measure_growth
from bench.house import open_house
from bench.later import later_rows
from bench.pure import measure_decision, measure_number_sets
from bench.report import write_report
from bench.rows.callers import measure_callers
from bench.rows.dashboard import measure_dashboard
from bench.rows.first_view import measure_first_view
from bench.rows.months import measure_months
from bench.rows.peer import measure_consents
from bench.rows.people import measure_people
from bench.rows.tag import measure_tag
from bench.web import measure_eligible, measure_events, measure_log

Measure = Callable[[], list[Figure]]
MILLIONS = (measure_people, measure_callers, measure_months, measure_dashboard)


def main(arguments: Sequence[str]) -> None:
    """Measure and write. `--quick` leaves out what needs millions of rows of its own, and takes shorter turns.

    `--short` takes shorter turns too and leaves out growth alone, which passes ten million events through the service;
    `--short --growth` has that as well.
    """
    quick, short, growth = (option in arguments for option in ("--quick", "--short", "--growth"))
    effort = QUICK if quick or short else WHOLE
    command = "make bench-quick" if quick else " ".join(("python -m bench", *arguments)) if short else "make bench"
    before = os.getloadavg()[0]
    figures: list[Figure] = []
    with open_house() as house:
        for measure in (measure_eligible, measure_log, measure_events, measure_consents):
            _tell(figures, partial(measure, house, effort))
        _tell(figures, partial(measure_first_view, house))
        _tell(figures, partial(measure_tag, house, effort))
    for measure_alone in (measure_decision, measure_number_sets, measure_footprint):
        _tell(figures, measure_alone)
    for measure_rows in () if quick else MILLIONS if short and not growth else (*MILLIONS, measure_growth):
        # A house each: millions of rows are not carried from one into the next.
        with open_house() as house:
            _tell(figures, partial(measure_rows, house))
    write_report([*figures, *later_rows(figures)], command, before)


def _tell(figures: list[Figure], measure: Measure) -> None:
    """Measure, and say what came of it. What fails is a row that says so: the others are measured all the same."""
    began = time.monotonic()
    try:
        found = measure()
    except Exception as failed:  # noqa: BLE001 - whatever it is, the table tells of it
        traceback.print_exc()
        name = getattr(measure, "func", measure).__name__
        found = [Figure(what=name, ours=f"failed: {type(failed).__name__}", beside="—", target="to be measured")]
    figures += found
    for figure in found:
        score = "" if figure.score is None else f"{figure.score:5.2f}"
        print(f"{score}  {figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}", flush=True)
    print(f"      ({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
