"""What changed from one number set to the next, and the next from it, byte for byte (number-set.md, section 5)."""

from collections.abc import Iterable, Sequence

from .contents import (
    SIGNATURE_BYTES,
    Contents,
    Group,
    Payload,
    decode,
    encode,
    pick,
    read_payloads,
    read_plans,
    write_payloads,
    write_plans,
)
from .wire import NumberSetError, Reader, Writer

MAGIC = b"DOND\x01"
BASE_BYTES = 8

_Key = tuple[str, int]


def diff_number_sets(old: bytes, new: bytes) -> bytes:
    """The difference that turns the bytes `old` into the bytes `new`. Raises NumberSetError for different
    solutions.
    """
    before, after = decode(old[:-SIGNATURE_BYTES]), decode(new[:-SIGNATURE_BYTES])
    if before.solution != after.solution:
        raise NumberSetError("the two sets belong to different solutions")
    out = Writer(MAGIC)
    out.raw(_signature(old)[:BASE_BYTES])
    for value in (before.version, after.version, after.issued_at):
        out.varint(value)
    out.varint(int(before.plans != after.plans))
    if before.plans != after.plans:
        write_plans(out, after.plans)
    _write_changes(out, _changes(before, after))
    out.raw(_signature(new))
    return out.bytes()


def apply_difference(old: bytes, difference: bytes) -> bytes:
    """The new set's bytes, signature included. They are not verified here: open them before use.

    Raises NumberSetError when the difference was made from another set or is damaged.
    """
    source = Reader(difference[:-SIGNATURE_BYTES], MAGIC)
    before = decode(old[:-SIGNATURE_BYTES])
    if source.raw(BASE_BYTES) != _signature(old)[:BASE_BYTES] or source.varint() != before.version:
        raise NumberSetError("the difference was made from another set; fetch the whole one")
    version, issued_at = source.varint(), source.varint()
    plans = read_plans(source) if source.varint() else before.plans
    groups = _apply_changes(source, before.groups)
    source.end()
    return encode(Contents(version, issued_at, before.solution, plans, groups)) + difference[-SIGNATURE_BYTES:]


def _signature(data: bytes) -> bytes:
    return data[-SIGNATURE_BYTES:]


class _Change:
    """One group's change: places to drop in the old group, and numbers to add or to give another payload."""

    def __init__(self, old: Group | None, new: Group | None) -> None:
        was = dict(zip(old.values, old.payloads, strict=True)) if old else {}
        will = dict(zip(new.values, new.payloads, strict=True)) if new else {}
        self.dropped = [place for place, value in enumerate(was) if value not in will]
        self.set: dict[int, Payload] = {value: payload for value, payload in will.items() if was.get(value) != payload}


def _changes(before: Contents, after: Contents) -> dict[_Key, _Change]:
    old = {group.key: group for group in before.groups}
    new = {group.key: group for group in after.groups}
    changes = {key: _Change(old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())}
    return {key: change for key, change in changes.items() if change.dropped or change.set}


def _write_changes(out: Writer, changes: dict[_Key, _Change]) -> None:
    table = write_payloads(out, {payload for change in changes.values() for payload in change.set.values()})
    out.varint(len(changes))
    for (prefix, digits), change in changes.items():
        out.string(prefix)
        out.varint(digits)
        _write_gaps(out, change.dropped)
        _write_gaps(out, list(change.set))
        for payload in change.set.values():
            out.varint(table[payload])


def _apply_changes(source: Reader, groups: Iterable[Group]) -> tuple[Group, ...]:
    table = read_payloads(source)
    merged: dict[_Key, Group] = {group.key: group for group in groups}
    for _ in range(source.count()):
        key = source.string(), source.varint()
        group = _apply_change(source, merged.get(key, Group(*key, [], [])), table)
        if group.values:
            merged[key] = group
        else:
            merged.pop(key, None)
    return tuple(merged[key] for key in sorted(merged))


def _apply_change(source: Reader, group: Group, table: Sequence[Payload]) -> Group:
    dropped = set(_read_gaps(source))
    if dropped and max(dropped) >= len(group.values):
        raise NumberSetError("the difference drops numbers that the set does not hold")
    changed = _read_gaps(source)
    pairs = enumerate(zip(group.values, group.payloads, strict=True))
    kept = {value: payload for place, (value, payload) in pairs if place not in dropped}
    kept.update({value: pick(table, source.varint()) for value in changed})
    values = sorted(kept)
    return Group(group.prefix, group.digits, values, [kept[value] for value in values])


def _write_gaps(out: Writer, values: Sequence[int]) -> None:
    out.varint(len(values))
    for value, before in zip(values, [-1, *values], strict=False):
        out.varint(value - before - 1)


def _read_gaps(source: Reader) -> list[int]:
    values, value = [], -1
    for _ in range(source.count()):
        value += source.varint() + 1
        values.append(value)
    return values
