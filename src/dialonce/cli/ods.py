"""A spreadsheet that LibreOffice and Excel open: the smallest OpenDocument file (ISO/IEC 26300), one sheet of text."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    _PROLOGUE
    + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    + f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
    + '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    + "</manifest:manifest>"
)
_OPEN = (
    _PROLOGUE
    + '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    + ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    + ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    + "<office:body><office:spreadsheet>"
)
_CLOSE = "</office:spreadsheet></office:body></office:document-content>"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_ods(path: Path, sheet: str, rows: Iterable[Sequence[str]]) -> None:
    """Write one sheet. Equal rows give an equal file, byte for byte: entries carry no time.

    The entry `mimetype` comes first, uncompressed and without extra field, as part 2 of the standard asks.
    """
    table = f"<table:table table:name={quoteattr(sheet)}>{''.join(map(_row, rows))}</table:table>"
    with ZipFile(path, "w") as file:
        _add(file, "mimetype", MIME, ZIP_STORED)
        _add(file, "content.xml", _OPEN + table + _CLOSE, ZIP_DEFLATED)
        _add(file, "META-INF/manifest.xml", _MANIFEST, ZIP_DEFLATED)


def _add(file: ZipFile, name: str, text: str, compression: int) -> None:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = compression
    file.writestr(entry, text.encode())


def _row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(text: str) -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines())
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
