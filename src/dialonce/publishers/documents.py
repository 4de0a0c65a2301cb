"""Published documents, read once a process: versions never change, so memory is always right."""

from uuid import UUID

from dialonce.errors import NotFound
from dialonce.menus import Interface, import_classic
from dialonce.storage.pool import Pool
from dialonce.storage.queries import fetch_value
from dialonce.vault import BoundedCache

MOST_DOCUMENTS = 64


class DocumentCache:
    """Parsed published versions, the most recently used ones. Reads through the directory role: nothing here is personal."""

    def __init__(self, pool: Pool, *, most: int = MOST_DOCUMENTS) -> None:
        self._pool = pool
        self._documents: BoundedCache[tuple[UUID, int], Interface] = BoundedCache(most)

    async def read(self, interface_id: UUID, version: int) -> Interface:
        """The version's interface. Raises `NotFound`."""
        key = (interface_id, version)
        known = self._documents.get(key)
        if known is not None:
            return known
        async with self._pool.connection() as conn:
            text = await fetch_value(conn, "directory.document", {"interface_id": interface_id, "version": version})
        if text is None:
            raise NotFound("There is no such version of this menu.")
        interface = import_classic(text.encode())
        self._documents.put(key, interface)
        return interface
