"""What processes tell each other over LISTEN/NOTIFY, and what this one does about it.

Payloads hold ids and keyed fingerprints only. After a lost connection everything is read again.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import msgspec

from dialonce.numbers import forget_numbers
from dialonce.storage.listener import Heard, Listener
from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import Connection, execute, fetch_all
from dialonce.vault.counters import NOWHERE
from dialonce.vault.limits import load_limits
from dialonce.vault.links import Link
from dialonce.vault.offers import WINDOW, Offer
from dialonce.vault.secrets import current_root
from dialonce.vault.session import Vault

DIRECTORY = "dialonce_directory"
ERASURE = "dialonce_erasure"
LIMITATION = "dialonce_limitation"
OFFER = "dialonce_offer"
OPT_OUT = "dialonce_opt_out"
ROTATION = "dialonce_rotation"
EVERYTHING = frozenset(("publisher", "solution", "credential", "token", "line", "interface"))


class OptOut(msgspec.Struct, frozen=True):
    """Somebody's keyed fingerprint, out of a publisher's offers or back in."""

    publisher_id: UUID
    digest: bytes
    out: bool = True


async def announce(conn: Connection, channel: str, message: msgspec.Struct | str) -> None:
    """Tell every process once the transaction commits."""
    payload = message if isinstance(message, str) else b64encode(msgspec.msgpack.encode(message)).decode()
    await execute(conn, "vault.notify", {"channel": channel, "payload": payload})


class Announcements:
    """Keeps one process's memory in step: directory, keys, offers, opt-outs, limitations."""

    def __init__(self, vault: Vault, directory_pool: Pool, vault_pool: Pool) -> None:
        self._vault = vault
        self._directory_pool = directory_pool
        self._vault_pool = vault_pool

    def listeners(self, directory_url: str, vault_url: str) -> list[Listener]:
        """The listeners to start: one a database."""
        ours = {DIRECTORY: self._directory, LIMITATION: self._limitation}
        return [Listener(directory_url, ours), Listener(vault_url, self._of_vault())]

    def _of_vault(self) -> Mapping[str, Heard]:
        return {ERASURE: self._erasure, OFFER: self._offer, OPT_OUT: self._opt_out, ROTATION: self._rotation}

    async def _directory(self, tables: frozenset[str]) -> None:
        async with self._directory_pool.connection() as conn:
            await self._vault.directory.refresh(conn, tables or EVERYTHING)
        if not tables or "publisher" in tables:
            await self._open_keys()

    async def _open_keys(self) -> None:
        """Have every publisher's keys at hand before the first caller asks, so that eligibility needs no database."""
        for publisher_id in self._vault.directory.publishers:
            await self._vault.keyring.publisher(publisher_id, self._vault.clock())

    async def _erasure(self, subjects: frozenset[str]) -> None:
        forget_numbers()
        if not subjects:
            self._vault.keyring.forget_all()
        for subject in subjects:
            self._vault.keyring.forget(UUID(subject))

    async def _limitation(self, _: frozenset[str]) -> None:
        await load_limits(self._vault)

    async def _rotation(self, _: frozenset[str]) -> None:
        async with transaction(self._vault_pool) as conn:
            root = await current_root(conn, self._vault.keyring.root)
        self._vault.keyring.adopt_root(root)

    async def _offer(self, payloads: frozenset[str]) -> None:
        if not payloads:
            await self._load_offers()
        for payload in payloads:
            offer = msgspec.msgpack.decode(b64decode(payload), type=Offer)
            self._vault.offers.add(offer)
            if offer.opened:
                self._vault.offers.mark_opened(offer.offer_id)

    async def _load_offers(self) -> None:
        since = self._vault.clock() - WINDOW - timedelta(minutes=1)
        async with transaction(self._vault_pool) as conn:
            self._vault.offers.replace(await fetch_all(conn, "vault.offers", {"since": since}, Offer))

    async def _opt_out(self, payloads: frozenset[str]) -> None:
        if not payloads:
            await self._load_opt_outs()
        for payload in payloads:
            change = msgspec.msgpack.decode(b64decode(payload), type=OptOut)
            (self._vault.opt_outs.add if change.out else self._vault.opt_outs.discard)(
                (change.publisher_id, change.digest)
            )

    async def _load_opt_outs(self) -> None:
        publishers = [NOWHERE, *self._vault.directory.publishers]
        async with self._vault.keyring.transaction(*publishers) as conn:
            rows = await fetch_all(conn, "vault.opt_outs", {"publisher_ids": publishers}, OptOut)
        self._vault.opt_outs.clear()
        self._vault.opt_outs.update((row.publisher_id, row.digest) for row in rows)


async def add_offer(vault: Vault, offer: Offer) -> None:
    """Count an offer here at once, in the database, and in every other process."""
    vault.offers.add(offer)
    async with vault.keyring.transaction(offer.publisher_id) as conn:
        await execute(conn, "vault.add_offer", msgspec.structs.asdict(offer))
        await announce(conn, OFFER, offer)


async def mark_offer_opened(vault: Vault, link: Link) -> None:
    """The link of an offer was opened: it speaks for its range."""
    await mark_message_answered(vault, link.publisher_id, link.request_id)


async def mark_message_answered(vault: Vault, publisher_id: UUID, offer_id: UUID) -> None:
    """Somebody really read the message of this offer."""
    offer = vault.offers.mark_opened(offer_id)
    if offer is None:
        return
    async with vault.keyring.transaction(publisher_id) as conn:
        await execute(conn, "vault.offer_opened", {"offer_id": offer_id})
        await announce(conn, OFFER, offer)
