"""The directory in memory: a change of one publisher's lines reads that publisher's lines again, and no others."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import anyio
import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.storage.directory import Directory
from dialonce.storage.listener import Listener
from tests.vault.people import new_publisher

pytestmark = pytest.mark.anyio


async def add_lines(owner: AsyncConnection, publisher: UUID, prefix: str, count: int) -> None:
    await owner.execute(
        """INSERT INTO core.line (line_id, publisher_id, number, created_at, updated_at)
           SELECT gen_random_uuid(), %s, %s || lpad(n::text, 6, '0'), now(), now() FROM generate_series(1, %s) AS n""",
        (publisher, prefix, count),
    )


@pytest.fixture
async def heard(addresses: Addresses) -> AsyncIterator[list[frozenset[str]]]:
    """What processes are told of the directory."""
    told: list[frozenset[str]] = []

    async def hear(payloads: frozenset[str]) -> None:
        told.append(payloads)

    listener = Listener(addresses.owner, {"dialonce_directory": hear})
    await listener.start()
    yield told
    await listener.stop()


async def test_change_of_lines_names_whose_changed(
    running: Running, owner: AsyncConnection, heard: list[frozenset[str]]
) -> None:
    one, other = await new_publisher(running), await new_publisher(running)
    await add_lines(owner, one, "+33188", 3)
    await add_lines(owner, other, "+33189", 3)
    with anyio.fail_after(5):
        while not {f"line:{one}", f"line:{other}"} <= {change for changes in heard for change in changes}:
            await anyio.sleep(0.02)
    heard.clear()
    await owner.execute("UPDATE core.line SET label = 'x' WHERE publisher_id = %s", (one,))
    await owner.execute("DELETE FROM core.line WHERE publisher_id = %s", (other,))
    with anyio.fail_after(5):
        while len({change for changes in heard for change in changes}) < 2:
            await anyio.sleep(0.02)
    assert {change for changes in heard for change in changes} == {f"line:{one}", f"line:{other}"}


async def test_lines_of_one_publisher_are_read_again_alone(running: Running, owner: AsyncConnection) -> None:
    """Twenty thousand lines of others stay as they are in memory, the very same objects."""
    # One of its own: that of the running process hears of the changes meanwhile and reads them when it likes.
    directory = Directory()
    small, large = await new_publisher(running), await new_publisher(running)
    await add_lines(owner, large, "+33187", 20_000)
    await add_lines(owner, small, "+33186", 2)
    async with running.directory_pool.connection() as conn:
        await directory.refresh(conn, frozenset({"line"}))
        before = directory.lines["+33187000001"]
        await owner.execute("UPDATE core.line SET label = 'Accueil' WHERE number = '+33186000001'")
        await owner.execute("DELETE FROM core.line WHERE number = '+33186000002'")
        await directory.refresh(conn, frozenset({f"line:{small}"}))
    assert directory.lines["+33186000001"].label == "Accueil"
    assert "+33186000002" not in directory.lines
    assert directory.lines["+33187000001"] is before
    assert len(directory.lines) == len(directory.lines_by_id)
    async with running.directory_pool.connection() as conn:
        await directory.refresh(conn, frozenset({f"line:{uuid4()}"}))
        assert directory.lines["+33187000001"] is before
        await directory.refresh(conn, frozenset({"line"}))
    assert directory.lines["+33187000001"] is not before
    assert len([line for line in directory.lines.values() if line.publisher_id == large]) == 20_000
