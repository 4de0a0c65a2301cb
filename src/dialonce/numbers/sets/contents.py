"""What a number set says, and its one canonical form in bytes (docs/reference/number-set.md, sections 2, 3).

Equal contents give equal bytes in every implementation: a difference can therefore be applied on a device and
the signature of the whole still holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from .elias_fano import read_increasing, write_increasing
from .wire import NumberSetError, Reader, Writer, byte_length, pack, unpack

MAGIC = b"DONS\x01"
SIGNATURE_BYTES = 64

HAS_SATISFACTION = 2
COSTS_MORE = 4

T = TypeVar("T")
Key = TypeVar("Key", str, tuple[str, int], "Payload")


@dataclass(frozen=True, slots=True, order=True)
class Payload:
    """What the device learns about a registered number: whose it is, which interface to open, and flags.

    `flags` is a sum of `HAS_SATISFACTION` (there is a screen for after the call) and `COSTS_MORE`.
    """

    publisher: str
    interface: str
    flags: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Plan:
    """How numbers are dialled inside a country, enough to find the full number of what was dialled there.

    `trunk` begins a national number (`0`), `international` a foreign one (`00`). With `trunk_optional` people
    dial the national number with or without it.
    """

    country: str
    calling_code: str
    trunk: str
    international: str
    trunk_optional: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that share a prefix (`+33`, `FR:`) and a count of digits after it; `values` increase
    strictly.
    """

    prefix: str
    digits: int
    values: list[int]
    payloads: list[Payload]

    @property
    def key(self) -> tuple[str, int]:
        return self.prefix, self.digits


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole number set without its signature. `groups` are ordered by prefix and digits, `plans` by
    country.
    """

    version: int
    issued_at: int
    solution: str
    plans: tuple[Plan, ...]
    groups: tuple[Group, ...]


def encode(contents: Contents) -> bytes:
    """The canonical bytes, to which a 64-byte signature is appended."""
    out = Writer(MAGIC)
    out.varint(contents.version)
    out.varint(contents.issued_at)
    out.string(contents.solution)
    write_plans(out, contents.plans)
    table = write_payloads(out, {payload for group in contents.groups for payload in group.payloads})
    out.varint(len(contents.groups))
    for group in contents.groups:
        out.string(group.prefix)
        out.varint(group.digits)
        out.varint(len(group.values))
        write_increasing(out, group.values)
        out.raw(pack([table[payload] for payload in group.payloads], index_width(len(table))))
    return out.bytes()


def decode(data: bytes) -> Contents:
    """The contents of a number set's bytes, without those of the signature. Raises NumberSetError."""
    source = Reader(data, MAGIC)
    version, issued_at, solution = source.varint(), source.varint(), source.string()
    plans = read_plans(source)
    table = read_payloads(source)
    groups = tuple(_read_group(source, table) for _ in range(source.count()))
    source.end()
    require_ascending([group.key for group in groups])
    return Contents(version, issued_at, solution, plans, groups)


def _read_group(source: Reader, table: Sequence[Payload]) -> Group:
    prefix, digits, count = source.string(), source.varint(), source.count()
    if not (2 <= len(prefix) <= 4 and 1 <= digits <= 14 and count):
        raise NumberSetError("a group has a wrong prefix, length or count")
    values = read_increasing(source, count)
    if values[-1] >= 10**digits:
        raise NumberSetError("a number has more digits than its group")
    width = index_width(len(table))
    indexes = unpack(source.raw(byte_length(count * width)), count, width)
    return Group(prefix, digits, values, [pick(table, index) for index in indexes])


def write_plans(out: Writer, plans: Sequence[Plan]) -> None:
    out.varint(len(plans))
    for plan in plans:
        for text in (plan.country, plan.calling_code, plan.trunk, plan.international):
            out.string(text)
        out.varint(int(plan.trunk_optional))


def read_plans(source: Reader) -> tuple[Plan, ...]:
    plans = tuple(_read_plan(source) for _ in range(source.count()))
    require_ascending([plan.country for plan in plans])
    return plans


def _read_plan(source: Reader) -> Plan:
    country, calling_code, trunk, international = (source.string() for _ in range(4))
    return Plan(country, calling_code, trunk, international, bool(source.varint()))


def write_payloads(out: Writer, payloads: set[Payload]) -> dict[Payload, int]:
    """Writes the table of names and the table of payloads, both sorted; returns each payload's place in
    the latter.
    """
    names = sorted({name for payload in payloads for name in (payload.publisher, payload.interface)})
    place = {name: index for index, name in enumerate(names)}
    out.varint(len(names))
    for name in names:
        out.string(name)
    ordered = sorted(payloads)
    out.varint(len(ordered))
    for payload in ordered:
        out.varint(place[payload.publisher])
        out.varint(place[payload.interface])
        out.varint(payload.flags)
    return {payload: index for index, payload in enumerate(ordered)}


def read_payloads(source: Reader) -> list[Payload]:
    names = [source.string() for _ in range(source.count())]
    require_ascending(names)
    table = [
        Payload(pick(names, source.varint()), pick(names, source.varint()), source.varint())
        for _ in range(source.count())
    ]
    require_ascending(table)
    return table


def index_width(count: int) -> int:
    """How many bits tell `count` things apart."""
    return max(0, count - 1).bit_length()


def pick(table: Sequence[T], index: int) -> T:
    if index >= len(table):
        raise NumberSetError("it points outside its own table")
    return table[index]


def require_ascending(keys: Sequence[Key]) -> None:
    if any(a >= b for a, b in pairwise(keys)):
        raise NumberSetError("a table is not in order")
