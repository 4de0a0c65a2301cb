"""One caller with 10,000 sealed events among a million rows of others."""

import uuid
from datetime import timedelta

from psycopg import Connection

from bench.house import House
from dialonce.app.parts import open_parts
from dialonce.vault import SYSTEM, NewRow, SubjectRef, Vault, provide_months, store
from tests.vault.people import collecting

OWN, OTHERS, BATCH = 10_000, 1_000_000, 1_000


async def store_history(house: House, number: str, *, events: int = OWN) -> uuid.UUID:
    """Events of one caller over the last weeks, through the vault's door; the caller's pseudonym."""
    async with open_parts(house.settings, house.addresses) as running:
        vault, publisher = running.parts.vault, house.furnished.publisher_id
        (subject,) = await vault.keyring.resolve(publisher, "phone-number", [number], vault.clock())
        await provide_months(vault, [vault.clock(), vault.clock() - timedelta(days=28)])
        for first in range(0, events, BATCH):
            await _store_batch(house, vault, subject, number, range(first, min(first + BATCH, events)))
        return subject.subject_id


async def _store_batch(house: House, vault: Vault, subject: SubjectRef, number: str, places: range) -> None:
    publisher = house.furnished.publisher_id
    async with vault.session([publisher], SYSTEM) as session:
        rows = [
            NewRow(
                subject,
                uuid.uuid4(),
                (
                    session.now - timedelta(minutes=4 * place),
                    house.furnished.line_id,
                    house.furnished.solution_id,
                    "call-start",
                ),
                {"culture": "fr-FR"},
            )
            for place in places
        ]
        identities = {subject.subject_id: {"phone-number": number}}
        await store(session, collecting(session, publisher), "call_step", rows, identities=identities)


def store_others(conn: Connection[tuple[object, ...]], house: House, month: str, rows: int = OTHERS) -> None:
    """Rows of other callers in one month, put in by SQL; their sealed values are noise of the usual length."""
    conn.execute("SELECT personal.ensure_month(%s::date)", (month,))
    conn.execute(
        """INSERT INTO personal.call_step (subject_id, step_id, occurred_at, publisher_id, line_id, solution_id, step, sealed)
           SELECT md5((n %% 5000)::text)::uuid, gen_random_uuid(), %(month)s::timestamptz + n * interval '2 seconds',
                  %(publisher)s, %(line)s, %(solution)s, 'call-start', decode(md5(n::text) || md5(n::text), 'hex')
             FROM generate_series(1, %(rows)s) AS n""",
        {
            "month": f"{month} 00:00:00+00",
            "publisher": house.furnished.publisher_id,
            "line": house.furnished.line_id,
            "solution": house.furnished.solution_id,
            "rows": rows,
        },
    )
    conn.execute("ANALYZE personal.call_step")


def tidy(house: House) -> None:
    """What PostgreSQL does by itself within minutes: until then whoever reads a row first marks it as committed, page by page."""
    with house.owner() as conn:
        conn.execute("VACUUM ANALYZE personal.call_step")
        conn.execute("CHECKPOINT")
