"""The hot paths over HTTP, each beside an empty Litestar handler on the same server, or beside PostgreSQL alone."""

import os
import subprocess
import time
import uuid

from bench.figure import Effort, Figure, alternate, median
from bench.house import House, serving
from bench.load import Load, Plan, measure
from bench.workload import BATCH, batch_request, eligible_requests, empty_get, empty_post, log_requests
from dialonce.vault import system_clock


def _load(port: int, connections: int, seconds: float, requests: list[bytes]) -> Load:
    load = measure(Plan(port, connections, seconds, requests))
    if load.failed:
        raise RuntimeError(f"Requests failed under load: {load.statuses}")
    return load


def _rate(loads: list[Load]) -> float:
    return median([load.rate for load in loads])


def _p99(loads: list[Load]) -> float:
    return median([load.p99 for load in loads])


def measure_eligible(house: House, effort: Effort) -> list[Figure]:
    """`GET /ivr/isEligible`, 32 connections, one worker."""
    asked, nothing = eligible_requests(house.furnished), empty_get()
    with serving(house) as ours, serving(house, module="bench.empty") as empty:
        for port, requests in ((ours.port, asked), (empty.port, nothing)):
            _load(port, 32, 1.0, requests)
        mine, limit = alternate(
            effort.rounds,
            lambda: _load(ours.port, 32, effort.seconds, asked),
            lambda: _load(empty.port, 32, effort.seconds, nothing),
        )
    share, slower = _rate(mine) / _rate(limit), _p99(mine) / _p99(limit)
    what = "`GET /ivr/isEligible`, 32 connections, one worker"
    return [
        Figure(
            what=what,
            ours=f"{_rate(mine):,.0f}/s",
            beside=f"empty Litestar handler: {_rate(limit):,.0f}/s",
            target=f"≥ 0.70 of it (is {share:.2f})",
            score=share / 0.70,
        ),
        Figure(
            what=what + ": p99",
            ours=f"{_p99(mine):.1f} ms",
            beside=f"empty Litestar handler: {_p99(limit):.1f} ms",
            target=f"≤ 1.5 × it (is {slower:.2f})",
            score=1.5 / slower,
        ),
    ]


def measure_log(house: House, effort: Effort) -> list[Figure]:
    """`POST /ivr/log`, one event a request, acknowledged after commit, 64 connections, two workers."""
    steps, nothing = log_requests(house.furnished), empty_post(house.furnished)
    with serving(house, workers=2) as ours, serving(house, workers=2, module="bench.empty") as empty:
        # Long enough for both workers to have seen every caller.
        _load(ours.port, 64, 5.0, steps)
        few = _load(ours.port, 16, effort.seconds, steps)
        mine, limit = alternate(
            effort.rounds,
            lambda: _load(ours.port, 64, effort.seconds, steps),
            lambda: _load(empty.port, 64, effort.seconds, nothing),
        )
        plain = [_pgbench(house, effort.seconds) for _ in range(effort.rounds)]
    share, slower = _rate(mine) / _rate(limit), _p99(mine) / _p99(limit)
    what = "`POST /ivr/log`, after commit, 64 connections, two workers"
    return [
        Figure(
            what=what,
            ours=f"{_rate(mine):,.0f}/s",
            beside=f"empty Litestar handler: {_rate(limit):,.0f}/s; pgbench, same row, 64 clients: {median(plain):,.0f}/s",
            target=f"≥ 0.50 of the handler (is {share:.2f})",
            score=share / 0.50,
        ),
        Figure(
            what=what + ": p99",
            ours=f"{_p99(mine):.1f} ms",
            beside=f"empty Litestar handler: {_p99(limit):.1f} ms",
            target=f"≤ 1.5 × it (is {slower:.2f})",
            score=1.5 / slower,
        ),
        Figure(
            what="`POST /ivr/log` grows with concurrency",
            ours=f"64 connections: {_rate(mine):,.0f}/s",
            beside=f"16 connections: {few.rate:,.0f}/s",
            target="more",
            score=_rate(mine) / few.rate,
        ),
    ]


def _pgbench(house: House, seconds: float) -> float:
    """Transactions a second of the same row inserted by 64 clients, by PostgreSQL's own program."""
    made = house.furnished
    script = house.folder / "insert.sql"
    script.write_text(
        "INSERT INTO personal.call_step (subject_id, step_id, publisher_id, occurred_at, line_id, solution_id, step, sealed)"
        f" VALUES (gen_random_uuid(), gen_random_uuid(), '{made.publisher_id}', now(), '{made.line_id}',"
        f" '{made.solution_id}', 'call-start', '\\x{os.urandom(45).hex()}');\n"
    )
    arguments = ["-n", "-c", "64", "-j", "2", "-M", "prepared", "-T", str(max(1, round(seconds))), "-f", str(script)]
    program = house.server.binaries / "pgbench"
    said = subprocess.run([program, *arguments, house.server.url()], capture_output=True, text=True, check=True).stdout
    # On a machine that is busy enough no transaction ends in time, and pgbench says nothing of a rate then.
    return next((float(line.split()[2]) for line in said.splitlines() if line.startswith("tps")), 0.0)


def measure_events(house: House, effort: Effort) -> list[Figure]:
    """`POST /v1/events` in batches of 1,000, by one worker and by two, beside COPY of rows that are finished already."""
    batches = max(20, round(effort.seconds * 15))
    with serving(house) as alone, serving(house, workers=2) as both:
        for running in (alone, both):
            _bulk(house, running.port, 20, 4)
        one, two, limit = alternate(
            effort.rounds,
            lambda: _bulk(house, alone.port, batches, 2),
            lambda: _bulk(house, both.port, batches, 4),
            lambda: _copy(house, batches),
        )
    copied = f"binary COPY of finished rows, a commit a batch: {median(limit):,.0f} rows/s"
    return [
        figure
        for workers, rates in (("one worker, two connections", one), ("two workers, four connections", two))
        for figure in _events_figures(workers, median(rates), median(limit), copied)
    ]


def _events_figures(workers: str, rate: float, limit: float, copied: str) -> list[Figure]:
    what, share = f"`POST /v1/events`, batches of 1,000, {workers}", rate / limit
    return [
        Figure(
            what=what,
            ours=f"{rate:,.0f} events/s",
            beside=copied,
            target=f"≥ 0.35 of COPY (is {share:.2f})",
            score=share / 0.35,
        ),
        Figure(what=what, ours=f"{rate:,.0f} events/s", beside="—", target="≥ 40,000/s", score=rate / 40_000),
    ]


def _bulk(house: House, port: int, batches: int, connections: int) -> float:
    requests = [batch_request(house.furnished) for _ in range(batches)]
    load = measure(Plan(port, connections, 0, requests, once=True))
    if load.failed:
        raise RuntimeError(f"Batches failed: {load.statuses}")
    return load.rate * BATCH


def _copy(house: House, batches: int) -> float:
    """Rows a second of COPY into the same table: sealed values, ids and times are made beforehand."""
    made = house.furnished
    subjects = [uuid.uuid4() for _ in range(5_000)]
    now, sealed = system_clock(), os.urandom(45)
    rest = (made.publisher_id, now, made.line_id, made.solution_id, "call-start", sealed)
    rows = [(subjects[number % 5_000], uuid.uuid4(), *rest) for number in range(batches * BATCH)]
    types = ("uuid", "uuid", "uuid", "timestamptz", "uuid", "uuid", "text", "bytea")
    copy_in = (
        b"COPY personal.call_step (subject_id, step_id, publisher_id, occurred_at, line_id, solution_id, step, sealed)"
        b" FROM STDIN (FORMAT BINARY)"
    )
    with house.owner() as conn:
        began = time.perf_counter()
        for start in range(0, len(rows), BATCH):
            with conn.cursor().copy(copy_in) as copy:
                copy.set_types(types)
                for row in rows[start : start + BATCH]:
                    copy.write_row(row)
        return len(rows) / (time.perf_counter() - began)
