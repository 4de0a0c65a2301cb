"""Writes the golden vectors anew: `python -m tests.policy.make_vectors`. Read the diff before committing it."""

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from dialonce.policy import Clause, Permission, Policy, Prohibition, load_policy
from tests.policy.vectors import Vector, alone, answer, ask, use_of, write_vectors
from tests.policy.worlds import allowing, lacking

ACTORS = ("operator", "publisher", "subject", "affiliate", "partner", "third-party")
FAR = "KE"
CLOSED: dict[str, dict[str, Any]] = {
    "action": {"action": "teleport"},
    "actor": {"actor": "stranger"},
    "category": {"categories": ("shoe-size",)},
    "purpose": {"purpose": "world-domination"},
    "recipient": {"recipient": "stranger:acme"},
    "region": {"region": "XX"},
    "permission": {"actor": "third-party", "action": "anonymise", "categories": ("organisation",)},
    "edition": {"twist": "early"},
    "publisher": {"twist": "foreign"},
}


def make_vectors(policy: Policy) -> Iterator[Vector]:
    """Vectors around every rule of every clause: what it speaks of, and what lies just outside."""
    for clause_id, clause in {**policy.clauses, **policy.statute}.items():
        seen = set()
        for question in _questions(clause, policy):
            vector = _vector(policy, clause_id, question)
            if vector not in seen:
                seen.add(vector)
                yield vector


Question = dict[str, Any]


def _vector(policy: Policy, clause_id: str, question: Question) -> Vector:
    missing: tuple[str, ...] = tuple(question.get("lacking", ()))
    parts = {name: value for name, value in question.items() if name not in {"lacking", "twist"}}
    use = use_of(**parts)
    facts = lacking(allowing(use), missing, use)
    twist = str(question.get("twist", ""))
    return Vector(
        clause=clause_id,
        **{**parts, "categories": tuple(question["categories"])},
        lacking=missing,
        twist=twist,
        whole=answer(ask(policy, twist), use, facts),
        alone=answer(ask(alone(policy, clause_id), twist), use, facts),
    )


def _questions(clause: Clause, policy: Policy) -> Iterator[Question]:
    for rule in clause.permits:
        yield from _around_permission(rule, policy)
    for ban in clause.forbids:
        yield from _around_prohibition(ban, policy)
    for kind in clause.closes:
        home = {"actor": "publisher", "action": "use", "purpose": "service-provision", "categories": ("interaction",)}
        yield {**home, **CLOSED[kind]}


def _around_permission(rule: Permission, policy: Policy) -> Iterator[Question]:
    lists = policy.vocabulary
    actions, purposes = sorted(lists.expand_actions(rule.actions)), sorted(lists.expand_purposes(rule.purposes))
    categories = sorted(lists.expand_categories(rule.categories))
    outside = [name for name in lists.categories if name not in categories]
    inside: Question = {
        "actor": rule.actors[0],
        "action": actions[0],
        "purpose": purposes[0],
        "categories": rule.categories,
        "recipient": f"{rule.recipients[0]}:acme" if rule.recipients else None,
        "region": FAR if "transfer-covered" in rule.when else "FR",
    }
    yield inside
    yield from ({**inside, "action": action} for action in actions[1:])
    yield from ({**inside, "purpose": purpose} for purpose in purposes[1:])
    yield from ({**inside, "actor": actor} for actor in rule.actors[1:])
    for some in (rule.categories, categories[:1], categories[-1:]):
        yield {**inside, "categories": some}
        yield from ({**inside, "categories": some, "lacking": [condition]} for condition in rule.when)
    yield from ({**inside, "actor": actor} for actor in ACTORS if actor not in rule.actors)
    yield from ({**inside, "action": other} for other in _few(lists.actions, actions))
    yield from ({**inside, "purpose": other} for other in _few(lists.purposes, purposes))
    yield from ({**inside, "categories": (*rule.categories, other)} for other in [*outside[:2], *outside[-1:]])
    yield from ({**inside, "recipient": f"{kind}:acme"} for kind in _few(lists.recipients, rule.recipients))


def _around_prohibition(ban: Prohibition, policy: Policy) -> Iterator[Question]:
    lists = policy.vocabulary
    spared_actions = sorted(lists.expand_actions(ban.except_actions))
    spared_purposes = sorted(lists.expand_purposes(ban.except_purposes))
    actions = sorted(lists.expand_actions(ban.actions) or {"use"})
    named = sorted(lists.expand_purposes(ban.purposes) or {"service-provision", "personalisation", "quality"})
    purposes = [purpose for purpose in named if purpose not in spared_purposes]
    categories = sorted(lists.expand_categories(ban.categories) or {"interaction"})
    together = sorted(lists.expand_categories(ban.together) - set(categories))
    inside: Question = {
        "actor": ban.actors[0] if ban.actors else "publisher",
        "action": actions[0],
        "purpose": purposes[0],
        "categories": [categories[0], *together[:1]],
        "recipient": f"{ban.recipients[0]}:acme" if ban.recipients else None,
        "region": FAR if ban.abroad else "FR",
    }
    yield from ({**inside, "lacking": [condition]} for condition in ban.unless)
    for question in _variants(inside, actions, purposes, spared_actions, spared_purposes):
        yield {**question, "lacking": ban.unless}
    others = [*categories[1:4], categories[-1]]
    yield from ({**inside, "categories": [other, *together[:1]], "lacking": ban.unless} for other in others)


def _variants(
    inside: Question, actions: list[str], purposes: list[str], spared_actions: list[str], spared_purposes: list[str]
) -> Iterator[Question]:
    yield inside
    yield from ({**inside, "action": action} for action in [*actions[1:], *spared_actions])
    yield from ({**inside, "purpose": purpose} for purpose in [*purposes[1:4], *spared_purposes[:2]])


def _few(listed: Iterable[str], named: Iterable[str]) -> Iterator[str]:
    return islice((name for name in listed if name not in set(named)), 3)


if __name__ == "__main__":
    for path in write_vectors(make_vectors(load_policy())):
        sys.stdout.write(f"{path.name} {path.stat().st_size}\n")
