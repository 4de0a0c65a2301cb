"""The embedded server takes its share of the memory that there is, and no more."""

from pathlib import Path

import pytest
from psycopg import AsyncConnection

from dialonce.storage.shared_buffers import MIB, shared_buffers, usable_memory


@pytest.mark.parametrize(
    ("memory", "share"), [(512, 128), (1_024, 128), (8_192, 1_024), (24_576, 3_072), (10**6, 4_096)]
)
def test_share_is_an_eighth_within_bounds(memory: int, share: int) -> None:
    assert shared_buffers(memory * MIB) == share * MIB


def test_container_with_a_limit_counts_as_a_machine_of_that_size(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    limit.write_text(f"{300 * MIB}\n")

    assert usable_memory((limit,)) == 300 * MIB


def test_container_without_a_limit_may_use_the_machine(tmp_path: Path) -> None:
    unlimited = tmp_path / "memory.max"
    unlimited.write_text("max\n")

    assert usable_memory((unlimited, tmp_path / "absent")) == usable_memory(()) > 0


async def test_embedded_server_runs_with_it(owner: AsyncConnection) -> None:
    row = await (await owner.execute("SELECT pg_size_bytes(current_setting('shared_buffers'))")).fetchone()

    assert row is not None
    assert row[0] == shared_buffers(usable_memory()) // MIB * MIB
