"""CSV for each dataset: one header line, one line a row (RFC 4180), UTF-8 with a byte order mark for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import Final, cast

import msgspec

from dialonce.rights.archive.document import DatasetPart

MARK: Final = "\ufeff"
_END: Final = "\r\n"
_QUOTED: Final = re.compile('[",\r\n]')
_FORMULA: Final = ("=", "@", "\t", "\r")
_encode = msgspec.json.Encoder().encode


def csv_of(part: DatasetPart) -> bytes:
    """The rows of a dataset. Values that a spreadsheet would run get an apostrophe before them."""
    names = columns_of(part)
    # Ids and moments become text all at once, as in the JSON beside.
    rows: list[dict[str, object]] = msgspec.to_builtins(part.rows, builtin_types=(bytes,))
    columns = [_texts([row.get(name) for row in rows]) for name in names]
    return (MARK + _written_rows([names]) + _written_columns(columns)).encode()


def _written_columns(columns: Sequence[Sequence[str]]) -> str:
    """Rows, given as columns. Where no value needs quotes, as in most histories, lines are no more than joined."""
    if len(columns) > 1 and not any(_QUOTED.search("\0".join(column)) for column in columns):
        return "".join(f"{','.join(row)}{_END}" for row in zip(*columns, strict=True))
    return _written_rows(zip(*columns, strict=True))


def _written_rows(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=_END).writerows(rows)
    return text.getvalue()


def _texts(values: Sequence[object]) -> Sequence[str]:
    """A column as text. One of harmless texts throughout, as most are, stays as it is."""
    if set(map(type, values)) == {str}:
        texts = cast("Sequence[str]", values)
        if not any(map(str.startswith, texts, repeat(_FORMULA))):
            return texts
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
