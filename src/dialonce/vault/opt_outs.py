"""Out of the service and back in: a keyed fingerprint of the number is all that is kept (4.2-b5, GDPR 21)."""

from uuid import UUID

from dialonce.storage.queries import execute
from dialonce.vault.announcements import OPT_OUT, OptOut, announce
from dialonce.vault.session import Vault, opt_out_digest


async def opt_out(vault: Vault, place: UUID, number: str, *, out: bool) -> None:
    """Put a number on a publisher's suppression list, or of the whole service's (`NOWHERE`), or take it off.

    In force in this process when it returns, and in every other a moment later.
    """
    now = vault.clock()
    change = OptOut(place, await opt_out_digest(vault.keyring, place, number, now), out)
    async with vault.keyring.transaction(place) as conn:
        values = {"publisher_id": place, "digest": change.digest, "now": now}
        await execute(conn, "vault.add_opt_out" if out else "vault.remove_opt_out", values)
        await announce(conn, OPT_OUT, change)
    (vault.opt_outs.add if out else vault.opt_outs.discard)((place, change.digest))


async def opted_out_at(vault: Vault, place: UUID, number: str) -> bool:
    """Whether this very list holds the number."""
    digest = await opt_out_digest(vault.keyring, place, number, vault.clock())
    return (place, digest) in vault.opt_outs
