"""What would show another person: masked in what is handed over, and only there (GDPR 15(4)).

What the person wrote stays as it is. In texts that others wrote, numbers and addresses stay when they are the person's own or
a line of the publisher. Members of staff are named by their part: who they are is not the person's to know (C-579/21).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from dialonce.storage.directory import Directory
from dialonce.vault import SubjectExport

MASK: Final = "•••"
BY_OTHERS: Final[Mapping[str, frozenset[str]]] = {
    "audit.entry": frozenset(("note",)),
    "personal.legal_hold": frozenset(("reason",)),
    "personal.message": frozenset(("body",)),
    "personal.recipient_notice": frozenset(("answer",)),
    "personal.rights_step": frozenset(("note",)),
}
"""Fields with words of others, by dataset."""
_ACTORS: Final[Mapping[str, str]] = {"audit.entry": "actor", "personal.rights_step": "actor"}
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER: Final = re.compile(r"(?<![\w-])\+?\d(?:[ .()\u00a0\u202f-]?\d){6,14}(?![\w-])")
_COMPARED_DIGITS: Final = 8


class Redaction:
    """Knows what is the person's own, and masks the rest."""

    def __init__(self, export: SubjectExport, directory: Directory) -> None:
        lines = [line.number for line in directory.lines.values() if line.publisher_id == export.publisher_id]
        own = [str(value) for found in export.datasets for value in _identifiers(found.name, found.rows)]
        self._numbers = frozenset(_digits(number) for number in (*lines, *own))
        self._addresses = frozenset(value.lower() for value in own)

    def of(self, dataset: str, rows: Sequence[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
        """The rows as they may be handed over."""
        if dataset in _ACTORS or dataset in BY_OTHERS:
            return tuple(self._row(dataset, row) for row in rows)
        return tuple(rows)

    def _row(self, dataset: str, row: Mapping[str, object]) -> Mapping[str, object]:
        changed: dict[str, object] = {}
        actor = _ACTORS.get(dataset)
        if actor is not None:
            changed[actor] = str(row.get(actor, "")).partition(":")[0]
        for name in BY_OTHERS.get(dataset, ()):
            if isinstance(text := row.get(name), str):
                changed[name] = self.mask(text)
        return {**row, **changed}

    def mask(self, text: str) -> str:
        """A text without the numbers and addresses of others."""
        without = _EMAIL.sub(lambda found: found[0] if found[0].lower() in self._addresses else MASK, text)
        return _NUMBER.sub(lambda found: found[0] if _digits(found[0]) in self._numbers else MASK, without)


def _identifiers(dataset: str, rows: object) -> list[object]:
    if dataset not in {"personal.subject", "personal.profile"} or not isinstance(rows, list | tuple):
        return []
    return [row[name] for row in rows for name in ("phone-number", "email") if row.get(name)]


def _digits(text: str) -> str:
    """The last digits of a number, by which its national and international writing are the same."""
    return re.sub(r"\D", "", text)[-_COMPARED_DIGITS:]
