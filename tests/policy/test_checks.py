"""Each check over the data passes as shipped, and notices when the data is spoiled."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest

from dialonce.policy import Catalogue, Erasure, Policy, load_catalogue, load_policy
from dialonce.policy import data_files as reader
from dialonce.policy.checks import CHECKS, promises, run_check

POLICY, CATALOGUE = load_policy(), load_catalogue()
Spoil = Callable[[], tuple[Policy, Catalogue]]


def dataset(name: str, **changes: Any) -> tuple[Policy, Catalogue]:
    """The catalogue with one dataset changed."""
    spoiled = msgspec.structs.replace(CATALOGUE.dataset(name), **changes)
    return POLICY, Catalogue({**CATALOGUE.datasets, name: spoiled})


def column(name: str, where: str, **columns: str) -> tuple[Policy, Catalogue]:
    """The catalogue with columns added to one dataset."""
    return dataset(name, **{where: {**getattr(CATALOGUE.dataset(name), where), **columns}})


def purposes(name: str, **changes: Any) -> tuple[Policy, Catalogue]:
    """The catalogue with every purpose of one dataset changed."""
    held_for = CATALOGUE.dataset(name).purposes
    return dataset(name, purposes=tuple(msgspec.structs.replace(one, **changes) for one in held_for))


def without(*prefixes: str) -> tuple[Policy, Catalogue]:
    """The catalogue without the datasets whose names start so."""
    kept = {name: found for name, found in CATALOGUE.datasets.items() if not name.startswith(prefixes)}
    return POLICY, Catalogue(kept)


def category(name: str, **changes: Any) -> tuple[Policy, Catalogue]:
    """The closed list of categories with one entry changed."""
    lists = POLICY.vocabulary
    changed = {**lists.categories, name: msgspec.structs.replace(lists.categories[name], **changes)}
    vocabulary = msgspec.structs.replace(lists, categories=changed)
    return msgspec.structs.replace(POLICY, vocabulary=vocabulary), CATALOGUE


def unspoken() -> tuple[Policy, Catalogue]:
    """The policy with a clause whose French is gone."""
    words = msgspec.structs.replace(POLICY.texts["1-a"], fr=" ")
    return msgspec.structs.replace(POLICY, texts={**POLICY.texts, "1-a": words}), CATALOGUE


SPOILED: Mapping[str, Spoil] = {
    "access-log-term": lambda: purposes("core.access_log", term="retention.journal_months"),
    "aggregate-apart": lambda: column("insights.counter", "clear", caller="pseudonym"),
    "columns-declared": lambda: column("personal.call_step", "clear", mood="mood"),
    "columns-erasable": lambda: dataset("personal.subject", erasure=Erasure.KEEP, reason="habit"),
    "columns-have-basis": lambda: purposes("personal.call_step", basis="because"),
    "columns-have-purpose": lambda: dataset("personal.call_step", purposes=()),
    "cookies-host-only": lambda: column("browser.session", "clear", session="cookie"),
    "cookies-registered": lambda: purposes("browser.session", purpose="user-analytics"),
    "datasets-registered": lambda: dataset("personal.call_step", recipients=("huawei",)),
    "direct-identifiers-sealed": lambda: column("personal.call_step", "clear", caller="phone-number"),
    "export-complete": lambda: dataset("personal.call_step", recipients=("publisher",)),
    "fraud-term-own": lambda: column("vault.recent_offer", "sealed", number="phone-number"),
    "french-prevails": unspoken,
    "messages-sealed": lambda: column("personal.message", "clear", body_text="message"),
    "named-people-protected": lambda: category("organisation-person", personal=False),
    "no-contacts-column": lambda: column("personal.profile", "sealed", friends="contacts"),
    "paper-files-listed": lambda: without("paper."),
    "purposes-declared": lambda: purposes("personal.call_step", purpose="advertising"),
    "recordings-term": lambda: purposes("personal.recording", term="retention.calls_months"),
    "technical-term-finite": lambda: purposes("personal.device", term="retention.invoices_years"),
    "terms-finite": lambda: purposes("personal.call_step", term="retention.for_ever_years"),
    "user-given-erasable": lambda: dataset("personal.form_answer", erasure=Erasure.KEEP, reason="legal-hold"),
}
BROKEN_BY_CODE = {
    "hash-covers-text-and-meaning": ("canonical_hash", lambda _value: "always the same"),
    "non-identifiable-needs-evidence": ("Label", lambda *_args: None),
    "refusals-lawful": ("read_table", lambda _name: {"impractical": {"article": "7", "fr": "", "en": "", "rights": []}}),
    "strictest-label-wins": ("label_of", lambda *names: Shrinking(len(names[0]))),
    "unknown-is-personal": ("label_of", lambda *_names: Shrinking(0)),
}  # fmt: skip


class Shrinking:
    """A label that becomes weaker when joined."""

    def __init__(self, level: int) -> None:
        self.level = level

    def join(self, _other: object) -> "Shrinking":
        """The weakest of all."""
        return Shrinking(0)


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.clause(
    "1-b", "2-b", "2-c", "2-d", "2-g", "3.1-c", "3.2-d", "4.1-d", "4.1-f", "5.1-b", "7-j", "8-c", "8-h", "8-i"
)
def test_check_passes_as_shipped(name: str) -> None:
    assert run_check(name, POLICY, CATALOGUE) == ()


def test_every_check_has_a_spoiler() -> None:
    assert SPOILED.keys() | BROKEN_BY_CODE.keys() == CHECKS.keys()


@pytest.mark.parametrize("name", SPOILED)
def test_check_notices_spoiled_data(name: str) -> None:
    assert run_check(name, *SPOILED[name]())


@pytest.mark.parametrize("name", BROKEN_BY_CODE)
def test_check_notices_a_broken_promise(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    member, broken = BROKEN_BY_CODE[name]
    monkeypatch.setattr(promises, member, broken)
    assert run_check(name, POLICY, CATALOGUE)


def test_every_check_is_demanded_by_a_clause_and_every_demand_is_a_check() -> None:
    clauses = {**POLICY.clauses, **POLICY.statute}.values()
    assert {check for clause in clauses for check in clause.checks} == CHECKS.keys()


@pytest.mark.clause("6.4-a", "6-b")
def test_leftover_company_of_the_2016_text_is_nobody_here() -> None:
    assert "huawei" not in POLICY.vocabulary.recipients
    assert not any("huawei" in str(reader.read_table(name)).lower() for name in ("catalogue.toml", "recipients.toml"))
