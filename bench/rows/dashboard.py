"""The statistics page over ten million recorded events: served from what is published, beside SQL over the events.

`python -m bench.rows.dashboard [events]` measures it alone.
"""

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.request import Request, urlopen

from psycopg import Connection

from bench.figure import Figure, median
from bench.house import House, open_house, serving
from bench.load import Load, Plan, measure, request
from dialonce.app.parts import Running, open_parts
from dialonce.insights import ensure_attested, release_due
from dialonce.staff import Role, invite_staff, open_session
from dialonce.vault import SYSTEM, CountKey, system_clock

EVENTS, WEEKS, STEPS_A_CALL = 10_000_000, 8, 4
VIEWS, ROUNDS, SLOWEST = 200, 3, 50.0
# Of ten calls: what each came to, and the steps that say so.
_OUTCOMES = {"solved": 4, "voice": 2, "declined": 3, "no-answer": 1}
_INSERT = """
INSERT INTO personal.call_step (subject_id, step_id, occurred_at, publisher_id, line_id, solution_id, step, sealed)
SELECT md5((call %% 200000)::text)::uuid, gen_random_uuid(),
       %(since)s::timestamptz + call * %(apart)s::interval + step.place * interval '20 seconds',
       %(publisher)s, %(line)s, %(solution)s, step.name, decode(md5(call::text) || md5(call::text), 'hex')
  FROM generate_series(0, %(calls)s - 1) AS call
 CROSS JOIN LATERAL (VALUES
   (0, 'call-start'),
   (1, CASE WHEN call %% 10 < 6 THEN 'answer-get-sms' WHEN call %% 10 < 9 THEN 'answer-no-sms' ELSE 'call-error' END),
   (2, CASE WHEN call %% 10 IN (4, 5) THEN 'call-continued' ELSE 'menu-shown' END),
   (3, 'call-end')) AS step (place, name)"""
# The cheapest of what the page shows: steps by day. What calls came to would ask for a join on top.
_BY_HAND = """
SELECT date_trunc('day', occurred_at), line_id, step, count(*) FROM personal.call_step
 WHERE publisher_id = %(publisher)s AND occurred_at >= %(since)s AND occurred_at < %(until)s GROUP BY 1, 2, 3"""


def measure_dashboard(house: House, events: int = EVENTS) -> list[Figure]:
    """Milliseconds at the server for the page, and for one count by SQL over the same weeks."""
    since = _first_monday(system_clock())
    calls = events // STEPS_A_CALL
    with house.owner() as conn:
        _store(conn, house, since, calls)
        by_hand = median([_count_by_hand(conn, house, since) for _ in range(ROUNDS)])
    slug, ticket = asyncio.run(_publish(house, since, calls))
    with serving(house) as running:
        loads = _views(running.port, f"/console/{slug}/insights?weeks=4", ticket)
    took = median([load.p50 for load in loads])
    return [
        Figure(
            what=f"dashboard page over {events / 1e6:g} M recorded events",
            ours=f"{took:.1f} ms, p95 {median([load.p95 for load in loads]):.1f} ms",
            beside=f"steps by day, by SQL over the events: {by_hand:,.0f} ms",
            target=f"≤ {SLOWEST:g} ms, ≥ 100 × faster (is {by_hand / took:,.0f} ×)",
            score=min(SLOWEST / took, by_hand / took / 100),
        )
    ]


def _views(port: int, path: str, ticket: str) -> list[Load]:
    """Loads of the page, after one that warms it. Raises RuntimeError when it shows no figures."""
    cookie = f"staff={ticket}"
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie, "Accept": "text/html"})) as page:
        if page.read().count(b"<table") < WEEKS // 2:
            raise RuntimeError("The page shows no figures.")
    asked = request("GET", path).replace(b"\r\n\r\n", b"\r\nCookie: %b\r\n\r\n" % cookie.encode())
    plan = Plan(port, 1, 0, [asked] * VIEWS, once=True)
    measure(plan)
    loads = [measure(plan) for _ in range(ROUNDS)]
    if any(load.failed for load in loads):
        raise RuntimeError(f"The page failed: {loads[0].statuses}")
    return loads


def _first_monday(now: datetime) -> datetime:
    """The Monday that so many whole weeks of figures begin with; the last of them is complete."""
    today = datetime(now.year, now.month, now.day, tzinfo=UTC)
    return today - timedelta(days=today.weekday(), weeks=WEEKS + 1)


def _store(conn: Connection[Any], house: House, since: datetime, calls: int) -> None:
    for week in range(WEEKS + 2):
        conn.execute("SELECT personal.ensure_month(%s::date)", (since + timedelta(weeks=week),))
    values = {"since": since, "apart": timedelta(weeks=WEEKS) / calls, "calls": calls, **_place(house)}
    conn.execute(_INSERT.encode(), values)
    conn.execute("VACUUM ANALYZE personal.call_step")


def _place(house: House) -> dict[str, object]:
    made = house.furnished
    return {"publisher": made.publisher_id, "line": made.line_id, "solution": made.solution_id}


def _count_by_hand(conn: Connection[Any], house: House, since: datetime) -> float:
    began = time.perf_counter()
    conn.execute(
        _BY_HAND.encode(), {**_place(house), "since": since, "until": since + timedelta(weeks=WEEKS)}
    ).fetchall()
    return (time.perf_counter() - began) * 1_000


async def _publish(house: House, since: datetime, calls: int) -> tuple[str, str]:
    """Count these calls as they ended, attack, release; the publisher's address and the ticket of an analyst."""
    publisher_id = house.furnished.publisher_id
    async with open_parts(house.settings, house.addresses) as running:
        await _count(running, house, since, calls)
        await ensure_attested(running.parts.insights, trials=500)
        await release_due(running.parts.insights, publisher_id)
        async with running.parts.vault.session([publisher_id], SYSTEM) as session:
            who = await invite_staff(session, running.parts.staff, "Noa Garnier", "noa@bench.example", Role.ANALYST)
            ticket = await open_session(session, who.staff_id, second_factor=True)
        return running.parts.vault.directory.publishers[publisher_id].slug, ticket


async def _count(running: Running, house: House, since: datetime, calls: int) -> None:
    """What the recorder would have counted of these calls: each hour's outcomes."""
    made, hours = house.furnished, WEEKS * 7 * 24
    async with running.parts.vault.session([made.publisher_id], SYSTEM) as session:
        for hour in range(hours):
            for outcome, share in _OUTCOMES.items():
                key = CountKey(
                    publisher_id=made.publisher_id,
                    line_id=made.line_id,
                    hour=since + timedelta(hours=hour),
                    step="outcome",
                    element=outcome,
                    solution_id=made.solution_id,
                    culture="fr",
                    device="phone",
                    region="fr-mobile",
                )
                session.count(key, max(1, calls * share // 10 // hours))


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    with open_house() as opened:
        for figure in measure_dashboard(opened, size):
            print(f"{figure.what}: {figure.ours}  [{figure.beside}]  {figure.target}")
