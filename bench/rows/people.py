"""Access and erasure of one caller with 10,000 events among a million: beside SQL by hand, undecrypted.

`python -m bench.rows.people` measures it alone.
"""

import asyncio
import json
import time
from uuid import UUID

from bench.figure import Figure, median
from bench.house import House, open_house
from bench.rows.history import OWN, store_history, store_others, tidy
from dialonce.app.parts import open_parts
from dialonce.policy import Action, Actor, Permit, Use, load_catalogue
from dialonce.policy import Subjects as WhoseData
from dialonce.vault import SYSTEM, Session, Vault, erase_subject, export_subject, finish_erasure
from tests.vault.people import ALLOWING

ROUNDS = 5
NUMBERS = [f"+3363333{place:04d}" for place in range(2 * ROUNDS)]


def measure_people(house: House, rounds: int = ROUNDS) -> list[Figure]:
    """Milliseconds to export one caller, to make one unreadable, and until the last row is gone."""
    with house.owner() as conn:
        first = conn.execute("SELECT date_trunc('month', now())::date::text").fetchone()
        store_others(conn, house, first[0] if first else "")
    callers = [asyncio.run(store_history(house, number)) for number in NUMBERS[: 2 * rounds]]
    tidy(house)
    access = asyncio.run(_measure_access(house, callers[0], rounds))
    access_by_hand = median([_select_by_hand(house, callers[0]) for _ in range(rounds)])
    erased = asyncio.run(_measure_erasures(house, callers[:rounds]))
    gone_by_hand = median([_delete_by_hand(house, caller) for caller in callers[rounds:]])
    unreadable, gone = median([each[0] for each in erased]), median([each[1] for each in erased])
    return [
        Figure(
            what=f"access export, caller of {OWN:,} events among 1 M",
            ours=f"{access:,.0f} ms",
            beside=f"SELECT and JSON by hand, undecrypted: {access_by_hand:,.0f} ms",
            target=f"≤ 4 × by hand (is {access / access_by_hand:.1f} ×), ≤ 1 s",
            score=min(4 * access_by_hand / access, 1_000 / access),
        ),
        Figure(
            what="erasure of that caller: unreadable",
            ours=f"{unreadable:,.1f} ms",
            beside="—",
            target="≤ 10 ms whatever the history",
            score=10 / unreadable,
        ),
        Figure(
            what="erasure of that caller: gone from the database",
            ours=f"{gone:,.0f} ms",
            beside=f"DELETE by hand: {gone_by_hand:,.0f} ms",
            target=f"≤ 2 × by hand (is {gone / gone_by_hand:.1f} ×)",
            score=2 * gone_by_hand / gone,
        ),
    ]


async def _measure_access(house: House, caller: UUID, rounds: int) -> float:
    async with open_parts(house.settings, house.addresses) as running:
        return median([await _export(running.parts.vault, house, caller) for _ in range(rounds)])


async def _export(vault: Vault, house: House, caller: UUID) -> float:
    began = time.perf_counter()
    async with vault.session([house.furnished.publisher_id], SYSTEM) as session:
        found = await export_subject(session, _permit(session, Action.READ), caller)
    text = json.dumps([dict(row) for exported in found.datasets for row in exported.rows], default=str)
    milliseconds = (time.perf_counter() - began) * 1_000
    if text.count("call-start") < OWN:
        raise RuntimeError("The export lacks events.")
    return milliseconds


def _select_by_hand(house: House, caller: UUID) -> float:
    with house.owner() as conn:
        began = time.perf_counter()
        rows = conn.execute("SELECT * FROM personal.call_step WHERE subject_id = %s", (caller,)).fetchall()
        json.dumps(rows, default=str)
        return (time.perf_counter() - began) * 1_000


async def _measure_erasures(house: House, callers: list[UUID]) -> list[tuple[float, float]]:
    async with open_parts(house.settings, house.addresses) as running:
        return [await _erase(running.parts.vault, house, caller) for caller in callers]


async def _erase(vault: Vault, house: House, caller: UUID) -> tuple[float, float]:
    began = time.perf_counter()
    async with vault.session([house.furnished.publisher_id], SYSTEM) as session:
        grave = await erase_subject(session, _permit(session, Action.ERASE), caller)
        unreadable = time.perf_counter() - began
    await finish_erasure(vault, grave)
    return unreadable * 1_000, (time.perf_counter() - began) * 1_000


def _delete_by_hand(house: House, caller: UUID) -> float:
    with house.owner() as conn:
        began = time.perf_counter()
        with conn.transaction():
            for table in ("call_step", "subject"):
                conn.execute(f"DELETE FROM personal.{table} WHERE subject_id = %s".encode(), (caller,))
        return (time.perf_counter() - began) * 1_000


def _permit(session: Session, action: Action) -> Permit:
    held = [each.categories for _, each in load_catalogue().running() if each.subjects is WhoseData.CALLER]
    use = Use(session.publisher, Actor.PUBLISHER, action, "subject-rights", frozenset[str]().union(*held), "subject")
    return session.require(use, ALLOWING)


if __name__ == "__main__":
    with open_house() as opened:
        for figure in measure_people(opened):
            print(f"{figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}")
