"""Labels on values: personal data travels wrapped, and the strictest label wins (C8, C9, 2-f, 3.2-e)."""

from collections.abc import Callable
from enum import IntEnum
from typing import Generic, NoReturn, TypeVar

import msgspec

from dialonce.policy.outcome import Permit
from dialonce.policy.vocabulary import load_vocabulary

T = TypeVar("T")
U = TypeVar("U")
R = TypeVar("R")

UNKNOWN = "unknown"


class Level(IntEnum):
    """How strictly a value is held; a higher level is stricter."""

    NON_IDENTIFIABLE = 0
    PERSONAL = 1
    SPECIAL = 2


class Evidence(msgspec.Struct, frozen=True):
    """The report that proves that a dataset identifies nobody, even with cross-checking (3-a, 3.2-a)."""

    report: str


class Label(msgspec.Struct, frozen=True):
    """What is known of a value: its level and the categories it was made from.

    The unknown category, which no Permit can cover, stands for whatever nobody declared.
    """

    level: Level
    categories: frozenset[str]
    evidence: Evidence | None = None

    def __post_init__(self) -> None:
        proven = self.evidence is not None and bool(self.evidence.report.strip())
        if (self.level is Level.NON_IDENTIFIABLE) is not proven:
            raise ValueError("The label non-identifiable needs the id of an evidence report, and no other has one.")

    def join(self, other: "Label") -> "Label":
        """The strictest of both. Two proofs do not add up: only the same evidence keeps non-identifiable."""
        level = max(self.level, other.level)
        categories = self.categories | other.categories
        if level is Level.NON_IDENTIFIABLE:
            if self.evidence == other.evidence:
                return Label(level, categories, self.evidence)
            level = Level.PERSONAL
        return Label(level, categories)


def label_of(*categories: str) -> Label:
    """The label of a value of these categories. A category that is not on the closed list is personal (2-f)."""
    known = load_vocabulary().categories
    names = frozenset(name if name in known else UNKNOWN for name in categories) or frozenset({UNKNOWN})
    special = any(name in known and known[name].special for name in names)
    return Label(Level.SPECIAL if special else Level.PERSONAL, names)


class Personal(Generic[T]):
    """A value that refuses to be printed, formatted, compared, copied or serialised.

    `reveal` opens it to who holds a Permit for every category it was made from. Its `repr` shows only its label,
    so that a traceback can be read and tells nothing.
    """

    __slots__ = ("_label", "_value")

    def __init__(self, value: T, label: Label) -> None:
        self._value = value
        self._label = label

    @property
    def label(self) -> Label:
        """What is known of the value."""
        return self._label

    def reveal(self, permit: Permit) -> T:
        """The value. Raises TypeError without a real Permit, PermissionError if it covers less than the label."""
        if type(permit) is not Permit:
            raise TypeError("Only a Permit made by decide() reveals personal data.")
        if not permit.covers(self._label.categories):
            missing = sorted(self._label.categories - permit.use.categories)
            raise PermissionError(f"The permit does not cover {', '.join(missing)}.")
        return self._value

    def map(self, change: Callable[[T], U], *, also: Label | None = None) -> "Personal[U]":
        """The changed value under the same label, or a stricter one: change makes nothing less personal."""
        return Personal(change(self._value), self._label.join(also) if also else self._label)

    def combine(self, other: "Personal[U]", change: Callable[[T, U], R]) -> "Personal[R]":
        """Both values made into one, under the strictest label."""
        mine = self._value
        return other.map(lambda theirs: change(mine, theirs), also=self._label)

    def __repr__(self) -> str:
        return f"<personal: {', '.join(sorted(self._label.categories))}>"

    def _refuse(self, *_args: object) -> NoReturn:
        raise TypeError("Personal data is not printed, compared, copied or serialised; reveal it with a Permit.")

    __str__ = __format__ = __eq__ = __hash__ = __bool__ = _refuse
    __reduce_ex__ = __copy__ = __deepcopy__ = __getstate__ = _refuse


class NonIdentifiable(Generic[T]):
    """A value that a report proves to identify nobody; it may be shown, but not mixed back into personal data."""

    __slots__ = ("label", "value")

    def __init__(self, value: T, evidence: Evidence) -> None:
        self.label = Label(Level.NON_IDENTIFIABLE, frozenset({"aggregate"}), evidence)
        self.value = value
