"""k-anonymity and l-diversity of a table, as pycanon measures them: by its quasi-identifiers and its sensitive column."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

Record = Mapping[str, object]


def smallest_group(records: Sequence[Record], quasi_identifiers: Sequence[str]) -> int:
    """How many records at least share all quasi-identifiers with any record (k); 0 for an empty table."""
    groups = Counter(tuple(record[name] for name in quasi_identifiers) for record in records)
    return min(groups.values(), default=0)


def least_diverse(records: Sequence[Record], quasi_identifiers: Sequence[str], sensitive: str) -> int:
    """How many different sensitive values at least stand in any group (distinct l); 0 for an empty table."""
    groups: defaultdict[tuple[object, ...], set[object]] = defaultdict(set)
    for record in records:
        groups[tuple(record[name] for name in quasi_identifiers)].add(record[sensitive])
    return min((len(values) for values in groups.values()), default=0)


def share_unique(records: Sequence[Record], quasi_identifiers: Sequence[str]) -> float:
    """The share of records that nobody shares their quasi-identifiers with: those that can be singled out."""
    groups = Counter(tuple(record[name] for name in quasi_identifiers) for record in records)
    return sum(size for size in groups.values() if size == 1) / len(records) if records else 0.0
