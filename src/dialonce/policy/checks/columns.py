"""Checks over datasets and columns: everything declared, grounded, erasable, exportable."""

from collections.abc import Iterator

from dialonce.policy.catalogue import NOBODYS, Catalogue, Erasure, Subjects
from dialonce.policy.data_files import read_table
from dialonce.policy.document import Policy

_BASES = frozenset(f"A6-1-{letter}" for letter in "abcdef")


def columns_declared(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every column has a category of the closed list (1-b)."""
    for name, dataset in catalogue.datasets.items():
        for column, category in dataset.columns.items():
            if category != NOBODYS and category not in policy.vocabulary.categories:
                yield f"{name}.{column} has category {category}, which is on no list."


def columns_have_purpose(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every dataset that holds something is held for a purpose (8-h)."""
    for name, dataset in catalogue.datasets.items():
        if dataset.columns and not dataset.purposes:
            yield f"{name} has no purpose."


def columns_have_basis(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every purpose has a lawful basis of GDPR 6(1) (2-c)."""
    for name, dataset in catalogue.datasets.items():
        for held_for in dataset.purposes:
            if held_for.basis not in _BASES:
                yield f"{name} for {held_for.purpose} has basis {held_for.basis}, which is none of GDPR 6(1)."


def purposes_declared(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every purpose is on the closed list, and none is one that is always refused (4-d)."""
    purposes = policy.vocabulary.purposes
    for name, dataset in catalogue.datasets.items():
        for purpose in dataset.purpose_ids:
            if purpose not in purposes or purposes[purpose].refused:
                yield f"{name} is held for {purpose}, which is not a purpose of the policy."


def datasets_registered(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every dataset has what a line of the register needs: titles, recipients, countries (2-b)."""
    for name, dataset in catalogue.datasets.items():
        if not (dataset.fr and dataset.en and dataset.recipients):
            yield f"{name} lacks a title or a recipient."
        if unknown := set(dataset.recipients) - policy.vocabulary.recipients.keys():
            yield f"{name} goes to {min(unknown)}, which is no kind of recipient."
        if unknown := set(dataset.regions) - policy.vocabulary.regions:
            yield f"{name} is held in {min(unknown)}, which is no country."


def paper_files_listed(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Manual files are in the catalogue like any other (2-d)."""
    if not any(name.startswith("paper.") for name, _ in catalogue.running()):
        yield "No manual file is listed."


def columns_erasable(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """What is about callers can be erased, or is kept for a lawful reason and without identity (7-h)."""
    reasons = read_table("keeps.toml")
    direct = policy.vocabulary.expand_categories(["@identity", "@contact"])
    for name, dataset in catalogue.datasets.items():
        if dataset.erasure is not Erasure.KEEP:
            continue
        if dataset.reason not in reasons:
            yield f"{name} outlives an erasure for {dataset.reason}, which is no lawful reason."
        if dataset.subjects is Subjects.CALLER and direct & dataset.categories:
            yield f"{name} outlives an erasure and holds {min(direct & dataset.categories)}."


def user_given_erasable(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """What people gave goes when they delete it (3.1-s)."""
    given = policy.vocabulary.expand_categories(["@user-given"])
    for name, dataset in catalogue.datasets.items():
        if given & dataset.categories and dataset.erasure is not Erasure.DELETE:
            yield f"{name} holds {min(given & dataset.categories)} and does not delete it."


def export_complete(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every personal row about a caller can be handed to them (7-d)."""
    for name, dataset in catalogue.datasets.items():
        handed = "subject" in dataset.recipients or name == "personal.tombstone"
        if name.startswith("personal.") and dataset.subjects is Subjects.CALLER and not handed:
            yield f"{name} is about callers and cannot be handed to them."


def no_contacts_column(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Nothing holds address-book data (3.1-u)."""
    for name, dataset in catalogue.datasets.items():
        if "contacts" in dataset.categories:
            yield f"{name} holds contacts."


def aggregate_apart(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Statistics and personal data are in different datasets and different schemas (3.2-d)."""
    personal = policy.vocabulary.personal
    schemas = {name.partition(".")[0] for name, found in catalogue.datasets.items() if found.categories & personal}
    for name, dataset in catalogue.datasets.items():
        if "aggregate" in dataset.categories and name.partition(".")[0] in schemas:
            yield f"{name} holds statistics in a schema of personal data."
