"""Checks over what is sealed, and over what browsers store (C16, C17)."""

from collections.abc import Iterator

from dialonce.policy.catalogue import Catalogue
from dialonce.policy.document import Policy

_SEALED = ("@direct", "@location", "@device", "@user-given", "ip-address", "call-recording", "health")


def direct_identifiers_sealed(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Numbers, addresses, positions, device data and free text are never in a clear column (8-c, GDPR 32)."""
    secret = policy.vocabulary.expand_categories(_SEALED)
    for name, dataset in catalogue.datasets.items():
        if name.startswith("paper."):
            continue
        for column, category in dataset.clear.items():
            if category in secret:
                yield f"{name}.{column} holds {category} in the clear."


def messages_sealed(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """What people write to each other is sealed wherever it is held (4.1-d)."""
    held = [(name, dataset) for name, dataset in catalogue.datasets.items() if "message" in dataset.categories]
    if not held:
        yield "Nothing holds messages; the clause speaks of nothing."
    for name, dataset in held:
        if "message" in dataset.clear.values():
            yield f"{name} holds messages in the clear."


def named_people_protected(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """People named within organisations are personal data, sealed and erasable (2-g)."""
    if not policy.vocabulary.categories["organisation-person"].personal:
        yield "People named in organisations are not held to be personal data."
    for name, dataset in catalogue.datasets.items():
        if "organisation-person" in dataset.clear.values():
            yield f"{name} names people in the clear."


def cookies_registered(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every stored item has a purpose and a life (5.1-a)."""
    items = [name for name in catalogue.datasets if name.startswith("browser.")]
    if not items:
        yield "No stored item is registered."
    for name in items:
        if catalogue.dataset(name).purpose_ids != {"settings"}:
            yield f"{name} is stored for something else than settings."


def cookies_host_only(_policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Every cookie is bound to the host that set it (5.1-b)."""
    for name, dataset in catalogue.datasets.items():
        for column, category in dataset.columns.items():
            if category == "cookie" and not column.startswith("__Host-"):
                yield f"{name}: {column} is not bound to its host; begin its name with __Host-."
