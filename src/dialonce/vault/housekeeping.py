"""What must be done every few minutes: partitions ahead of time, and things whose time is over."""

from datetime import timedelta

from dialonce.storage.queries import execute
from dialonce.vault.caller_sessions import sweep_callers
from dialonce.vault.checkpoints import make_checkpoint
from dialonce.vault.offers import WINDOW
from dialonce.vault.overdue import Overdue
from dialonce.vault.retention import sweep
from dialonce.vault.rows import ensure_months
from dialonce.vault.session import SYSTEM, Vault

MONTHS_AHEAD = 2
LINK_KEPT = timedelta(days=1)
KEY_KEPT = timedelta(days=1)
_MONTH = timedelta(days=31)


async def keep_house(vault: Vault) -> None:
    """Make the next months' partitions; forget day-old offers, links that ended a day ago, callers’ sessions
    and codes that ended, and keys that wrap nothing."""
    now = vault.clock()
    async with vault.session([], SYSTEM) as session:
        first = now.replace(day=1)
        await ensure_months(session, [first + _MONTH * ahead for ahead in range(MONTHS_AHEAD + 1)])
    async with vault.keyring.transaction(*vault.directory.publishers) as conn:
        await execute(conn, "vault.sweep_offers", {"before": now - WINDOW})
        await execute(conn, "vault.sweep_links", {"before": now - LINK_KEPT})
        await execute(conn, "vault.retire_publisher_keys", {"before": now - KEY_KEPT})
    await sweep_callers(vault)


async def keep_night(vault: Vault) -> list[Overdue]:
    """Once a night: sweep what is past its term, and sign where the journal stands; what was swept."""
    swept = await sweep(vault)
    await make_checkpoint(vault)
    return swept
