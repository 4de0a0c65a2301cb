"""Whether it stays as fast and as small while events pass: part of `make bench` only, since it stores millions of them."""

from bench.figure import Figure
from bench.footprint import resident
from bench.house import House, serving
from bench.load import Plan, measure
from bench.workload import BATCH, batch_request

FEW, MANY = 1_000_000, 10_000_000
MEASURED = 100


def measure_growth(house: House) -> list[Figure]:
    """The event rate and the worker's memory at 1 M and at 10 M stored events."""
    with serving(house) as running:
        rates, sizes = [], []
        for stored in (FEW, MANY):
            _fill(house, running.port, stored)
            rates.append(_pass(house, running.port, MEASURED))
            sizes.append(sum(resident(pid) for pid in running.workers()))
    change, grown = rates[1] / rates[0], sizes[1] / sizes[0]
    return [
        Figure(
            what="event rate at 10 M stored events",
            ours=f"{rates[1]:,.0f} events/s",
            beside=f"at 1 M: {rates[0]:,.0f} events/s",
            target=f"flat, ± 20 % (is {change - 1:+.0%})",
            score=min(change, 1.0) / 0.8,
        ),
        Figure(
            what="memory of a worker after 10 M events",
            ours=f"{sizes[1]:.0f} MiB",
            beside=f"after 1 M: {sizes[0]:.0f} MiB",
            target=f"flat, ± 20 % (is {grown - 1:+.0%})",
            score=1.2 / grown,
        ),
    ]


def _fill(house: House, port: int, stored: int) -> None:
    while (missing := stored - house.scalar("SELECT count(*) FROM personal.call_step")) > 0:
        _pass(house, port, min(200, -(-missing // BATCH)))


def _pass(house: House, port: int, batches: int) -> float:
    load = measure(Plan(port, 2, 0, [batch_request(house.furnished) for _ in range(batches)], once=True))
    if load.failed:
        raise RuntimeError(f"Batches failed: {load.statuses}")
    return load.rate * BATCH
