"""Who looked at, used or was refused somebody's data, in words: the journal as its subject reads it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from dialonce.i18n import format_date, translate
from dialonce.pages.centre.held import Teller
from dialonce.pages.templating import ZONE
from dialonce.vault import JournalEntry

_KINDS: Final = ("staff", "solution", "subject", "device")
MOST_LINES: Final = 40


class Look(Struct, frozen=True):
    """Uses of one kind on one day. `refused`: the policy said no, and nothing happened."""

    day: str
    who: str
    what: str
    clauses: tuple[str, ...]
    times: int
    refused: bool


class LooksAt(Struct, frozen=True):
    """The journal of one publisher about one person; `policy` is the address of its policy."""

    name: str
    policy: str
    looks: tuple[Look, ...]


_Key = tuple[date, str, str, str, tuple[str, ...], bool]


def tell_looks(teller: Teller, entries: Sequence[JournalEntry]) -> tuple[Look, ...]:
    """The newest uses first, those of one kind and day together."""
    times: Counter[_Key] = Counter()
    for entry in entries:
        times[_key(entry)] += 1
    return tuple(_look(teller, key, count) for key, count in list(times.items())[:MOST_LINES])


def _key(entry: JournalEntry) -> _Key:
    day = entry.at.astimezone(ZONE).date()
    return day, entry.actor, entry.action, entry.purpose, entry.clauses, entry.outcome != "permit"


def _look(teller: Teller, key: _Key, count: int) -> Look:
    day, actor, action, purpose, clauses, refused = key
    vocabulary = teller.policy.vocabulary
    deed = teller.words(vocabulary.actions[action]) if action in vocabulary.actions else action
    reason = teller.words(vocabulary.purposes[purpose]) if purpose in vocabulary.purposes else purpose
    what = translate(teller.locale, "me.deed", deed=deed, reason=reason[:1].lower() + reason[1:])
    return Look(format_date(teller.locale, day), _who(teller, actor), what, clauses, count, refused)


def _who(teller: Teller, actor: str) -> str:
    kind, _, name = actor.partition(":")
    if kind not in _KINDS:
        return translate(teller.locale, "me.by_system")
    solution = teller.solutions.get(name, "")
    return translate(teller.locale, f"me.by_{kind}", name=solution or teller.publisher)
