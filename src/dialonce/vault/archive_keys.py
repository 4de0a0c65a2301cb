"""The key of each publisher's intermediate archive: wrapped by the root key like the others, opened only to move or to read."""

from datetime import datetime
from uuid import UUID

from dialonce.storage.queries import Connection, execute, fetch_all
from dialonce.vault.keyring import Keyring
from dialonce.vault.keys import Key, new_key
from dialonce.vault.secrets import current_root
from dialonce.vault.wrapped import PublisherKeyRow, belongs_publisher

ARCHIVE = "archive"
VERSION = 1


async def archive_key(keyring: Keyring, publisher_id: UUID, now: datetime) -> Key:
    """The key of a publisher's archive, made on first use. No process keeps it."""
    await keyring.publisher(publisher_id, now)
    async with keyring.transaction(publisher_id) as conn:
        root = await current_root(conn, keyring.root)
        row = await _stored(conn, publisher_id)
        if not row:
            place = belongs_publisher(publisher_id, ARCHIVE, VERSION)
            values = {"publisher_id": publisher_id, "purpose": ARCHIVE, "version": VERSION, "now": now}
            await execute(conn, "vault.add_publisher_key", {**values, "wrapped": root.seal(new_key().secret, place)})
            row = await _stored(conn, publisher_id)
    return Key(root.open(row[0].wrapped, belongs_publisher(publisher_id, ARCHIVE, VERSION)))


async def _stored(conn: Connection, publisher_id: UUID) -> list[PublisherKeyRow]:
    rows = await fetch_all(conn, "vault.publisher_keys", {"publisher_id": publisher_id}, PublisherKeyRow)
    return [row for row in rows if row.purpose == ARCHIVE]
