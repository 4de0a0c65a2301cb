"""`kill -9` under load, a few times; `python -m bench.faults` does it as often as you like."""

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from bench.faults import kill_postgres, restart_postgres, restart_server, start_postgres, survive
from bench.house import House, open_house, start


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with open_house() as opened:
        yield opened


def test_acknowledged_events_survive_kills_and_none_is_stored_twice(house: House) -> None:
    running = start(house)
    try:
        of_server = asyncio.run(survive(house, running, lambda: restart_server(house, running), seconds=0.7))
        of_database = asyncio.run(survive(house, running, lambda: restart_postgres(house), seconds=0.7))
    finally:
        running.stop()
    for outcome in (of_server, of_database):
        assert outcome.acknowledged > 0
        assert (outcome.lost, outcome.twice) == (0, 0)
    assert of_database.statuses <= {202, 503}


def test_server_ends_when_it_is_told_to_while_its_database_is_away(house: House) -> None:
    running = start(house)
    try:
        kill_postgres(house)
        os.killpg(running.process.pid, signal.SIGTERM)
        assert running.process.wait(60) == 0
    finally:
        running.stop()
        start_postgres(house)
