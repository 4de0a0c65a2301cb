"""The document: every dataset with its rows, why it is held, on what basis, until when, from where, and who received it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from dialonce.i18n import Locale, has_message, translate
from dialonce.policy import Catalogue, Policy, load_catalogue, register_of_processing
from dialonce.policy.vocabulary import Term
from dialonce.rights.archive.redaction import Redaction
from dialonce.rights.clock import paris_day
from dialonce.rights.letters import Letterhead
from dialonce.rights.surroundings import NamedRecipient
from dialonce.storage.directory import Directory
from dialonce.vault import Exported, SubjectExport

FORMAT: Final = "dial-once-archive/1"
CONSENT_OR_CONTRACT: Final = frozenset(("A6-1-a", "A6-1-b"))
"""The bases on which data can be taken away (GDPR 20(1))."""
PORTABLE_GROUPS: Final = ("@call-data", "@user-given", "@device", "@usage")

Values = Mapping[str, Any]


class FieldPart(msgspec.Struct, frozen=True):
    """One field of a dataset's rows: its name in them, its name in words, and the kind of data it is."""

    name: str
    title: str
    category: str


class PurposePart(msgspec.Struct, frozen=True):
    """Why a dataset is held: purpose, legal basis, term, kinds of recipients, countries, in words."""

    purpose: str
    basis: str
    term: str
    recipients: str
    countries: str


class DatasetPart(msgspec.Struct, frozen=True):
    """One dataset. `elsewhere` says, when there are no rows to show, why and where they are."""

    name: str
    title: str
    source: str
    purposes: tuple[PurposePart, ...]
    fields: tuple[FieldPart, ...]
    rows: tuple[Values, ...] = ()
    elsewhere: str = ""


class LinePart(msgspec.Struct, frozen=True):
    """A line that rows refer to by its id."""

    number: str
    label: str


class ArchiveDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an answer says. Moments are in UTC (RFC 3339), texts in `locale`."""

    format: str
    kind: str
    reference: str
    locale: str
    made_at: datetime
    subject_id: UUID
    controller: str
    controller_address: str
    privacy_email: str
    dpo: str
    policy_version: str
    policy_hash: str
    automated_decisions: str
    your_rights: tuple[str, ...]
    recipients: tuple[NamedRecipient, ...]
    lines: Mapping[str, LinePart]
    solutions: Mapping[str, str]
    datasets: tuple[DatasetPart, ...]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds the data in a document."""

    kind: str
    reference: str
    locale: Locale
    policy: Policy
    policy_hash: str
    head: Letterhead
    recipients: Sequence[NamedRecipient]
    directory: Directory


def build_document(export: SubjectExport, frame: Frame) -> ArchiveDocument:
    """The document of an export: whole for `access`; for `portability` what the person gave or caused (GDPR 20)."""
    locale = frame.locale
    redaction = Redaction(export, frame.directory)
    chosen = export.datasets if frame.kind == "access" else list(_portable(export, frame.policy))
    return ArchiveDocument(
        format=FORMAT,
        kind=frame.kind,
        reference=frame.reference,
        locale=locale,
        made_at=export.made_at,
        subject_id=export.subject_id,
        controller=frame.head.controller_name,
        controller_address=frame.head.controller_address,
        privacy_email=frame.head.contacts.privacy_email,
        dpo=frame.head.officer,
        policy_version=frame.policy.version,
        policy_hash=frame.policy_hash,
        automated_decisions=translate(locale, "rights.no_automated_decisions"),
        your_rights=tuple(translate(locale, f"rights.right_{number}") for number in range(1, 6)),
        recipients=tuple(_in_words(one, frame) for one in frame.recipients),
        lines={
            str(line.line_id): LinePart(line.number, line.label)
            for line in frame.directory.lines_by_id.values()
            if line.publisher_id == export.publisher_id
        },
        solutions={
            str(solution.solution_id): solution.name
            for solution in frame.directory.solutions.values()
            if solution.publisher_id == export.publisher_id
        },
        datasets=tuple(_parts(chosen, export.made_at, frame, redaction)),
    )


def _in_words(recipient: NamedRecipient, frame: Frame) -> NamedRecipient:
    """What a recipient received and why, as the reader of the document says it."""
    vocabulary = frame.policy.vocabulary

    def words(names: Sequence[str], known: Mapping[str, Term]) -> tuple[str, ...]:
        found = ((name, known.get(name)) for name in names)
        return tuple(name if term is None else term.en if frame.locale == "en" else term.fr for name, term in found)

    return msgspec.structs.replace(
        recipient,
        purposes=words(recipient.purposes, vocabulary.purposes),
        categories=words(recipient.categories, vocabulary.categories),
    )


def _parts(
    datasets: Sequence[Exported], made_at: datetime, frame: Frame, redaction: Redaction
) -> Iterator[DatasetPart]:
    catalogue = Catalogue({found.name: found.dataset for found in datasets})
    purposes: dict[str, list[PurposePart]] = {}
    register = register_of_processing(frame.policy, catalogue, frame.locale, paris_day(made_at), frame.head.contacts)
    for row in register:
        name = row.reference.partition("/")[0]
        basis = translate(frame.locale, f"rights.basis_{row.basis.lower().replace('-', '')}")
        purposes.setdefault(name, []).append(PurposePart(row.purpose, basis, row.term, row.recipients, row.countries))
    for found in datasets:
        yield DatasetPart(
            name=found.name,
            title=found.dataset.en if frame.locale == "en" else found.dataset.fr,
            source=_source(found.name, frame.locale),
            purposes=tuple(purposes.get(found.name, ())),
            fields=tuple(_fields(found, frame)),
            rows=redaction.of(found.name, found.rows),
            elsewhere=translate(frame.locale, f"rights.elsewhere_{found.elsewhere}") if found.elsewhere else "",
        )


def _fields(found: Exported, frame: Frame) -> Iterator[FieldPart]:
    categories = frame.policy.vocabulary.categories
    for name, category in found.dataset.columns.items():
        if name in {"subject_id", "publisher_id"}:
            continue
        term = categories.get(category)
        words = "" if term is None else term.en if frame.locale == "en" else term.fr
        yield FieldPart(name, field_title(frame.locale, name), words)


def field_title(locale: Locale, name: str) -> str:
    """A field's name in words; the name itself where nobody wrote words for it."""
    key = name.lower().strip("_").replace("-", "_")
    return translate(locale, f"rights.field_{key}") if has_message(f"rights.field_{key}") else name


def _source(name: str, locale: Locale) -> str:
    key = name.replace(".", "_")
    if has_message(f"rights.source_{key}"):
        return translate(locale, f"rights.source_{key}")
    return translate(locale, "rights.source_service")


def _portable(export: SubjectExport, policy: Policy) -> Iterator[Exported]:
    """What the person provided, or brought about by using the service, on the basis of consent or a contract."""
    portable = policy.vocabulary.expand_categories(list(PORTABLE_GROUPS))
    datasets = load_catalogue().datasets
    for found in export.datasets:
        processings = datasets[found.name].purposes
        if found.elsewhere or not any(one.basis in CONSENT_OR_CONTRACT for one in processings):
            continue
        names = {name for name, category in found.dataset.columns.items() if category in portable or category == "-"}
        if {found.dataset.columns[name] for name in names} <= {"-", "pseudonym"} or not found.name.startswith(
            "personal."
        ):
            continue
        yield msgspec.structs.replace(
            found, rows=[{name: value for name, value in row.items() if name in names} for row in found.rows]
        )
