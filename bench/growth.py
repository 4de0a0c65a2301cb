"""Whether it stays as fast and as small while events pass: part of `make bench` only, since it stores millions of them.

`python -m bench.growth [few] [many]` measures it alone, at other sizes. There is one caller for every 200 events, so that what
one caller has stays the same while the tables grow.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

import msgspec

from bench.figure import Figure, alternate, median
from bench.footprint import resident
from bench.house import House, Running, open_house, serving
from bench.load import Plan, measure
from bench.workload import BATCH, batch_request
from dialonce.app.parts import open_parts
from dialonce.policy import Action, Actor, Facts, Permit, Use, load_catalogue
from dialonce.vault import SYSTEM, Session, Vault, erase_subject, fetch, finish_erasure

FEW, MANY = 1_000_000, 10_000_000
EVENTS_A_CALLER = 200
ROUNDS, BATCHES_A_TURN, BATCHES_AT_ONCE = 7, 30, 100
SUBJECTS = 10
SEEN_AFTER = 7
"""Events a caller, drawn at random, after which nearly all callers came."""


class _Side(msgspec.Struct):
    """A house with so many stored events, and its server.

    `settled` is its worker's MiB once it had seen every caller: it remembers them, and no more of them come.
    """

    house: House
    running: Running
    stored: int
    settled: float = 0.0

    @property
    def callers(self) -> int:
        return self.stored // EVENTS_A_CALLER

    @property
    def size(self) -> str:
        return f"{self.stored / 1e6:g} M"


class Person(msgspec.Struct):
    """Milliseconds to read one caller and to erase them; medians over some callers."""

    read: float
    erase: float


def measure_growth(house: House, few: int = FEW, many: int = MANY) -> list[Figure]:
    """Event rate, memory, reading and erasing one caller at few and at many stored events, in turns.

    A house each: the minutes that pass while millions of events are stored change the machine more than they change us.
    """
    with open_house() as other, serving(other) as little, serving(house) as much:
        sides = _Side(other, little, few), _Side(house, much, many)
        for side in sides:
            _fill(side)
        rates = alternate(ROUNDS, *(partial(_pass, side, BATCHES_A_TURN) for side in sides))
        memory = _memory(much)
        people = alternate(ROUNDS, *(partial(_meet, side.house) for side in sides))
    small, large = sides
    reads, erasures = ([[getattr(one, name) for one in turns] for turns in people] for name in ("read", "erase"))

    def figure(what: str, unit: str, turns: list[list[float]], score: Callable[[float], float]) -> Figure:
        first, last = map(median, turns)
        return Figure(
            what=f"{what} at {large.size} stored events",
            ours=f"{last:,.1f} {unit}",
            beside=f"at {small.size}: {first:,.1f} {unit}",
            target=f"flat, ± 20 % (is {last / first - 1:+.0%})",
            score=score(last / first),
        )

    return [
        figure("event rate", "events/s", rates, lambda change: min(change, 1.0) / 0.8),
        Figure(
            what=f"memory of a worker at {large.size} stored events",
            ours=f"{memory:,.1f} MiB",
            beside=f"once all {large.callers:,} callers had come: {large.settled:,.1f} MiB",
            target=f"flat, ± 20 % (is {memory / large.settled - 1:+.0%})",
            score=1.2 * large.settled / memory,
        ),
        figure("reading one caller of 200 events", "ms", reads, lambda change: 1.2 / change),
        figure("erasing one caller of 200 events", "ms", erasures, lambda change: 1.2 / change),
    ]


def _fill(side: _Side) -> None:
    passed, memory = 0, 0.0
    while passed < side.stored:
        batches = min(BATCHES_AT_ONCE, -(-(side.stored - passed) // BATCH))
        _pass(side, batches)
        passed += batches * BATCH
        memory = _memory(side.running)
        side.settled = side.settled or (memory if passed >= SEEN_AFTER * side.callers else 0.0)
        print(f"{passed:,} of {side.stored:,} events; worker {memory:.0f} MiB", flush=True)
    side.settled = side.settled or memory
    stored = side.house.scalar("SELECT count(*) FROM personal.call_step")
    if stored < side.stored:
        raise RuntimeError(f"{stored:,} of {side.stored:,} events are stored.")


def _memory(running: Running) -> float:
    return sum(resident(pid) for pid in running.workers())


def _pass(side: _Side, batches: int) -> float:
    requests = [batch_request(side.house.furnished, callers=side.callers) for _ in range(batches)]
    load = measure(Plan(side.running.port, 2, 0, requests, once=True))
    if load.failed:
        raise RuntimeError(f"Batches failed: {load.statuses}")
    return load.rate * BATCH


def _meet(house: House) -> Person:
    """After a checkpoint: PostgreSQL logs a page whole when it changes first, and in a small table it would have changed."""
    with house.owner() as conn:
        conn.execute("CHECKPOINT")
        found = conn.execute(
            "SELECT subject_id FROM personal.subject ORDER BY random() LIMIT %s", (SUBJECTS,)
        ).fetchall()
    return asyncio.run(_read_and_erase(house, [row[0] for row in found]))


async def _read_and_erase(house: House, subjects: Sequence[UUID]) -> Person:
    async with open_parts(house.settings, house.addresses) as running:
        vault, publisher = running.parts.vault, house.furnished.publisher_id
        reads = [await _timed(vault, publisher, subject, erase=False) for subject in subjects]
        erasures = [await _timed(vault, publisher, subject, erase=True) for subject in subjects]
    return Person(median(reads), median(erasures))


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
