"""The release gate: the only reader of exact counts, and what leaves it has noise.

Each dataset of a period is released once, kept, and read again ever after: the same question gets the same answer, and asking
twice averages nothing out. The gate works as `dialonce_insights`, a role that cannot see any person's rows.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec

from dialonce.anonymity import Laplace, Noisy, best_estimate, fit_to_total, sum_of
from dialonce.insights.cube import Dataset, Period, datasets_of
from dialonce.insights.frame import Cell, Frame, cells_of, in_frame
from dialonce.insights.ledger import spend
from dialonce.insights.noise import DrawNoise
from dialonce.storage.queries import Connection, execute, fetch_all, fetch_value

Table = dict[Cell, int]
Drawn = tuple[Dataset, Table]
"""A dataset with the noise of its period, and its cells with that noise."""


class CountedCell(msgspec.Struct, frozen=True):
    cell: list[str]
    count: int


class _Named(msgspec.Struct, frozen=True):
    name: str


class Leave(msgspec.Struct, frozen=True):
    """Why and when a release may be made: the attack report that holds for the cube."""

    report_id: UUID
    now: datetime


async def release_period(
    conn: Connection, publisher_id: UUID, period: Period, starts_on: date, frame: Frame, draw: DrawNoise, leave: Leave
) -> int:
    """Release every dataset of one day or week; how many. Those that are out already stay as they are.

    Raises `BudgetSpent`; then nothing of the period was released.
    """
    await execute(conn, "insights_release.lock", {"publisher_id": publisher_id})
    place = {"publisher_id": publisher_id, "starts_on": starts_on}
    out = {row.name for row in await fetch_all(conn, "insights_release.released", place, _Named)}
    due = [dataset for dataset in datasets_of(period) if dataset.name not in out]
    tables = []
    for dataset in await _bounded(conn, due, starts_on):
        await spend(conn, publisher_id, dataset, starts_on)
        exact = await _exact(conn, publisher_id, dataset, starts_on, frame)
        tables.append((dataset, dict(zip(exact, draw(list(exact.values()), dataset.noise), strict=True))))
    settled = await _settled(conn, publisher_id, period, starts_on)
    for dataset, table in _agreeing(tables, settled):
        await _store(conn, publisher_id, dataset, starts_on, table, leave)
    return len(due)


async def _bounded(conn: Connection, due: Sequence[Dataset], starts_on: date) -> list[Dataset]:
    """The datasets with the noise that this period needs: every process that counted bounds a caller's day by itself."""
    if not due:
        return []
    values = {"since": starts_on, "until": starts_on + timedelta(days=due[0].days)}
    processes: int = await fetch_value(conn, "insights_release.processes", values)
    return [msgspec.structs.replace(one, noise=Laplace(one.noise.bound * processes, one.noise.epsilon)) for one in due]


async def _exact(conn: Connection, publisher_id: UUID, dataset: Dataset, starts_on: date, frame: Frame) -> Table:
    """What was counted, in every cell of the frame. It goes no further than to the noise."""
    since = datetime.combine(starts_on, time.min, UTC)
    values = {"publisher_id": publisher_id, "since": since, "until": since + timedelta(days=dataset.days)}
    table: Table = dict.fromkeys(cells_of(dataset, frame), 0)
    for row in await fetch_all(conn, f"insights_gate.{dataset.name}", values, CountedCell):
        cell = in_frame(dataset, frame, tuple(row.cell))
        if cell in table:
            table[cell] += row.count
    return table


async def _settled(conn: Connection, publisher_id: UUID, period: Period, starts_on: date) -> Mapping[str, int] | None:
    """A week's totals by outcome, from its days; a day has none before its own are settled."""
    if period == "day":
        return None
    values = {"publisher_id": publisher_id, "since": starts_on, "until": starts_on + timedelta(days=7)}
    rows = await fetch_all(conn, "insights_release.root", values, CountedCell)
    return {row.cell[0]: row.count for row in rows}


def _agreeing(tables: Sequence[Drawn], settled: Mapping[str, int] | None) -> list[Drawn]:
    """The tables, those that add up to all calls made to agree with each other."""
    totals = _totals(tables) if settled is None else settled
    return [(dataset, _fitted(table, totals) if dataset.adds_up else table) for dataset, table in tables]


def _totals(tables: Sequence[Drawn]) -> dict[str, int]:
    """What all tables that add up say together of each outcome."""
    adding = [(dataset, table) for dataset, table in tables if dataset.adds_up]
    outcomes = dict.fromkeys(cell[-1] for _, table in adding for cell in table)
    return {
        outcome: round(best_estimate([_told(dataset, table, outcome) for dataset, table in adding]).value)
        for outcome in outcomes
    }


def _told(dataset: Dataset, table: Table, outcome: str) -> Noisy:
    variance = dataset.noise.variance
    return sum_of([Noisy(count, variance) for cell, count in table.items() if cell[-1] == outcome])


def _fitted(table: Table, totals: Mapping[str, int]) -> Table:
    fitted = dict(table)
    for outcome, total in totals.items():
        cells = [cell for cell in table if cell[-1] == outcome]
        fitted.update(zip(cells, fit_to_total([table[cell] for cell in cells], total), strict=True))
    return fitted


async def _store(
    conn: Connection, publisher_id: UUID, dataset: Dataset, starts_on: date, table: Table, leave: Leave
) -> None:
    place = {"publisher_id": publisher_id, "dataset": dataset.name, "starts_on": starts_on}
    values = {
        **place,
        "days": dataset.days,
        "bound": dataset.noise.bound,
        "epsilon": dataset.noise.epsilon,
        "report_id": leave.report_id,
        "now": leave.now,
    }
    await execute(conn, "insights_release.add", values)
    cells: Sequence[str] = [msgspec.json.encode(cell).decode() for cell in table]
    await execute(conn, "insights_release.add_cells", {**place, "cells": cells, "counts": list(table.values())})
