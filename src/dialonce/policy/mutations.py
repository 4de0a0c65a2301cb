"""Spoiled copies of the policy, one fault each: a test must notice every one (issue of the executable policy)."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from dialonce.policy.clause import Clause, Modality, Permission, Prohibition
from dialonce.policy.document import Policy


class Kind(StrEnum):
    """How a clause is spoiled: taken out, made to allow more, or made to ask for less."""

    DISABLE = "disable"
    WIDEN = "widen"
    WEAKEN = "weaken"


class Mutant(msgspec.Struct, frozen=True):
    """A policy with one clause spoiled. `fault` says how, for the report of a mutant that nobody noticed."""

    clause: str
    kind: Kind
    fault: str
    policy: Policy


def mutations(policy: Policy) -> Iterator[Mutant]:
    """Every clause of policy and statute, taken out, and spoiled in each of its rules, conditions and duties."""
    for clause_id, clause in {**policy.clauses, **policy.statute}.items():
        yield Mutant(clause_id, Kind.DISABLE, "taken out", _with(policy, clause_id, None))
        for kind, fault, spoiled in _spoil(clause, policy):
            yield Mutant(clause_id, kind, fault, _with(policy, clause_id, spoiled))


def _with(policy: Policy, clause_id: str, clause: Clause | None) -> Policy:
    name = "clauses" if clause_id in policy.clauses else "statute"
    clauses = dict(getattr(policy, name))
    if clause is None:
        del clauses[clause_id]
    else:
        clauses[clause_id] = clause
    return msgspec.structs.replace(policy, **{name: clauses})


Spoiled = Iterator[tuple[Kind, str, Clause]]


def _spoil(clause: Clause, policy: Policy) -> Spoiled:
    for index, rule in enumerate(clause.permits):
        for kind, fault, spoiled in _spoil_permission(rule, policy):
            rules = (*clause.permits[:index], spoiled, *clause.permits[index + 1 :])
            yield kind, f"permission {index}: {fault}", msgspec.structs.replace(clause, permits=rules)
    for index, ban in enumerate(clause.forbids):
        rest = (*clause.forbids[:index], *clause.forbids[index + 1 :])
        yield Kind.WEAKEN, f"prohibition {index} lifted", msgspec.structs.replace(clause, forbids=rest)
        for fault, eased in _ease(ban):
            bans = (*clause.forbids[:index], eased, *clause.forbids[index + 1 :])
            yield Kind.WEAKEN, f"prohibition {index}: {fault}", msgspec.structs.replace(clause, forbids=bans)
    yield from _spoil_duties(clause)


def _spoil_permission(rule: Permission, policy: Policy) -> Iterator[tuple[Kind, str, Permission]]:
    lists = policy.vocabulary
    replace = msgspec.structs.replace
    everyone = ("operator", "publisher", "subject", "affiliate", "partner", "third-party")
    yield Kind.WIDEN, "for any actor", replace(rule, actors=(*rule.actors, *everyone))
    yield Kind.WIDEN, "for any purpose", replace(rule, purposes=tuple(lists.purposes))
    yield Kind.WIDEN, "for any category", replace(rule, categories=tuple(lists.categories))
    yield Kind.WIDEN, "for any action", replace(rule, actions=tuple(lists.actions))
    if rule.recipients:
        yield Kind.WIDEN, "for any recipient", replace(rule, recipients=tuple(lists.recipients))
    for name in rule.when:
        kept = tuple(other for other in rule.when if other != name)
        yield Kind.WEAKEN, f"without {name}", replace(rule, when=kept)


def _ease(ban: Prohibition) -> Iterator[tuple[str, Prohibition]]:
    if len(ban.unless) > 1:
        for name in ban.unless:
            kept = tuple(other for other in ban.unless if other != name)
            yield f"without {name}", msgspec.structs.replace(ban, unless=kept)


def _spoil_duties(clause: Clause) -> Spoiled:
    replace = msgspec.structs.replace
    for field in ("closes", "allows", "defines", "checks", "figures"):
        members = getattr(clause, field)
        for member in members:
            kept = tuple(other for other in members if other != member)
            yield Kind.WEAKEN, f"{field} without {member}", replace(clause, **{field: kept})
    if clause.absolute:
        yield Kind.WEAKEN, "no longer absolute", replace(clause, absolute=False)
    if not clause.has_rules:
        weaker = Modality.ADVICE if clause.modality is not Modality.ADVICE else Modality.MAY
        yield Kind.WEAKEN, "made advice", replace(clause, modality=weaker)
