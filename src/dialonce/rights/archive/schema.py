"""The JSON Schema that every archive validates against; committed as `docs/reference/archive.schema.json`."""

from typing import Any

import msgspec

from dialonce.rights.archive.document import FORMAT, ArchiveDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def archive_schema() -> dict[str, Any]:
    """The schema of `data.json`."""
    (root,), components = msgspec.json.schema_components([ArchiveDocument], ref_template="#/$defs/{name}")
    components["ArchiveDocument"]["properties"]["format"] = {"const": FORMAT}
    whole = {"$schema": DIALECT, "title": "Archive of one person’s data", **root, "$defs": components}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole))
    return plain
