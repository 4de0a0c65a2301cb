"""A process of its own that knows a caller: key, index and parsed number are in its memory. Each line it reads, it says so.

Arguments: database address, publisher, number.
"""

import asyncio
import sys
from uuid import UUID

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.numbers import find_number
from dialonce.settings import Settings


def knows(running: Running, subject_id: UUID) -> str:
    """What is in this process's memory: the caller's key, and how many parsed numbers."""
    key = running.parts.vault.keyring.holds(subject_id)
    return f"key={key} numbers={find_number.cache_info().currsize}"


async def main(url: str, publisher: UUID, number: str) -> None:
    async with open_parts(Settings(root_key="5a" * 32), Addresses(url, url, url, url)) as running:
        vault = running.parts.vault
        find_number(number, "FR")
        (subject,) = await vault.keyring.resolve(publisher, "phone-number", [number], vault.clock())
        while True:
            sys.stdout.write(knows(running, subject.subject_id) + "\n")
            sys.stdout.flush()
            if not await asyncio.to_thread(sys.stdin.readline):
                return


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], UUID(sys.argv[2]), sys.argv[3]))
