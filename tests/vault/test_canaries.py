"""Fifty values that nobody else has, stored in every sealed place: no dump and no log of the database holds one."""

import re
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.storage.embedded import EmbeddedServer
from dialonce.storage.programs import run_client
from dialonce.vault import SYSTEM, NewRow, ensure_months, store
from tests.vault.people import call, collecting, new_publisher

pytestmark = pytest.mark.anyio
NUMBERS = [f"+336987{n:05}" for n in range(70_000, 70_020)]
ANSWERS = [f"canary-answer-{n}" for n in range(20)]
VALUES = [f"canary-value-{n}" for n in range(10)]


async def store_canaries(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    for number in NUMBERS:
        await call(vault, publisher, number)
    async with vault.session([publisher], SYSTEM) as session:
        await ensure_months(session, [session.now])
        permit = collecting(session, publisher)
        subjects = await session.keyring.resolve(publisher, "phone-number", NUMBERS, session.now)
        for subject, answer in zip(subjects, ANSWERS, strict=True):
            clear = (session.now, uuid4(), uuid4(), 1, "screen", "form", "new", None)
            await store(session, permit, "form_answer", [NewRow(subject, uuid4(), clear, {"answers": {"a": answer}})])
        for subject, value in zip(subjects, VALUES, strict=False):
            clear = (session.now, uuid4(), uuid4(), uuid4(), 1, "button", "screen", "element")
            await store(session, permit, "interaction", [NewRow(subject, uuid4(), clear, {"value": value})])


async def provoke_errors(running: Running) -> None:
    """Statements that PostgreSQL refuses while their parameters hold a canary."""
    async with running.directory_pool.connection() as conn:
        for wrong in ("SELECT %s::text::integer", "SELECT 1 / 0 WHERE %s::text <> ''", "SELECT %s::text FROM nowhere"):
            with pytest.raises(Exception, match=r"."):
                await conn.execute(wrong, (NUMBERS[0],))


@pytest.mark.clause("8-c", "8-a")
async def test_no_canary_is_in_a_dump_or_in_the_log(
    running: Running,
    addresses: Addresses,
    cluster: EmbeddedServer,
    owner: AsyncConnection,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await store_canaries(running)
    await provoke_errors(running)
    dump = tmp_path / "dump.sql"
    await run_client("pg_dump", addresses.owner, f"--file={dump}")
    await owner.execute("SELECT pg_stat_force_next_flush()")
    activity = await (await owner.execute("SELECT string_agg(query, ' ') FROM pg_stat_activity")).fetchone()
    places = {
        "dump": dump.read_bytes(),
        "log": (cluster.folder / "postgres.log").read_bytes(),
        "activity": str(activity).encode(),
    }
    canaries = [number.removeprefix("+33") for number in NUMBERS] + ANSWERS + VALUES
    seen = [(place, canary) for place, text in places.items() for canary in canaries if found(canary, text)]
    with capsys.disabled():
        sys.stdout.write(f"\n{len(canaries)} canaries in {', '.join(places)}: {len(seen)} found\n")
    assert seen == []
    assert b"form_answer" in places["dump"]


def found(canary: str, text: bytes) -> bool:
    """As it stands, or in hexadecimal."""
    raw = canary.encode()
    return bool(re.search(re.escape(raw), text)) or raw.hex().encode() in text


def test_search_finds_what_is_there() -> None:
    assert found("canary-1", b"x canary-1 y")
    assert found("canary-1", b"\\x" + b"canary-1".hex().encode())
    assert not found("canary-1", b"nothing")
