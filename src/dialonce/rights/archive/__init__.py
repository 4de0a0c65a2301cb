"""The archive that answers an access or portability request: one document, as JSON, as CSV and as a page to read."""

from dialonce.rights.archive.document import FORMAT, ArchiveDocument, DatasetPart, build_document
from dialonce.rights.archive.pack import pack_archive
from dialonce.rights.archive.schema import archive_schema

__all__ = ["FORMAT", "ArchiveDocument", "DatasetPart", "archive_schema", "build_document", "pack_archive"]
