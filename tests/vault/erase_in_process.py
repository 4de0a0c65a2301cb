"""A process of its own that erases one subject: killed at any point by its test.

Arguments: database address, publisher, subject. Says `ready` when it is about to begin.
"""

import asyncio
import sys
from uuid import UUID

from dialonce.app.addresses import Addresses
from dialonce.app.parts import open_parts
from dialonce.settings import Settings
from dialonce.vault import SYSTEM, erase_subject, finish_erasure
from tests.vault.people import erasing


async def main(url: str, publisher: UUID, subject: UUID) -> None:
    async with open_parts(Settings(root_key="5a" * 32), Addresses(url, url, url, url)) as running:
        vault = running.parts.vault
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        async with vault.session([publisher], SYSTEM) as session:
            grave = await erase_subject(session, erasing(session, publisher), subject)
        await finish_erasure(vault, grave)
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], UUID(sys.argv[2]), UUID(sys.argv[3])))
