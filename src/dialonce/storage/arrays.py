"""Arrays in PostgreSQL's binary format, put together by one join: a statement then takes a thousand rows as it takes one.

The format is that of PostgreSQL's `array_recv`: a header, then each element as its length and its bytes, -1 for NULL.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import repeat
from operator import is_
from struct import Struct
from typing import Any
from uuid import UUID

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_EMPTY, _HEADER, _LENGTH = Struct(">iii"), Struct(">iiiii"), Struct(">i")
_INT4, _INT8, _TIME = Struct(">ii"), Struct(">iq"), Struct(">iq")
_UUID_LENGTH = _LENGTH.pack(16)
_NULL = _LENGTH.pack(-1)
# PostgreSQL counts microseconds from here.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class BinaryArray:
    """A one-dimensional array, ready to be sent. Its subclasses name the type of its elements."""

    __slots__ = ("data",)
    element_oid = 0

    def __init__(self, elements: Sequence[bytes]) -> None:
        if elements:
            has_null = int(_NULL in elements)
            self.data = _HEADER.pack(1, has_null, self.element_oid, len(elements), 1) + b"".join(elements)
        else:
            self.data = _EMPTY.pack(0, 0, self.element_oid)


class _Uuids(BinaryArray):
    element_oid, array_oid = 2950, 2951


class _Times(BinaryArray):
    element_oid, array_oid = 1184, 1185


class _Texts(BinaryArray):
    element_oid, array_oid = 25, 1009


class _Byteas(BinaryArray):
    element_oid, array_oid = 17, 1001


class _Int4s(BinaryArray):
    element_oid, array_oid = 23, 1007


class _Int8s(BinaryArray):
    element_oid, array_oid = 20, 1016


class _ArrayDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: BinaryArray) -> bytes:
        return obj.data


for _kind in (_Uuids, _Times, _Texts, _Byteas, _Int4s, _Int8s):
    psycopg.adapters.register_dumper(_kind, type(_kind.__name__, (_ArrayDumper,), {"oid": _kind.array_oid}))


def uuids(values: Iterable[UUID | None]) -> BinaryArray:
    """`uuid[]`. A column that is one object throughout, as publisher, line and solution of a batch often are, is written once."""
    held = values if isinstance(values, Sequence) else list(values)
    if len(held) > 1 and all(map(is_, held, repeat(held[0]))):
        return _Uuids(_uuid_elements(held[:1]) * len(held))
    return _Uuids(_uuid_elements(held))


def _uuid_elements(values: Iterable[UUID | None]) -> list[bytes]:
    return [_NULL if value is None else _UUID_LENGTH + value.int.to_bytes(16, "big") for value in values]


def times(values: Iterable[datetime | None]) -> BinaryArray:
    """`timestamptz[]` of aware moments."""
    return _Times([_NULL if value is None else _TIME.pack(8, (value - _EPOCH) // _MICROSECOND) for value in values])


def texts(values: Iterable[str | None]) -> BinaryArray:
    """`text[]`. A NUL character, which PostgreSQL cannot hold, fails when it is sent."""
    return _Texts([_NULL if value is None else _sized(value.encode()) for value in values])


def byteas(values: Iterable[bytes | None]) -> BinaryArray:
    """`bytea[]`."""
    return _Byteas([_NULL if value is None else _sized(value) for value in values])


def int4s(values: Iterable[int | None]) -> BinaryArray:
    """`integer[]`."""
    return _Int4s([_NULL if value is None else _INT4.pack(4, value) for value in values])


def int8s(values: Iterable[int | None]) -> BinaryArray:
    """`bigint[]`."""
    return _Int8s([_NULL if value is None else _INT8.pack(8, value) for value in values])


def _sized(value: bytes) -> bytes:
    return _LENGTH.pack(len(value)) + value


ARRAYS: dict[str, Callable[[Iterable[Any]], BinaryArray]] = {
    "uuid": uuids,
    "timestamptz": times,
    "text": texts,
    "bytea": byteas,
    "int4": int4s,
    "int8": int8s,
}
