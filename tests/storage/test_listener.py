"""The ear of a process: it outlives lost connections and handlers that find the database away."""

import asyncio

import anyio
import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.errors import Unavailable
from dialonce.storage.listener import Listener

pytestmark = pytest.mark.anyio
CHANNEL = "dialonce_test"


async def until(heard: list[frozenset[str]], wanted: frozenset[str]) -> None:
    with anyio.fail_after(10):
        while wanted not in heard:
            await asyncio.sleep(0.02)


async def test_listener_hears_and_reads_again_after_a_lost_connection(
    addresses: Addresses, owner: AsyncConnection
) -> None:
    heard: list[frozenset[str]] = []

    async def hear(payloads: frozenset[str]) -> None:
        heard.append(payloads)

    listener = Listener(addresses.owner, {CHANNEL: hear})
    await listener.start()
    assert heard == [frozenset()]
    await owner.execute(f"NOTIFY {CHANNEL}, 'one'")
    await until(heard, frozenset({"one"}))
    heard.clear()
    await owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
    )
    await until(heard, frozenset())
    await owner.execute(f"NOTIFY {CHANNEL}, 'two'")
    await until(heard, frozenset({"two"}))
    await listener.stop()


async def test_listener_goes_on_when_a_handler_finds_the_database_away(
    addresses: Addresses, owner: AsyncConnection
) -> None:
    """After a restart of the database the pools may still be empty-handed: what is announced later must be heard."""
    heard: list[frozenset[str]] = []
    failures = [Unavailable("away"), Unavailable("away")]

    async def hear(payloads: frozenset[str]) -> None:
        if failures:
            raise failures.pop()
        heard.append(payloads)

    listener = Listener(addresses.owner, {CHANNEL: hear})
    with anyio.fail_after(10):
        await listener.start()
    await owner.execute(f"NOTIFY {CHANNEL}, 'one'")
    await until(heard, frozenset({"one"}))
    await listener.stop()


async def test_listener_that_cannot_begin_says_why_instead_of_waiting(addresses: Addresses) -> None:
    async def hear(payloads: frozenset[str]) -> None:
        raise OverflowError("a fault of the program")

    listener = Listener(addresses.owner, {CHANNEL: hear})
    with anyio.fail_after(10), pytest.raises(OverflowError):
        await listener.start()
    await listener.stop()


async def test_listener_is_not_deafened_by_a_fault_of_its_handler(addresses: Addresses, owner: AsyncConnection) -> None:
    heard: list[frozenset[str]] = []

    async def hear(payloads: frozenset[str]) -> None:
        if "bad" in payloads:
            raise ValueError("a fault of the program")
        heard.append(payloads)

    listener = Listener(addresses.owner, {CHANNEL: hear})
    await listener.start()
    heard.clear()
    await owner.execute(f"NOTIFY {CHANNEL}, 'bad'")
    await until(heard, frozenset())
    await owner.execute(f"NOTIFY {CHANNEL}, 'one'")
    await until(heard, frozenset({"one"}))
    await listener.stop()
