"""Whether a Permit covers what it is shown for: transaction, tenant, action, and every category of what is written."""

from collections.abc import Mapping, Set
from functools import cache
from uuid import UUID

from dialonce.errors import Forbidden
from dialonce.policy import Action, Label, Level, Permit, label_of, load_catalogue
from dialonce.vault.session import Gate

WRITING = frozenset((Action.COLLECT, Action.RECTIFY, Action.RETAIN, Action.LINK))
PSEUDONYM = "pseudonym"
NOBODYS = "-"
UNDECLARED = "unknown"


class PermitMismatchError(Forbidden):
    """A Permit was shown for something that it does not cover. A fault of the program, refused all the same."""

    code = "permit-mismatch"
    title = "The permit does not cover this"


def check_permit(session: Gate, permit: Permit, publisher_id: UUID) -> None:
    """Raise `PermitMismatchError` unless the Permit was given in this session, for this tenant, and still holds."""
    if not permit.is_live(session.transaction, session.now):
        raise PermitMismatchError("The permit belongs to another transaction or has expired.")
    if permit.use.publisher != publisher_id or publisher_id not in session.publishers:
        raise PermitMismatchError("The permit belongs to another publisher.")


def check_write(permit: Permit, table: str, sealed: Set[str]) -> None:
    """Raise `PermitMismatchError` unless the Permit's action may write to the table, with these sealed fields.

    A field that the catalogue does not declare is never written: nobody was told of it (8-h). What is transient may be
    written only as a message that waits, whose clear columns lead to nobody: its subject exists for it alone and goes
    with it.
    """
    if undeclared := sealed - _columns(table)[1].keys():
        raise PermitMismatchError(
            f"The catalogue of processing declares no sealed {', '.join(sorted(undeclared))} in {table}."
        )
    if permit.use.action is Action.TRANSIENT and table == "message":
        needed = _sealed_categories(table, frozenset(sealed)) - {PSEUDONYM}
    elif permit.use.action in WRITING:
        needed = _clear_categories(table) | _sealed_categories(table, frozenset(sealed))
    else:
        raise PermitMismatchError(f"A permit to {permit.use.action} does not allow writing to {table}.")
    if not permit.covers(needed):
        missing = ", ".join(sorted(needed - permit.use.categories))
        raise PermitMismatchError(f"Writing to {table} needs a permit for these categories too: {missing}.")


@cache
def label_of_sealed(table: str, names: frozenset[str]) -> Label:
    """The label of what was sealed in a row under these names: whoever reveals it holds a permit for these categories.

    What nobody declared is of the unknown category, which no permit covers. Pseudonyms and what is nobody's by itself
    need none: the row was found by its pseudonym.
    """
    declared = _columns(table)[1]
    found = frozenset(declared.get(name, UNDECLARED) for name in names) - {NOBODYS, PSEUDONYM}
    return label_of(*found) if found else Label(Level.PERSONAL, frozenset())


@cache
def _clear_categories(table: str) -> frozenset[str]:
    return frozenset(_columns(table)[0].values()) - {NOBODYS}


@cache
def _sealed_categories(table: str, names: frozenset[str]) -> frozenset[str]:
    declared = _columns(table)[1]
    return frozenset(declared[name] for name in names) - {NOBODYS}


def _columns(table: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    dataset = load_catalogue().dataset(f"personal.{table}")
    return dataset.clear, dataset.sealed
