"""`bench/RESULTS.md` and `bench/results.svg`."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from bench.figure import Figure
from dialonce.vault import system_clock

FOLDER = Path(__file__).parent
WIDTH, LABEL, ROW, FULL = 960, 520, 24, 2.0


def write_report(figures: Sequence[Figure], command: str, load_before: float) -> None:
    """Write table and plot."""
    (FOLDER / "results.svg").write_text(_plot(figures), "utf-8")
    head = [
        "# What was measured",
        "",
        f"- when: {system_clock():%Y-%m-%d %H:%M} UTC",
        f"- machine: {_machine()}",
        f"- load average before the run: {load_before:.1f} (anything above 0.3 means that others used the same cores)",
        f"- command: `{command}`",
        "",
        "Ours and its limit take turns in the same run; medians of the turns. The load generator is a process of its own",
        "and takes the other core. A score of 1 or more meets the target.",
        "",
        "![Scores by their targets](results.svg)",
        "",
        "| what | ours | beside, in the same run | target | score | |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    notes = [f"- {figure.what}: {figure.note}" for figure in figures if figure.note]
    missed = [f"- {figure.what}: {_why(figure)}" for figure in figures if figure.verdict == "missed" and _why(figure)]
    tail = ["", "Notes:", "", *notes] if notes else []
    if missed:
        tail += ["", "Where the time goes in what was missed, by profile, and the next step:", "", *missed]
    (FOLDER / "RESULTS.md").write_text("\n".join([*head, *map(_row, figures), *tail, ""]), "utf-8")


# By the first words of a row. Profiles: py-spy and perf of a worker, `EXPLAIN` and timing of the statements.
_WHERE = {
    "`POST /ivr/log`": (
        "of a worker's Python two fifths are the recorder (deciding, keeping and sealing a fifth, the statement and the pool a "
        "fifth), a third is the request on the short way, the rest the loop; the HTTP server's own threads and system calls cost "
        "as much again. A quarter of the processor's time is left: requests wait for the disk and for their batch. Next: one "
        "writer process for all workers of a machine, so that batches are as large as the machine's load."
    ),
    "`POST /v1/events`": (
        "of the Python of an event an eighth is sealing it, a tenth the memory of running calls, a tenth counting it, a tenth "
        "putting it into the arrays that are sent, a twelfth each reading and taking it and finding its subject; PostgreSQL "
        "spends a fourth of what the worker does. The profile is flat. COPY takes finished rows from one process and uses both "
        "cores, as two workers do. Next: sealing of a batch in one native call."
    ),
    "erasure of that caller": (
        "by timing of the steps, of 18 ms: 3 until unreadable, 1 for the journal's commit, 9 for the deletes (7 as by hand, 2 "
        "for twenty tables that hold nothing of the person), the rest two more transactions with their commits. Asking first "
        "which tables hold anything was tried: planning the question costs more than it saves. Next: deletes and tombstone as "
        "one function of the database."
    ),
    "retention": (
        "by strace two thirds are two truncate() calls, in which the file system frees 250 MB in 60 ms; a tenth looks for held "
        "rows. In a file system in memory it took 57 ms. DELETE leaves that work to a later VACUUM. Next: smaller rows, with "
        "numbers in place of the ids of publisher, line and solution: a sixth less to free."
    ),
    "access through HTTP": (
        "of 33 µs a row a third reads it, a third opens it, a third writes it as page, table and JSON; the rest are six "
        "requests. Next: write each row to the three files as it is opened, without a document between."
    ),
    "cold start": (
        "three fifths is loading modules (the web framework and its OpenAPI types a fifth of that), a fifth building routes, a "
        "tenth looking after the database. Next: routes that are not copied at every router that they pass."
    ),
    "consent writes": (
        "half of a worker's Python is the request through the framework, half the recorder's four round trips a batch. Next: "
        "the short way for consents too."
    ),
    "number-set look-ups": "memory: most of a look-up waits for numbers, places and payloads that lie apart.",
    "event rate at": (
        "by processor time of each process over 240,000 events, worker and PostgreSQL spend the same on an event at both sizes; "
        "the index of ten million rows has ten times as many pages that are logged whole after a checkpoint. Next: rarer "
        "checkpoints (`max_wal_size`)."
    ),
    "reading one caller": (
        "by EXPLAIN (ANALYZE, BUFFERS) 200 rows lie on 200 pages: 1.6 ms from shared memory, 5 ms from the operating system's. "
        "Next: more shared memory than an eighth."
    ),
    "erasing one caller": (
        "200 rows lie on 200 pages, each logged whole when it changes first: 1.6 MB of log. Next: compression of the log by LZ4, "
        "which the embedded PostgreSQL was built without."
    ),
}


def _why(figure: Figure) -> str:
    return next((why for start, why in _WHERE.items() if figure.what.startswith(start)), "")


def _row(figure: Figure) -> str:
    score = "" if figure.score is None else f"{figure.score:.2f}"
    return f"| {figure.what} | {figure.ours} | {figure.beside} | {figure.target} | {score} | {figure.verdict} |"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {system}"


def _plot(figures: Sequence[Figure]) -> str:
    measured = [figure for figure in figures if figure.score is not None]
    height = ROW * (len(measured) + 2)
    at_one = LABEL + (WIDTH - LABEL) / FULL
    bars = "".join(_bar(place, figure) for place, figure in enumerate(measured, start=1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12"'
        ' role="img" aria-label="Scores by their targets; 1 is met">'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>{bars}'
        f'<line x1="{at_one}" x2="{at_one}" y1="8" y2="{height - 20}" stroke="#1a1a1a" stroke-dasharray="4 3"/>'
        f'<text x="{at_one}" y="{height - 6}" text-anchor="middle" fill="#1a1a1a">target</text></svg>\n'
    )


def _bar(place: int, figure: Figure) -> str:
    score = figure.score or 0.0
    length = min(score, FULL) / FULL * (WIDTH - LABEL - 50)
    colour = "#1b7f4b" if score >= 1 else "#b3400f"
    top = place * ROW - 8
    name = escape(figure.what.replace("`", ""))
    return (
        f'<text x="{LABEL - 8}" y="{top + 13}" text-anchor="end" fill="#1a1a1a">{name[:84]}</text>'
        f'<rect x="{LABEL}" y="{top}" width="{length:.0f}" height="{ROW - 6}" fill="{colour}"/>'
        f'<text x="{LABEL + length + 6:.0f}" y="{top + 13}" fill="#1a1a1a">{score:.2f}</text>'
    )
