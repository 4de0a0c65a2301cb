"""The written schema equals what the migrations make."""

from dialonce.app.addresses import Addresses
from dialonce.storage.embedded import EmbeddedServer
from tests.storage.schema_text import SCHEMA, dump_schema


def test_schema_file_equals_all_migrations(cluster: EmbeddedServer, addresses: Addresses) -> None:
    assert dump_schema(cluster, addresses.owner) == SCHEMA.read_text(), "run `python -m tests.storage.schema_text`"
