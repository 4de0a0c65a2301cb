"""Lists of erasures: kept beside backups, so that whoever was erased stays erased when an older one comes back."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from psycopg import AsyncConnection

from dialonce.errors import Fault, Invalid
from dialonce.storage.queries import fetch_all, fetch_value


class Grave(msgspec.Struct, frozen=True):
    """A subject that was erased, as it is kept beside a backup."""

    subject_id: UUID
    publisher_id: UUID
    erased_at: datetime


async def read_live_graves(vault_url: str) -> list[Grave]:
    """The erasures that a vault knows of; none when there is no vault yet."""
    async with await AsyncConnection.connect(vault_url) as conn:
        if not await fetch_value(conn, "restore.has_vault", {}):
            return []
        return await fetch_all(conn, "restore.tombstones", {}, Grave)


def write_graves(file: Path, graves: Sequence[Grave]) -> None:
    """Keep a list of erasures: ids and times, one JSON object a line."""
    file.write_bytes(b"".join(msgspec.json.encode(grave) + b"\n" for grave in graves))
    file.chmod(0o600)


def read_graves(file: Path) -> list[Grave]:
    """The erasures of such a list. Raises `Invalid` naming the line that is none."""
    graves = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            graves.append(msgspec.json.decode(line, type=Grave))
        except msgspec.MsgspecError as wrong:
            raise Invalid(
                "A list of erasures cannot be read.", faults=(Fault(f"line {number}", str(wrong)),)
            ) from wrong
    return graves
