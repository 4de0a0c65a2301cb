"""Who is limited, as one process remembers it."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID


class Limited:
    """Subjects with a restriction or an objection in force, by pseudonym. `marked` counts what this process marked itself."""

    def __init__(self) -> None:
        self._kinds: Mapping[UUID, frozenset[str]] = {}
        self.marked = 0

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._kinds)

    def of(self, subject_id: UUID) -> frozenset[str]:
        """The limitations of a subject: none for almost everybody."""
        return self._kinds.get(subject_id, frozenset())

    def mark(self, subject_id: UUID, kind: str, *, limited: bool) -> None:
        """Know at once what this process has just committed."""
        self.marked += 1
        kinds = self.of(subject_id) | {kind} if limited else self.of(subject_id) - {kind}
        others = {subject: known for subject, known in self._kinds.items() if subject != subject_id}
        self._kinds = {**others, subject_id: kinds} if kinds else others

    def replace(self, found: Iterable[tuple[UUID, str]]) -> None:
        """Know this in place of what was known."""
        known: dict[UUID, set[str]] = {}
        for subject_id, kind in found:
            known.setdefault(subject_id, set()).add(kind)
        self._kinds = {subject_id: frozenset(kinds) for subject_id, kinds in known.items()}
