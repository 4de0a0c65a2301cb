"""Whether it stays as fast and as small while events pass: part of `make bench` only, since it stores millions of them.

`python -m bench.growth [few] [many]` measures it alone, at other sizes. There is one caller for every 200 events, so that what
one caller has stays the same while the tables grow.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import msgspec

from bench.figure import Figure, median
from bench.footprint import resident
from bench.house import House, Running, open_house, serving
from bench.load import Plan, measure
from bench.workload import BATCH, batch_request
from dialonce.app.parts import open_parts
from dialonce.policy import Action, Actor, Facts, Permit, Use, load_catalogue
from dialonce.vault import SYSTEM, Session, Vault, erase_subject, fetch, finish_erasure

FEW, MANY = 1_000_000, 10_000_000
EVENTS_A_CALLER = 200
ROUNDS, BATCHES_A_ROUND, BATCHES_AT_ONCE = 5, 30, 100
SUBJECTS = 20
SEEN_AFTER = 7
"""Events a caller, drawn at random, after which nearly all callers came."""


class State(msgspec.Struct):
    """What was measured at one size: events a second, MiB of a worker, milliseconds to read and to erase one caller.

    `settled` is the worker's memory once it had seen every caller: it remembers them, and no more of them come.
    """

    rate: float
    settled: float
    memory: float
    read: float
    erase: float


def measure_growth(house: House, few: int = FEW, many: int = MANY) -> list[Figure]:
    """Event rate, memory, reading and erasing one caller, at few and at many stored events."""
    with serving(house) as running:
        first, last = [_state_at(house, running, stored) for stored in (few, many)]
    sizes = f"{few / 1e6:g} M", f"{many / 1e6:g} M"

    def figure(what: str, unit: str, before: float, after: float, score: Callable[[float], float]) -> Figure:
        change = after / before
        return Figure(
            what=f"{what} at {sizes[1]} stored events",
            ours=f"{after:,.1f} {unit}",
            beside=f"at {sizes[0]}: {before:,.1f} {unit}",
            target=f"flat, ± 20 % (is {change - 1:+.0%})",
            score=score(change),
        )

    return [
        figure("event rate", "events/s", first.rate, last.rate, lambda change: min(change, 1.0) / 0.8),
        Figure(
            what=f"memory of a worker at {sizes[1]} stored events",
            ours=f"{last.memory:,.1f} MiB",
            beside=f"once all {many // EVENTS_A_CALLER:,} callers had come: {last.settled:,.1f} MiB",
            target=f"flat, ± 20 % (is {last.memory / last.settled - 1:+.0%})",
            score=1.2 * last.settled / last.memory,
        ),
        figure("reading one caller of 200 events", "ms", first.read, last.read, lambda change: 1.2 / change),
        figure("erasing one caller of 200 events", "ms", first.erase, last.erase, lambda change: 1.2 / change),
    ]


def _state_at(house: House, running: Running, stored: int) -> State:
    callers = stored // EVENTS_A_CALLER
    passed, settled = 0, 0.0
    while (missing := stored - _stored(house)) > 0:
        batches = min(BATCHES_AT_ONCE, -(-missing // BATCH))
        _pass(house, running, batches, callers)
        passed += batches * BATCH
        memory = _memory(running)
        settled = settled or (memory if passed >= SEEN_AFTER * callers else 0.0)
        print(f"{_stored(house):,} events; worker {memory:.0f} MiB", flush=True)
    rates = [_pass(house, running, BATCHES_A_ROUND, callers) for _ in range(ROUNDS)]
    read, erase = asyncio.run(_people(house))
    memory = _memory(running)
    return State(median(rates), settled or memory, memory, read, erase)


def _stored(house: House) -> int:
    return house.scalar("SELECT count(*) FROM personal.call_step")


def _memory(running: Running) -> float:
    return sum(resident(pid) for pid in running.workers())


def _pass(house: House, running: Running, batches: int, callers: int) -> float:
    requests = [batch_request(house.furnished, callers=callers) for _ in range(batches)]
    load = measure(Plan(running.port, 2, 0, requests, once=True))
    if load.failed:
        raise RuntimeError(f"Batches failed: {load.statuses}")
    return load.rate * BATCH


async def _people(house: House) -> tuple[float, float]:
    """Milliseconds to read one caller's rows, opened, and to erase the caller with all rows; medians over some callers."""
    with house.owner() as conn:
        found = conn.execute(
            "SELECT subject_id FROM personal.subject ORDER BY random() LIMIT %s", (SUBJECTS,)
        ).fetchall()
    async with open_parts(house.settings, house.addresses) as running:
        vault, publisher = running.parts.vault, house.furnished.publisher_id
        reads = [await _timed(vault, publisher, row[0], erase=False) for row in found]
        erasures = [await _timed(vault, publisher, row[0], erase=True) for row in found]
    return median(reads), median(erasures)


async def _timed(vault: Vault, publisher: UUID, subject: UUID, *, erase: bool) -> float:
    began = time.perf_counter()
    await (_erase if erase else _read)(vault, publisher, subject)
    return (time.perf_counter() - began) * 1000


async def _read(vault: Vault, publisher: UUID, subject: UUID) -> None:
    async with vault.session([publisher], SYSTEM) as session:
        await fetch(session, _permit(session, publisher), "call_step", [subject])


async def _erase(vault: Vault, publisher: UUID, subject: UUID) -> None:
    async with vault.session([publisher], SYSTEM) as session:
        grave = await erase_subject(session, _permit(session, publisher), subject)
    await finish_erasure(vault, grave)


def _permit(session: Session, publisher: UUID) -> Permit:
    categories = load_catalogue().dataset("personal.call_step").categories
    use = Use(publisher, Actor.PUBLISHER, Action.ERASE, "retention", categories)
    return session.require(use, Facts(retention_elapsed=True, legal_hold=False))


def main(arguments: Sequence[str]) -> None:
    """Measure growth alone, between two sizes."""
    few, many = (int(size) for size in arguments) if arguments else (FEW, MANY)
    with open_house() as house:
        for figure in measure_growth(house, few, many):
            print(f"{figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}")


if __name__ == "__main__":
    main(sys.argv[1:])
