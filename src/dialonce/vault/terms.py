"""How the term of each dataset is kept: computed from the catalogue, so that no term is a promise alone (8-i)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from dialonce.policy import Archive, Dataset, Delete, load_catalogue, longest_term, plan_retention
from dialonce.storage.personal.tables import TABLES


class Way(StrEnum):
    """What takes the rows of a dataset when their term is over."""

    ROW = "row"
    """Personal rows, each by its own date; whole months of event tables at once."""
    ALONE = "alone"
    """Personal rows that belong to no key: holds and traces of erasures."""
    SUBJECT = "subject"
    """They go with their subject, once nothing else is left of it."""
    AGE = "age"
    """Rows by a column of theirs, by `core.sweep`."""
    PARENT = "parent"
    """They go with the row that they belong to."""
    CONTRACT = "contract"
    """They go with the publisher, by `core.remove_publisher`."""
    VAULT = "vault"
    """Rows of the vault, by a statement of their own."""
    JOURNAL = "journal"
    """Entries and checkpoints, behind a signed checkpoint."""
    INSTALLATION = "installation"
    """A new one takes the place of the old one; nothing past is there to be swept."""
    HAND = "hand"
    """People take paper away; `dialonce retention plan` reminds them."""


VAULT_STATEMENTS: Final[Mapping[str, str]] = {
    "vault.tombstone": "vault.sweep_tombstones",
    "vault.opt_out": "vault.sweep_opt_outs",
    "vault.recent_offer": "vault.sweep_offers",
    "vault.link": "vault.sweep_links",
    "vault.sign_in": "caller.sweep_sign_ins",
    "vault.caller_session": "caller.sweep_sessions",
    "vault.try_count": "caller.sweep_tries",
}
PARENTS: Final[Mapping[str, str]] = {
    "core.staff_passkey": "core.staff",
    "core.incident_step": "core.incident",
}
_BY_NAME: Final[Mapping[str, Way]] = {
    **dict.fromkeys(VAULT_STATEMENTS, Way.VAULT),
    **dict.fromkeys(PARENTS, Way.PARENT),
    **dict.fromkeys(("personal.legal_hold", "personal.tombstone"), Way.ALONE),
    **dict.fromkeys(("audit.entry", "audit.checkpoint"), Way.JOURNAL),
    **dict.fromkeys(("core.policy_edition", "core.scope_secret", "core.sweep_rule"), Way.INSTALLATION),
    **dict.fromkeys(("vault.secret", "audit.lane"), Way.INSTALLATION),
}
_BY_EVENT: Final[Mapping[str, Way]] = {"last-activity": Way.SUBJECT, "contract-end": Way.CONTRACT}
_BY_SCHEMA: Final[Mapping[str, Way]] = {"core": Way.AGE, "insights": Way.AGE, "ads": Way.AGE, "intermediate": Way.AGE}


class Term(msgspec.Struct, frozen=True):
    """One dataset's term as of a moment: rows whose `start` is before `before` go, in this way."""

    dataset: str
    start: str
    before: datetime
    way: Way


class AgeRule(msgspec.Struct, frozen=True):
    """Rows of a dataset that are younger than `at_least` (a PostgreSQL interval), counted from `start`, stay."""

    dataset: str
    start: str
    at_least: str


def way_of(name: str, dataset: Dataset, start: str) -> Way | None:
    """What takes the rows of a dataset whose term counts from `start`; None when nothing does."""
    schema, _, table = name.partition(".")
    if name in _BY_NAME:
        return _BY_NAME[name]
    if start in _BY_EVENT:
        return _BY_EVENT[start]
    if schema == "paper":
        return Way.HAND
    if schema == "personal":
        return Way.ROW if table in TABLES and start in dataset.clear else None
    return _BY_SCHEMA.get(schema) if start in dataset.clear else None


def terms(now: datetime, *ways: Way) -> Iterator[Term]:
    """The terms that are kept in one of these ways, as of a moment, in the order of the catalogue."""
    catalogue = load_catalogue()
    for step in plan_retention(catalogue, now):
        if isinstance(step, Delete) and step.before is not None and step.start is not None:
            way = way_of(step.dataset, catalogue.dataset(step.dataset), step.start)
            if way is not None and way in ways:
                yield Term(step.dataset, step.start, step.before, way)


def age_rules(now: datetime) -> list[AgeRule]:
    """How old rows must be at least before the database lets the program delete them by age, from the catalogue."""
    catalogue = load_catalogue()
    return [
        AgeRule(term.dataset, term.start, f"{span.amount} {span.unit}")
        for term in terms(now, Way.AGE)
        for span in (longest_term(catalogue.dataset(term.dataset), now),)
    ]


def term_of(now: datetime, dataset: str) -> Term:
    """One dataset's term as of a moment."""
    return next(term for term in terms(now, *Way) if term.dataset == dataset)


def past_active_use(now: datetime) -> Iterator[Archive]:
    """Personal datasets of which rows leave active use for the intermediate archive, and since when they are due to."""
    for step in plan_retention(load_catalogue(), now):
        if isinstance(step, Archive) and step.dataset.removeprefix("personal.") in TABLES:
            yield step
