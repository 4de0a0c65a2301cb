"""The policy that holds for one publisher: every layer joined, hashed, and ready to be asked."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

import msgspec

from dialonce.policy.canonical import canonical_hash
from dialonce.policy.clause import Clause
from dialonce.policy.compiled import Rules, compile_rules
from dialonce.policy.conditions import Setting
from dialonce.policy.legal import Adequacy, Figure
from dialonce.policy.memo import Memo
from dialonce.policy.notices import Notice, Summary
from dialonce.policy.texts import Words
from dialonce.policy.vocabulary import Vocabulary


class EffectivePolicy(msgspec.Struct, frozen=True, dict=True, eq=False):
    """What is enforced for `publisher` (None: for everybody), and what is served to be read.

    `clauses` holds the joined layers with the statutory floor last. `severed` clauses permit nothing (IN-c).
    `layers` names what was joined, weakest first.
    """

    version: str
    effective: date
    clauses: Mapping[str, Clause]
    texts: Mapping[str, Words]
    notices: Mapping[str, Notice]
    summary: Summary
    vocabulary: Vocabulary
    figures: Mapping[str, Figure]
    adequacy: Mapping[str, Adequacy]
    layers: tuple[str, ...] = ("base", "statute")
    severed: frozenset[str] = frozenset()
    publisher: UUID | None = None

    @cached_property
    def hash(self) -> str:
        """The hash of meaning and words together; equal for the text that is served and the rules that decide."""
        return canonical_hash(self)

    def setting(self, now: datetime) -> Setting:
        """What conditions are tested against at a moment."""
        return Setting(now, self.vocabulary, self.figures, self.adequacy)

    def rules(self, actor: str, action: str, purpose: str) -> Rules:
        """The rules about one actor, action and purpose, compiled when first asked for."""
        key = (actor, action, purpose)
        found = self._rules.get(key)
        if found is None:
            found = compile_rules(self.clauses, self.severed, self.vocabulary, key)
            self._rules[key] = found
        return found

    def closing(self, what: str) -> tuple[str, ...]:
        """The clauses in whose name an entry that is in no list of this kind is refused."""
        return tuple(clause_id for clause_id, clause in self.clauses.items() if what in clause.closes)

    @cached_property
    def memo(self) -> Memo:
        """Verdicts given under this policy; a performance matter, no part of its meaning."""
        return Memo()

    @cached_property
    def _rules(self) -> dict[tuple[str, str, str], Rules]:
        return {}
