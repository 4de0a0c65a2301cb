"""How often something was tried in an hour, counted over all processes under keyed fingerprints."""

from dialonce.storage.pool import transaction
from dialonce.storage.queries import fetch_value
from dialonce.vault.counters import whole_hour
from dialonce.vault.keys import blind_index
from dialonce.vault.session import Vault

_KIND = "try"


async def count_try(vault: Vault, what: str, most: int) -> bool:
    """Count a try at `what` in this hour; whether it is still among the first `most`.

    `what` may hold a network or a number: only its keyed fingerprint is stored, and swept when the hour is over.
    """
    values = {"digest": blind_index(vault.fingerprint_key, _KIND, what), "hour": whole_hour(vault.clock())}
    async with transaction(vault.keyring.pool) as conn:
        return int(await fetch_value(conn, "caller.count_try", values)) <= most
