"""Clauses turned into look-ups: which rules speak about one actor, action and purpose."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import msgspec

from dialonce.policy.clause import Clause, Prohibition
from dialonce.policy.conditions import Condition, Setting, parse_condition
from dialonce.policy.facts import Facts
from dialonce.policy.use import Action, Use
from dialonce.policy.vocabulary import Vocabulary


class Guard(msgspec.Struct, frozen=True):
    """A prohibition that may apply to a use of one actor, action and purpose."""

    clause: str
    categories: frozenset[str] | None
    together: frozenset[str] | None
    recipients: frozenset[str]
    abroad: bool
    conditions: tuple[Condition, ...]

    def speaks_to(self, use: Use, recipient: str | None, *, abroad: bool) -> bool:
        """Whether the use is of the kind that it forbids."""
        return (
            (self.categories is None or not self.categories.isdisjoint(use.categories))
            and (self.together is None or not self.together.isdisjoint(use.categories))
            and (not self.recipients or recipient in self.recipients)
            and (abroad or not self.abroad)
        )


class Leave(msgspec.Struct, frozen=True):
    """A permission that may cover categories of a use of one actor, action and purpose."""

    clause: str
    categories: frozenset[str]
    recipients: frozenset[str]
    conditions: tuple[Condition, ...]

    def speaks_to(self, use: Use, recipient: str | None) -> bool:
        """Whether it may cover part of the use: a disclosure names a recipient it allows, others may name none."""
        if recipient is None:
            return not self.recipients or use.action != Action.DISCLOSE
        return recipient in self.recipients


class Rules(msgspec.Struct, frozen=True):
    """Everything the clauses say about one actor, action and purpose, in the order of the policy."""

    guards: tuple[Guard, ...]
    leaves: tuple[Leave, ...]


class _Shape(Protocol):
    @property
    def actors(self) -> tuple[str, ...]: ...
    @property
    def actions(self) -> tuple[str, ...]: ...
    @property
    def purposes(self) -> tuple[str, ...]: ...


def failing(conditions: Iterable[Condition], use: Use, facts: Facts, setting: Setting) -> list[Condition]:
    """The conditions that do not hold."""
    return [found for found in conditions if not found.test(use, facts, setting, found.argument)]


def compile_rules(
    clauses: Mapping[str, Clause], severed: frozenset[str], vocabulary: Vocabulary, key: tuple[str, str, str]
) -> Rules:
    """The rules about one (actor, action, purpose). Severed clauses permit nothing; what they forbid stays."""
    return Rules(
        guards=tuple(_guards(clauses, vocabulary, key)),
        leaves=tuple(_leaves(clauses, severed, vocabulary, key)),
    )


def _guards(clauses: Mapping[str, Clause], vocabulary: Vocabulary, key: tuple[str, str, str]) -> Iterator[Guard]:
    for clause_id, clause in clauses.items():
        for rule in clause.forbids:
            if _matches(rule, vocabulary, key) and not _excepted(rule, vocabulary, key):
                yield Guard(
                    clause=clause_id,
                    categories=vocabulary.expand_categories(rule.categories) if rule.categories else None,
                    together=vocabulary.expand_categories(rule.together) if rule.together else None,
                    recipients=frozenset(rule.recipients),
                    abroad=rule.abroad,
                    conditions=tuple(map(parse_condition, rule.unless)),
                )


def _leaves(
    clauses: Mapping[str, Clause], severed: frozenset[str], vocabulary: Vocabulary, key: tuple[str, str, str]
) -> Iterator[Leave]:
    for clause_id, clause in clauses.items():
        if clause_id in severed:
            continue
        for rule in clause.permits:
            if rule.actors and _matches(rule, vocabulary, key):
                yield Leave(
                    clause=clause_id,
                    categories=vocabulary.expand_categories(rule.categories),
                    recipients=frozenset(rule.recipients),
                    conditions=tuple(map(parse_condition, rule.when)),
                )


def _matches(rule: _Shape, vocabulary: Vocabulary, key: tuple[str, str, str]) -> bool:
    actor, action, purpose = key
    return (
        (not rule.actors or actor in rule.actors)
        and (not rule.actions or action in vocabulary.expand_actions(rule.actions))
        and (not rule.purposes or purpose in vocabulary.expand_purposes(rule.purposes))
    )


def _excepted(rule: Prohibition, vocabulary: Vocabulary, key: tuple[str, str, str]) -> bool:
    _actor, action, purpose = key
    return action in vocabulary.expand_actions(rule.except_actions) or purpose in vocabulary.expand_purposes(
        rule.except_purposes
    )
