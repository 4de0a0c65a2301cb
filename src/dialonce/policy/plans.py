"""Plans for erasure and retention: what would be done, and why. Pure; the vault alone carries them out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.policy.catalogue import Catalogue, Dataset, Erasure, Subjects
from dialonce.policy.facts import Facts
from dialonce.policy.legal import Figure, load_figures
from dialonce.policy.terms import Span, span_of

_REACHABLE = frozenset({"pseudonym", "fingerprint"})
_ELSEWHERE = frozenset({"browser"})


class Delete(msgspec.Struct, frozen=True, tag=True):
    """Rows go: those of the subject (`before` None), or those whose `start` is before a moment.

    `held`: subjects whose rows stay, under legal hold.
    """

    dataset: str
    start: str | None = None
    before: datetime | None = None
    held: frozenset[UUID] = frozenset()


class Anonymise(msgspec.Struct, frozen=True, tag=True):
    """What leads to the person goes from these columns; the rest stays."""

    dataset: str
    columns: tuple[str, ...]


class Archive(msgspec.Struct, frozen=True, tag=True):
    """Rows whose `start` is before a moment go to intermediate archive: restricted, motivated access only."""

    dataset: str
    start: str
    before: datetime


class Keep(msgspec.Struct, frozen=True, tag=True):
    """Rows stay for a reason of `keeps.toml`, until a moment at the latest (None: until the hold ends)."""

    dataset: str
    reason: str
    until: datetime | None


class Hold(msgspec.Struct, frozen=True):
    """A legal hold on one subject: why, and until when."""

    reason: str
    until: datetime


def plan_erasure(
    catalogue: Catalogue, facts: Facts, now: datetime, figures: Mapping[str, Figure] | None = None
) -> list[Delete | Anonymise | Keep]:
    """What an erasure does to each dataset about callers (7-h, GDPR 17).

    The key comes first: from then on nothing sealed can be read, whatever happens to the rest of the plan. Under
    legal hold everything stays. What the browser stores is the person's own to delete.
    """
    numbers = figures if figures is not None else load_figures()
    about_callers = [
        (name, dataset)
        for name, dataset in catalogue.running()
        if dataset.subjects is Subjects.CALLER and name.partition(".")[0] not in _ELSEWHERE
    ]
    if facts.legal_hold:
        return [Keep(name, "legal-hold", None) for name, _ in about_callers]
    about_callers.sort(key=lambda named: named[1].erasure is not Erasure.KEY)
    return [_erase(name, dataset, now, numbers) for name, dataset in about_callers]


def _erase(name: str, dataset: Dataset, now: datetime, figures: Mapping[str, Figure]) -> Delete | Anonymise | Keep:
    end = longest_term(dataset, now, figures).after(now)
    if dataset.erasure is Erasure.KEEP:
        return Keep(name, dataset.reason or "", end)
    if not _REACHABLE & dataset.categories and not name.startswith("paper."):
        return Keep(name, "not-linked", end)
    if dataset.erasure is Erasure.ANONYMISE:
        return Anonymise(name, tuple(dataset.columns))
    return Delete(name)


def plan_retention(
    catalogue: Catalogue,
    now: datetime,
    holds: Mapping[UUID, Hold] | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> list[Delete | Archive | Keep]:
    """What is past its term in each dataset at a moment (8-i).

    Rows go when their longest term is over. Subjects under a hold that has not ended are left out.
    """
    numbers = figures if figures is not None else load_figures()
    running_holds = {subject: hold for subject, hold in (holds or {}).items() if now < hold.until}
    held = frozenset(running_holds)
    plan: list[Delete | Archive | Keep] = []
    for name, dataset in catalogue.running():
        if name.partition(".")[0] in _ELSEWHERE:
            continue
        plan.extend(_archives(name, dataset, now, numbers))
        plan.append(_expire(name, dataset, now, numbers, held))
        if held and dataset.subjects is Subjects.CALLER:
            plan.append(Keep(name, "legal-hold", max(hold.until for hold in running_holds.values())))
    return plan


def _expire(name: str, dataset: Dataset, now: datetime, figures: Mapping[str, Figure], held: frozenset[UUID]) -> Delete:
    longest = max(dataset.purposes, key=lambda held_for: _span(held_for.term, now, figures).after(now))
    before = _span(longest.term, now, figures).before(now)
    return Delete(name, longest.start, before, held if dataset.subjects is Subjects.CALLER else frozenset())


def _archives(name: str, dataset: Dataset, now: datetime, figures: Mapping[str, Figure]) -> Iterator[Archive]:
    for held_for in dataset.purposes:
        if held_for.active is not None:
            yield Archive(name, held_for.start, _span(held_for.active, now, figures).before(now))


def longest_term(dataset: Dataset, now: datetime, figures: Mapping[str, Figure] | None = None) -> Span:
    """How long a dataset is kept at most, whatever the purpose, as of a moment."""
    numbers = figures if figures is not None else load_figures()
    spans = [_span(held_for.term, now, numbers) for held_for in dataset.purposes]
    return max(spans, key=lambda span: span.after(now))


def _span(key: str, now: datetime, figures: Mapping[str, Figure]) -> Span:
    return span_of(key, figures[key].at(now.date()).value)
