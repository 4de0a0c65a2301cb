"""Every clause, disabled, widened or weakened in each of its parts, makes a vector or a data check fail."""

import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from dialonce.errors import Invalid
from dialonce.policy import Clause, Modality, Overlay, Party, Policy, effective_policy, load_catalogue, load_policy
from dialonce.policy.coverage import coverage
from dialonce.policy.diff import edition_faults
from dialonce.policy.document import clause_templates
from dialonce.policy.mutations import Mutant, mutations
from tests.policy.golden import read_table, table
from tests.policy.vectors import Vector, alone, answer, ask, load_vectors

CLAUSES_OF_2016 = 139


def changed_decision(mutant: Mutant, vectors: tuple[Vector, ...]) -> str | None:
    """Whose answer changed: that of the whole policy, or only that of the clause alone, which others back up."""
    policies = {twist: ask(mutant.policy, twist) for twist in {vector.twist for vector in vectors}}
    if any(answer(policies[vector.twist], vector.use, vector.facts) != vector.whole for vector in vectors):
        return "whole policy"
    lonely = {twist: ask(alone(mutant.policy, mutant.clause), twist) for twist in policies}
    if any(answer(lonely[vector.twist], vector.use, vector.facts) != vector.alone for vector in vectors):
        return "clause alone"
    return None


def layers_open(policy: Policy) -> Iterator[bool]:
    """What the clauses allow in layers, and which clauses no layer may speak to."""
    clause = Clause(Party.PUBLISHER, Modality.MAY, ("C1",), ("policy.layers",))
    yield can_join(policy, supplements=(Overlay("s"),))
    yield can_join(policy, supplements=(Overlay("s", country="BE"),))
    yield can_join(policy, publisher_overlay=Overlay("p"))
    yield can_join(policy, disabled=frozenset({"4.2-f"}))
    yield bool(clause_templates(policy, "fr"))
    yield any("no clause allows" in fault for fault in edition_faults(policy, policy))
    for name in ("3.1-g", "3.1-u", "6-a"):
        yield can_join(policy, publisher_overlay=Overlay("p", clauses={name: clause}))


def can_join(policy: Policy, **layers: object) -> bool:
    try:
        effective_policy(policy, **layers)  # type: ignore[arg-type]
    except Invalid:
        return False
    return True


def how_noticed(mutant: Mutant, base: Policy, vectors: tuple[Vector, ...]) -> str | None:
    if vectors and (changed := changed_decision(mutant, vectors)):
        return changed
    if list(layers_open(mutant.policy)) != list(layers_open(base)):
        return "layers"
    catalogue = load_catalogue()
    faults = [line for line in coverage(mutant.policy, catalogue) if line.clause == mutant.clause and line.faults]
    if faults:
        return "data check"
    return "clause table" if table(mutant.policy) != read_table() else None


@pytest.mark.clause("IN-c")
def test_every_mutant_of_every_clause_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    base = load_policy()
    vectors: dict[str, list[Vector]] = {}
    for vector in load_vectors():
        vectors.setdefault(vector.clause, []).append(vector)
    mutants = list(mutations(base))
    noticed: Counter[str] = Counter()
    survivors = []
    for mutant in mutants:
        how = how_noticed(mutant, base, tuple(vectors.get(mutant.clause, ())))
        noticed[how or "nobody"] += 1
        if how is None:
            survivors.append(f"{mutant.clause} {mutant.kind}: {mutant.fault}")
    with capsys.disabled():
        told = ", ".join(f"{count} by {how}" for how, count in noticed.most_common())
        clauses = len({mutant.clause for mutant in mutants})
        sys.stdout.write(f"\nmutants: {len(mutants)} of {clauses} clauses; noticed {told}\n")
    assert survivors == []


def test_every_clause_of_2016_and_of_the_statute_has_mutants() -> None:
    base = load_policy()
    spoiled = {mutant.clause for mutant in mutations(base)}
    assert len(base.clauses) == CLAUSES_OF_2016
    assert spoiled == base.clauses.keys() | base.statute.keys()


def test_every_clause_with_rules_has_vectors() -> None:
    base = load_policy()
    told = {vector.clause for vector in load_vectors()}
    ruled = {name for name, clause in {**base.clauses, **base.statute}.items() if clause.has_rules}
    assert told == ruled
