"""The base policy: its edition, its clauses, their words, and the statutory floor below them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.policy.clause import Clause, Modality, Party
from dialonce.policy.data_files import read_table, read_tables
from dialonce.policy.legal import Adequacy, Figure, load_adequacy, load_figures
from dialonce.policy.notices import Notice, Summary, load_notices, load_summary
from dialonce.policy.texts import Contacts, Section, Words, load_texts, render
from dialonce.policy.vocabulary import Vocabulary, load_vocabulary


class Policy(msgspec.Struct, frozen=True):
    """One edition of the base policy. `effective` is the first day on which it holds."""

    version: str
    effective: date
    clauses: Mapping[str, Clause]
    statute: Mapping[str, Clause]
    texts: Mapping[str, Words]
    sections: tuple[Section, ...]
    notices: Mapping[str, Notice]
    summary: Summary
    vocabulary: Vocabulary
    figures: Mapping[str, Figure]
    adequacy: Mapping[str, Adequacy]

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id, of the policy or of the statute. KeyError if there is none."""
        return self.clauses.get(clause_id) or self.statute[clause_id]


@cache
def load_policy() -> Policy:
    """The policy as shipped with this program."""
    edition = read_table("policy.toml")
    texts, sections = load_texts()
    return Policy(
        version=edition["version"],
        effective=edition["effective"],
        clauses=msgspec.convert(read_tables("clauses"), dict[str, Clause]),
        statute={name: _statutory(table) for name, table in read_table("statute.toml").items()},
        texts=texts,
        sections=sections,
        notices=load_notices(),
        summary=load_summary(),
        vocabulary=load_vocabulary(),
        figures=load_figures(),
        adequacy=load_adequacy(),
    )


def _statutory(table: dict[str, Any]) -> Clause:
    return msgspec.convert({"who": Party.PUBLISHER, "modality": Modality.MUST, **table}, Clause)


def render_clause(policy: Policy, clause_id: str, locale: str, day: date, contacts: Contacts) -> str:
    """The words of one clause with its figures on a day. KeyError for an unknown clause."""
    return render(policy.texts[clause_id], locale, day, policy.figures, contacts)


def require_publishable(contacts: Contacts) -> None:
    """Raises Invalid while a contact is blank: such a policy may not be published (0-a, 12-a)."""
    if missing := contacts.missing():
        faults = tuple(Fault(name, "must not be blank") for name in missing)
        raise Invalid(f"The policy cannot be published: set {', '.join(missing)} in the settings.", faults=faults)


def clause_templates(policy: Policy, locale: str) -> Mapping[str, str]:
    """The words of the clauses with their placeholders, for third parties to adapt (3.3-b).

    Empty when no clause allows it. The statutory floor is nobody's to adapt and is left out.
    """
    if not any("clause-templates" in clause.allows for clause in policy.clauses.values()):
        return {}
    return {name: policy.texts[name].in_locale(locale) for name in policy.clauses}
