"""What is kept of somebody, in words: how much, since when, why, under which clause, until when, for whom."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Protocol

from msgspec import Struct

from dialonce.i18n import Locale, format_date, format_list, translate
from dialonce.pages.templating import ZONE
from dialonce.policy import Action, Actor, Dataset, EffectivePolicy, Words, load_catalogue, term
from dialonce.vault import Held

LAST_ACTIVITY = "last-activity"
_MAKING = (Action.COLLECT, Action.RETAIN, Action.USE)
_SELF = "subject"


class Named(Protocol):
    """What has a name in both languages."""

    @property
    def fr(self) -> str: ...
    @property
    def en(self) -> str: ...


class HeldItem(Struct, frozen=True):
    """One dataset. `by` tells how many rows came from which solution, when that is known."""

    title: str
    count: int
    when: str
    why: str
    clauses: tuple[str, ...]
    until: str
    who: str
    by: str = ""


class HeldAt(Struct, frozen=True):
    """Everything one publisher keeps. `policy` is the address of its policy, whose anchors the clauses are."""

    name: str
    policy: str
    count: int
    items: tuple[HeldItem, ...]


class Teller(Struct, frozen=True):
    """What the words depend on: the reader's language, today, the publisher's policy, and names."""

    locale: Locale
    today: date
    policy: EffectivePolicy
    publisher: str
    operator: str
    solutions: dict[str, str]

    def day(self, moment: datetime) -> str:
        return format_date(self.locale, moment.astimezone(ZONE).date())

    def words(self, named: Named) -> str:
        return Words(named.fr, named.en).in_locale(self.locale)


def tell_held(teller: Teller, held: Sequence[Held]) -> tuple[HeldItem, ...]:
    """One item a dataset, in the order of the catalogue."""
    last = max((one.newest for one in held), default=None)
    grouped = groupby(held, key=lambda one: one.dataset)
    return tuple(_item(teller, dataset, list(rows), last) for dataset, rows in grouped)


def _item(teller: Teller, name: str, rows: list[Held], last: datetime | None) -> HeldItem:
    dataset = load_catalogue().dataset(name)
    oldest, newest = min(one.oldest for one in rows), max(one.newest for one in rows)
    return HeldItem(
        title=teller.words(dataset),
        count=sum(one.rows for one in rows),
        when=_when(teller, oldest, newest),
        why=format_list(teller.locale, [_purpose(teller, one.purpose) for one in dataset.purposes]),
        clauses=clauses_of(teller.policy, dataset),
        until=_until(teller, name, dataset, oldest, newest, last or newest),
        who=format_list(teller.locale, _recipients(teller, dataset)),
        by=_by_solution(teller, rows),
    )


def _when(teller: Teller, oldest: datetime, newest: datetime) -> str:
    first, latest = teller.day(oldest), teller.day(newest)
    if first == latest:
        return translate(teller.locale, "me.on_day", day=first)
    return translate(teller.locale, "me.from_to", first=first, last=latest)


def _purpose(teller: Teller, purpose: str) -> str:
    words = teller.words(teller.policy.vocabulary.purposes[purpose])
    return words[:1].lower() + words[1:]


def _until(teller: Teller, name: str, dataset: Dataset, oldest: datetime, newest: datetime, last: datetime) -> str:
    ends = [
        (one.start, span)
        for one in dataset.purposes
        if (span := term(load_catalogue(), name, one.purpose, teller.policy.figures, teller.today))
    ]
    start, span = max(ends, key=lambda end: end[1].after(last))
    if start == LAST_ACTIVITY:
        return translate(teller.locale, "me.until_idle", day=teller.day(span.after(last)))
    first, latest = teller.day(span.after(oldest)), teller.day(span.after(newest))
    if first == latest:
        return translate(teller.locale, "me.until_day", day=first)
    return translate(teller.locale, "me.until_between", first=first, last=latest)


def _recipients(teller: Teller, dataset: Dataset) -> list[str]:
    """Who gets it as a matter of course. Partners get something only when the ledger says so; it stands on its own page."""
    names = {"publisher": teller.publisher, "operator": translate(teller.locale, "me.operator", name=teller.operator)}
    kinds = teller.policy.vocabulary.recipients
    listed = [kind for kind in dataset.recipients if kind not in (_SELF, "partner", "affiliate", "authority")]
    return [names.get(kind) or teller.words(kinds[kind]) for kind in listed] or [teller.publisher]


def _by_solution(teller: Teller, rows: list[Held]) -> str:
    named = [(one.rows, teller.solutions.get(str(one.solution_id))) for one in rows if one.solution_id]
    return format_list(teller.locale, [f"{name} ({count})" for count, name in named if name])


def clauses_of(policy: EffectivePolicy, dataset: Dataset) -> tuple[str, ...]:
    """The clauses that let a publisher keep a dataset for its purposes."""
    found: dict[str, None] = {}
    for purpose in dataset.purposes:
        for action in _MAKING:
            rules = policy.rules(Actor.PUBLISHER, action, purpose.purpose)
            found |= {leave.clause: None for leave in rules.leaves if leave.categories & dataset.categories}
            if found:
                break
    return tuple(found)
