"""Checks that the data of the policy must pass: the part of the clauses that is no decision but a duty."""

from collections.abc import Callable, Iterator, Mapping

from dialonce.policy.catalogue import Catalogue
from dialonce.policy.checks import columns, promises, sealing, terms
from dialonce.policy.document import Policy

__all__ = ["CHECKS", "run_check"]

Check = Callable[[Policy, Catalogue], Iterator[str]]

CHECKS: Mapping[str, Check] = {
    "access-log-term": terms.access_log_term,
    "aggregate-apart": columns.aggregate_apart,
    "columns-declared": columns.columns_declared,
    "columns-erasable": columns.columns_erasable,
    "columns-have-basis": columns.columns_have_basis,
    "columns-have-purpose": columns.columns_have_purpose,
    "cookies-host-only": sealing.cookies_host_only,
    "cookies-registered": sealing.cookies_registered,
    "datasets-registered": columns.datasets_registered,
    "direct-identifiers-sealed": sealing.direct_identifiers_sealed,
    "export-complete": columns.export_complete,
    "fraud-term-own": terms.fraud_term_own,
    "french-prevails": promises.french_prevails,
    "hash-covers-text-and-meaning": promises.hash_covers_text_and_meaning,
    "messages-sealed": sealing.messages_sealed,
    "named-people-protected": sealing.named_people_protected,
    "no-contacts-column": columns.no_contacts_column,
    "non-identifiable-needs-evidence": promises.non_identifiable_needs_evidence,
    "paper-files-listed": columns.paper_files_listed,
    "purposes-declared": columns.purposes_declared,
    "recordings-term": terms.recordings_term,
    "refusals-lawful": promises.refusals_lawful,
    "strictest-label-wins": promises.strictest_label_wins,
    "technical-term-finite": terms.technical_term_finite,
    "terms-finite": terms.terms_finite,
    "unknown-is-personal": promises.unknown_is_personal,
    "user-given-erasable": columns.user_given_erasable,
}


def run_check(name: str, policy: Policy, catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong, one sentence each; empty when the check passes. KeyError for a check that does not exist."""
    return tuple(CHECKS[name](policy, catalogue))
