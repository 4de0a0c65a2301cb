"""Retention: a month of a million events past its term, dropped whole, beside deleting it.

`python -m bench.rows.months` measures it alone.
"""

import os
import time

from bench.figure import Figure, median
from bench.house import House, open_house
from bench.rows.history import OTHERS, store_others
from dialonce.storage.personal.rows import personal_statement

MONTHS = ("2023-01-01", "2023-02-01", "2023-03-01")
DELETED = "2023-04-01"


def measure_months(house: House, rows: int = OTHERS) -> list[Figure]:
    """Milliseconds to drop such a month, and to delete one by SQL, each on the disk and in no memory, as after a year."""
    for month in (*MONTHS, DELETED):
        with house.owner() as conn:
            store_others(conn, house, month, rows)
    deleted, vacuumed = _delete(house, DELETED)
    with house.owner() as conn:
        conn.execute("DROP TABLE personal.call_step_202304, personal.interaction_202304")
    dropped = median([_drop(house, month) for month in MONTHS])
    return [
        Figure(
            what=f"retention: a month of {rows / 1e6:g} M events past its term",
            ours=f"{dropped:,.0f} ms",
            beside=f"DELETE: {deleted:,.0f} ms, and the VACUUM that gives the room back: {vacuumed:,.0f} ms",
            target=f"≥ 50 × faster (is {deleted / dropped:,.0f} ×)",
            score=deleted / dropped / 50,
        )
    ]


def _delete(house: House, month: str) -> tuple[float, float]:
    _leave_alone(house)
    with house.owner() as conn:
        began = time.perf_counter()
        conn.execute(
            "DELETE FROM personal.call_step WHERE occurred_at >= %(m)s::date AND occurred_at < %(m)s::date + interval '1 month'",
            {"m": month},
        )
        deleted = time.perf_counter()
        conn.execute(f"VACUUM personal.call_step_{month[:4]}{month[5:7]}".encode())
        return (deleted - began) * 1_000, (time.perf_counter() - deleted) * 1_000


def _drop(house: House, month: str) -> float:
    """As the sweep does it: look for held rows, then drop."""
    _leave_alone(house)
    with house.owner() as conn:
        began = time.perf_counter()
        values = {"table": "call_step", "before": f"{month[:5]}{int(month[5:7]) + 1:02}-01 00:00:00+00"}
        conn.execute(personal_statement("legal_hold", "drop_months"), values)
        return (time.perf_counter() - began) * 1_000


def _leave_alone(house: House) -> None:
    """Nobody touched the rows for a year: neither PostgreSQL nor the operating system remembers them."""
    house.server.stop()
    os.sync()
    for path in (house.server.data / "base").rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    house.server.start()


if __name__ == "__main__":
    with open_house() as opened:
        for figure in measure_months(opened):
            print(f"{figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}")
