"""Clause → control → evidence: what proves each clause, and what comes only with a later issue."""

from collections.abc import Iterator

import msgspec

from dialonce.policy.catalogue import Catalogue
from dialonce.policy.checks import CHECKS, run_check
from dialonce.policy.clause import Clause
from dialonce.policy.document import Policy
from dialonce.policy.texts import Contacts

ISSUES = frozenset({"consent", "sharing", "insights", "console", "sdk"})


class Evidence(msgspec.Struct, frozen=True):
    """One running check that proves a clause (`policy.decision`, `vault.erasure` …), or None-yet until an issue."""

    name: str
    arrives_with: str | None


class Coverage(msgspec.Struct, frozen=True):
    """One line of `dialonce policy check`. `faults` is what is wrong with it now; empty when all holds."""

    clause: str
    who: str
    modality: str
    controls: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    faults: tuple[str, ...]


def coverage(policy: Policy, catalogue: Catalogue) -> tuple[Coverage, ...]:
    """Every clause of the policy, then of the statutory floor, with its controls, evidence and faults."""
    return tuple(
        Coverage(
            clause=clause_id,
            who=clause.who,
            modality=clause.modality,
            controls=clause.controls,
            evidence=tuple(map(_evidence, clause.evidence)),
            faults=tuple(_faults(clause_id, clause, policy, catalogue)),
        )
        for clause_id, clause in {**policy.clauses, **policy.statute}.items()
    )


def _evidence(text: str) -> Evidence:
    name, _, issue = text.partition("@")
    return Evidence(name, issue or None)


def _faults(clause_id: str, clause: Clause, policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    if clause_id not in policy.texts:
        yield "has no words in French and English."
    elif policy.texts[clause_id].placeholders != frozenset(clause.figures):
        yield "shows other figures than it declares."
    if not clause.evidence or not clause.controls:
        yield "has no control or no evidence."
    if late := {found.arrives_with for found in map(_evidence, clause.evidence)} - ISSUES - {None}:
        yield f"waits for {late}, which is no issue."
    yield from _unknown(clause, policy)
    for name in clause.checks:
        yield from run_check(name, policy, catalogue) if name in CHECKS else (f"asks for check {name}, unknown.",)


def _unknown(clause: Clause, policy: Policy) -> Iterator[str]:
    known = policy.figures.keys() | Contacts().figures().keys()
    if unknown := set(clause.figures) - known:
        yield f"shows {min(unknown)}, which is no dated number."
    lists = {
        "actor": frozenset({"operator", "publisher", "partner"}),
        "category": policy.vocabulary.categories.keys(),
        "recipient": policy.vocabulary.recipients.keys(),
        "region": policy.vocabulary.regions,
    }
    for term in clause.defines:
        kind, _, name = term.partition(":")
        if name not in lists.get(kind, ()):
            yield f"defines {term}, which is on no list."
