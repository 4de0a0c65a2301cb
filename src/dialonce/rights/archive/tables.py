"""CSV for each dataset: one header line, one line a row (RFC 4180), UTF-8 with a byte order mark for spreadsheets."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import Final, cast

import msgspec

from dialonce.rights.archive.document import DatasetPart

MARK: Final = "\ufeff"
_FORMULA: Final = ("=", "@", "\t", "\r")
_encode = msgspec.json.Encoder().encode


def csv_of(part: DatasetPart) -> bytes:
    """The rows of a dataset. Values that a spreadsheet would run get an apostrophe before them."""
    names = columns_of(part)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    # Ids and moments become text all at once, as in the JSON beside.
    rows: list[dict[str, object]] = msgspec.to_builtins(part.rows, builtin_types=(bytes,))
    columns = [_texts([row.get(name) for row in rows]) for name in names]
    writer.writerows(zip(*columns, strict=True))
    return (MARK + text.getvalue()).encode()


def _texts(values: Sequence[object]) -> Sequence[object]:
    """A column as text. One of harmless texts throughout, as most are, stays as it is."""
    if set(map(type, values)) == {str} and not any(
        map(str.startswith, cast("Sequence[str]", values), repeat(_FORMULA))
    ):
        return values
    return [written(value) for value in values]


def columns_of(part: DatasetPart) -> list[str]:
    """The names that any row has, in the order in which they first come."""
    return list(dict.fromkeys(chain.from_iterable(part.rows)))


def written(value: object) -> str:
    """One value as text."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping | list | tuple):
        return _encode(value).decode()
    return str(value)
