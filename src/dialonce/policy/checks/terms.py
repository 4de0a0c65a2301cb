"""Checks over retention terms: all finite, each the one that the policy promises (C14)."""

from collections.abc import Iterator

from dialonce.policy.catalogue import Catalogue
from dialonce.policy.document import Policy
from dialonce.policy.terms import span_of


def terms_finite(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every dataset has a positive, dated term for every purpose (8-i)."""
    for name, dataset in catalogue.datasets.items():
        for held_for in dataset.purposes:
            for key in filter(None, (held_for.term, held_for.active)):
                if key not in policy.figures:
                    yield f"{name} for {held_for.purpose} has term {key}, which is no dated number."
                elif span_of(key, policy.figures[key].at(policy.effective).value).amount <= 0:
                    yield f"{name} for {held_for.purpose} has a term that never ends."


def technical_term_finite(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Technical data is held no longer than a year and a month, whatever the 2016 text says (3.1-c)."""
    technical = policy.vocabulary.expand_categories(["@technical"])
    longest = policy.figures["retention.devices_months"].ceiling or 0
    for name, dataset in catalogue.datasets.items():
        if "device-id" not in dataset.categories & technical:
            continue
        for held_for in dataset.purposes:
            span = span_of(held_for.term, policy.figures[held_for.term].at(policy.effective).value)
            if span.unit != "months" or span.amount > longest:
                yield f"{name} holds device identifiers for {held_for.purpose} beyond {longest} months."


def _only_term(catalogue: Catalogue, category: str, key: str) -> Iterator[str]:
    found = [named for named in catalogue.datasets.items() if category in named[1].categories]
    if not found:
        yield f"Nothing holds {category}; the clause speaks of nothing."
    for name, dataset in found:
        if {held_for.term for held_for in dataset.purposes} != {key}:
            yield f"{name} holds {category} under another term than {key}."


def access_log_term(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Access times are held for the term of the access log and no other (4.1-f)."""
    return _only_term(catalogue, "access-log", "retention.access_log_months")


def recordings_term(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Recordings are held for the term of recordings and no other (4.2-g)."""
    return _only_term(catalogue, "call-recording", "retention.recordings_months")


def fraud_term_own(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """What is held against fraud has a dataset and a term of its own, and fingerprints only (4.2-i)."""
    for name, dataset in catalogue.datasets.items():
        if "fraud-prevention" not in dataset.purpose_ids:
            continue
        if dataset.purpose_ids != {"fraud-prevention"}:
            yield f"{name} is held against fraud and for something else."
        if dataset.categories - {"fingerprint", "access-log"}:
            yield f"{name} is held against fraud and is more than fingerprints."
