"""How much memory the embedded PostgreSQL keeps its pages in."""

import os
from collections.abc import Iterable
from pathlib import Path

MIB = 2**20
SHARE = 8
LEAST, MOST = 128 * MIB, 4_096 * MIB
CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def shared_buffers(memory: int) -> int:
    """Bytes of `shared_buffers` on a machine with `memory` bytes: an eighth, and between 128 MiB and 4 GiB.

    Half of what PostgreSQL's manual proposes for a machine of its own: the service works on the same one.
    """
    return min(max(memory // SHARE, LEAST), MOST)


def usable_memory(limits: Iterable[Path] = CGROUP_LIMITS) -> int:
    """Bytes of memory that this process may use: the machine's, or a container's when that is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min((machine, *(limit for path in limits if (limit := _limit_of(path)) is not None)))


def _limit_of(path: Path) -> int | None:
    """The limit that a control group's file names; None where there is no such file, and where it says `max`."""
    try:
        return int(path.read_text("ascii"))
    except (OSError, ValueError):
        return None
