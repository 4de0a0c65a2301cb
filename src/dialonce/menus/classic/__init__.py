"""The classic JSON document, in and out, without loss."""

from dialonce.menus.classic.document import export_classic, import_classic
from dialonce.menus.classic.loading import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_ELEMENTS", "export_classic", "import_classic"]
