"""Who looked at, used or was refused somebody's data, in words: the journal as its subject reads it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from dialonce.i18n import format_date, format_list, translate
from dialonce.pages.centre.held import Named, Teller
from dialonce.pages.templating import ZONE
from dialonce.sharing import Recipient
from dialonce.vault import JournalEntry

_KINDS: Final = ("staff", "solution", "publisher", "subject", "device")
MOST_LINES: Final = 40


class Look(Struct, frozen=True):
    """Uses of one kind on one day. `refused`: the policy said no, and nothing happened."""

    day: str
    who: str
    what: str
    clauses: tuple[str, ...]
    times: int
    refused: bool


class Receiver(Struct, frozen=True):
    """Somebody outside who received data, by name (GDPR 15(1)(c), C-154/21): what and why, and how often."""

    name: str
    what: str
    when: str


class LooksAt(Struct, frozen=True):
    """The journal of one publisher about one person, and who received their data; `policy` is the address of its policy."""

    name: str
    policy: str
    receivers: tuple[Receiver, ...]
    looks: tuple[Look, ...]


_Key = tuple[date, str, str, str, tuple[str, ...], bool]


def tell_looks(teller: Teller, entries: Sequence[JournalEntry]) -> tuple[Look, ...]:
    """The newest uses first, those of one kind and day together."""
    times: Counter[_Key] = Counter()
    for entry in entries:
        times[_key(entry)] += 1
    return tuple(_look(teller, key, count) for key, count in list(times.items())[:MOST_LINES])


def tell_receivers(teller: Teller, recipients: Sequence[Recipient]) -> tuple[Receiver, ...]:
    """Those whom the ledger of disclosures names, the latest first."""
    newest = sorted(recipients, key=lambda one: one.last_at, reverse=True)
    return tuple(_receiver(teller, one) for one in newest)


def _receiver(teller: Teller, one: Recipient) -> Receiver:
    vocabulary = teller.policy.vocabulary
    what = format_list(teller.locale, [_named(teller, vocabulary.categories, name) for name in one.categories])
    why = format_list(teller.locale, [_named(teller, vocabulary.purposes, name) for name in one.purposes])
    told = translate(teller.locale, "me.received", what=what, why=why[:1].lower() + why[1:])
    when = translate(teller.locale, "me.received_times", count=one.times, day=teller.day(one.last_at))
    return Receiver(f"{one.name} ({one.country})" if one.country else one.name, told, when)


def _named(teller: Teller, terms: Mapping[str, Named], name: str) -> str:
    """A term in words; the ledger may name one that a later policy no longer has."""
    return teller.words(terms[name]) if name in terms else name


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
