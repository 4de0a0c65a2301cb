"""Menus whose hour of publication has come."""

from dialonce.publishers import due_publishers, publish_due
from dialonce.vault import SYSTEM, Vault


async def publish_menus(vault: Vault) -> int:
    """Publish what is due, publisher by publisher; how many menus. What fails for one is tried again a minute later."""
    async with vault.session(list(vault.directory.publishers), SYSTEM) as session:
        due = await due_publishers(session)
    published = 0
    for publisher_id in due:
        async with vault.session([publisher_id], SYSTEM) as session:
            published += await publish_due(session)
    return published
