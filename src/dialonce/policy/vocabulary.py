"""The closed lists of the policy: what is not listed here does not exist for it (1-b, 4-d, 6-b, 10-a)."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any

import msgspec

from dialonce.policy.data_files import read_table


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a closed list, in words and as a W3C DPV term.

    `groups` are the names under which clauses speak of it together. `own:` terms in `dpv` are minted in our
    namespace, below the DPV term `broader`. `basis` and `since` are set for purposes, `personal` and `special` for
    categories. `refused` terms are listed only so that they can be refused by name.
    """

    fr: str
    en: str
    dpv: str
    broader: str | None = None
    groups: tuple[str, ...] = ()
    personal: bool = True
    special: bool = False
    basis: str | None = None
    since: str | None = None
    refused: bool = False


class Vocabulary(msgspec.Struct, frozen=True, dict=True):
    """All closed lists together."""

    actions: Mapping[str, Term]
    purposes: Mapping[str, Term]
    categories: Mapping[str, Term]
    recipients: Mapping[str, Term]
    home: str
    eea: frozenset[str]
    regions: frozenset[str]

    @cached_property
    def personal(self) -> frozenset[str]:
        """Every category that is personal data, the group `@personal`."""
        return frozenset(name for name, term in self.categories.items() if term.personal)

    @cached_property
    def caller(self) -> frozenset[str]:
        """Every category about callers, the group `@caller`: personal data without professionals' own."""
        return self.personal - _members(self.categories, "professional")

    def expand_categories(self, names: Iterable[str]) -> frozenset[str]:
        """The categories that a clause names; ValueError for a name that is in no list."""
        fixed = {"personal": self.personal, "caller": self.caller}
        return _expand(self.categories, names, fixed)

    def expand_purposes(self, names: Iterable[str]) -> frozenset[str]:
        """The purposes that a clause names; ValueError for a name that is in no list."""
        return _expand(self.purposes, names, {})

    def expand_actions(self, names: Iterable[str]) -> frozenset[str]:
        """The actions that a clause names; ValueError for a name that is in no list."""
        return _expand(self.actions, names, {})


def _members(terms: Mapping[str, Term], group: str) -> frozenset[str]:
    return frozenset(name for name, term in terms.items() if group in term.groups)


def _expand(terms: Mapping[str, Term], names: Iterable[str], fixed: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for name in names:
        group = _group(terms, name[1:], fixed) if name.startswith("@") else terms.keys() & {name}
        if not group:
            raise ValueError(f"{name} is in no closed list; add it to the list or correct the clause.")
        found |= group
    return found


def _group(terms: Mapping[str, Term], name: str, fixed: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return fixed.get(name) or _members(terms, name)


def _terms(table: dict[str, Any]) -> dict[str, Term]:
    return msgspec.convert(table, dict[str, Term])


@cache
def load_vocabulary() -> Vocabulary:
    """The closed lists as shipped."""
    regions = read_table("regions.toml")
    eea = frozenset(regions["eea"]) | frozenset(regions["same_law"])
    return Vocabulary(
        actions=_terms(read_table("actions.toml")),
        purposes=_terms(read_table("purposes.toml")),
        categories=_terms(read_table("categories.toml")),
        recipients=_terms(read_table("recipients.toml")),
        home=regions["home"],
        eea=eea,
        regions=eea | frozenset(regions["others"]),
    )
