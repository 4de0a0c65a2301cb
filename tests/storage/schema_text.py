"""The schema as text: what `pg_dump -s` says of a migrated database, without what differs from run to run.

`python -m tests.storage.schema_text` writes it anew after a migration was added.
"""

import asyncio
import re
import subprocess
import tempfile
from pathlib import Path

from dialonce.storage.embedded import EmbeddedServer, embedded_server
from dialonce.storage.migrate import migrate

SCHEMA = Path(__file__).parents[2] / "src" / "dialonce" / "storage" / "schema.sql"
HEAD = "-- The whole schema: what all migrations make together. Written by `python -m tests.storage.schema_text`.\n\n"
_NOISE = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*|)$")


def dump_schema(server: EmbeddedServer, url: str) -> str:
    """The schema of a database, normalised."""
    done = subprocess.run(
        [str(server.binaries / "pg_dump"), "--schema-only", "--no-owner", f"--dbname={url}"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if not _NOISE.match(line)]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="dialonce-schema-") as folder:
        Path(folder).chmod(0o755)
        with embedded_server(Path(folder) / "data").in_use() as server:
            asyncio.run(migrate(server.url(database="postgres")))
            SCHEMA.write_text(dump_schema(server, server.url(database="postgres")))


if __name__ == "__main__":
    main()
