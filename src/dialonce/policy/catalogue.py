"""The catalogue of processing: dataset, columns, purposes, terms, recipients, erasure (GDPR 30)."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

from dialonce.policy.data_files import read_table
from dialonce.policy.legal import Figure
from dialonce.policy.terms import Span, span_of
from dialonce.policy.use import Use
from dialonce.policy.vocabulary import load_vocabulary

NOBODYS = "-"


class Subjects(StrEnum):
    """Whose data a dataset holds."""

    CALLER = "caller"
    PROFESSIONAL = "professional"
    STAFF = "staff"
    NOBODY = "nobody"


class Erasure(StrEnum):
    """What an erasure does to a dataset."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    KEY = "key"
    KEEP = "keep"


class Processing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"purpose": "id", "start": "from"}):
    """Why a dataset is held, on what basis, and for how long counted from which column or event.

    `term` and `active` are keys of `legal.toml`; past `active` rows go to restricted intermediate archive.
    """

    purpose: str
    basis: str
    term: str
    start: str
    active: str | None = None


class Dataset(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One dataset: its title, what it holds and why. The meaning of each field heads `catalogue.toml`."""

    fr: str
    en: str
    subjects: Subjects
    erasure: Erasure
    recipients: tuple[str, ...]
    purposes: tuple[Processing, ...]
    clear: Mapping[str, str] = {}
    sealed: Mapping[str, str] = {}
    reason: str | None = None
    regions: tuple[str, ...] = ()
    arrives_with: str | None = None

    @property
    def columns(self) -> Mapping[str, str]:
        """Every column and sealed field with its category; `-` belongs to nobody by itself."""
        return {**self.clear, **self.sealed}

    @property
    def categories(self) -> frozenset[str]:
        """The categories it holds."""
        return frozenset(self.columns.values()) - {NOBODYS}

    @property
    def purpose_ids(self) -> frozenset[str]:
        """The purposes for which it is held."""
        return frozenset(processing.purpose for processing in self.purposes)


class Catalogue(msgspec.Struct, frozen=True):
    """Every dataset by `schema.table`."""

    datasets: Mapping[str, Dataset]

    def running(self) -> Iterator[tuple[str, Dataset]]:
        """The datasets that hold something now, in the order of the file."""
        return ((name, dataset) for name, dataset in self.datasets.items() if dataset.arrives_with is None)

    def dataset(self, name: str) -> Dataset:
        """The dataset with this name; KeyError if it is not declared, and then it may not exist."""
        return self.datasets[name]


@cache
def load_catalogue() -> Catalogue:
    """The catalogue as shipped. A dataset without regions is held in the home region alone."""
    home = (load_vocabulary().home,)
    datasets = msgspec.convert(read_table("catalogue.toml"), dict[str, Dataset])
    return Catalogue(
        {
            name: dataset if dataset.regions else msgspec.structs.replace(dataset, regions=home)
            for name, dataset in datasets.items()
        }
    )


def term(catalogue: Catalogue, dataset: str, purpose: str, figures: Mapping[str, Figure], day: date) -> Span | None:
    """How long a dataset is kept for a purpose, as of a day; None when it is not held for that purpose."""
    for processing in catalogue.dataset(dataset).purposes:
        if processing.purpose == purpose:
            return span_of(processing.term, figures[processing.term].at(day).value)
    return None


def projection(catalogue: Catalogue, use: Use) -> Mapping[str, tuple[str, ...]]:
    """The fields that may leave for a use, by dataset: nothing more than purpose and recipient need (6.2-b, 6.3-c).

    A field is in it when its category is named by the use, its dataset is held for that purpose, and the kind of
    recipient is declared for it. Keys of rows are never in it.
    """
    recipient = use.recipient.partition(":")[0] if use.recipient else None
    fields = {
        name: tuple(column for column, category in dataset.columns.items() if category in use.categories)
        for name, dataset in catalogue.running()
        if use.purpose in dataset.purpose_ids and recipient in dataset.recipients
    }
    return {name: columns for name, columns in fields.items() if columns}
