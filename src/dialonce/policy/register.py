"""The register of processing activities (GDPR 30), with the columns of the CNIL's simplified model."""

from collections.abc import Iterator
from datetime import date

import msgspec

from dialonce.policy.catalogue import Catalogue, Dataset, Processing
from dialonce.policy.document import Policy
from dialonce.policy.terms import Unit, span_of
from dialonce.policy.texts import Contacts
from dialonce.policy.vocabulary import Term

_UNITS = {
    "fr": {Unit.HOURS: "heures", Unit.DAYS: "jours", Unit.MONTHS: "mois", Unit.YEARS: "ans"},
    "en": {Unit.HOURS: "hours", Unit.DAYS: "days", Unit.MONTHS: "months", Unit.YEARS: "years"},
}
_SUBJECTS = {
    "fr": {"caller": "Appelants", "professional": "Professionnels", "staff": "Personnel", "nobody": "Personne"},
    "en": {"caller": "Callers", "professional": "Professionals", "staff": "Staff", "nobody": "Nobody"},
}
_SECURITY = {
    "fr": {True: "Chiffrement par personne, cloisonnement, journal", False: "Cloisonnement, journal"},
    "en": {True: "Encryption per person, separation, journal", False: "Separation, journal"},
}
_NONE = {"fr": "Aucun", "en": "None"}
_ARCHIVE = {"fr": "dont {} en base active", "en": "of which {} in active use"}
HEADINGS = {
    "fr": (
        "Référence", "Création", "Responsable", "Délégué à la protection des données", "Traitement", "Finalité",
        "Base légale", "Personnes", "Données", "Données sensibles", "Durée", "Destinataires", "Pays", "Transferts",
        "Sécurité",
    ),
    "en": (
        "Reference", "Created", "Controller", "Data protection officer", "Processing", "Purpose", "Lawful basis",
        "Persons", "Data", "Sensitive data", "Term", "Recipients", "Countries", "Transfers", "Security",
    ),
}  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """One line of the register: one dataset for one purpose. The fields follow `HEADINGS`."""

    reference: str
    created: str
    controller: str
    dpo: str
    processing: str
    purpose: str
    basis: str
    persons: str
    data: str
    sensitive: str
    term: str
    recipients: str
    countries: str
    transfers: str
    security: str


def register_of_processing(
    policy: Policy, catalogue: Catalogue, locale: str, day: date, contacts: Contacts
) -> tuple[Row, ...]:
    """The register on a day, in French or English; datasets that have not arrived yet are not in it."""
    language = "en" if locale.lower().startswith("en") else "fr"
    return tuple(
        _row(policy, name, dataset, held_for, language, day, contacts)
        for name, dataset in catalogue.running()
        for held_for in dataset.purposes
    )


def _row(
    policy: Policy,
    name: str,
    dataset: Dataset,
    held_for: Processing,
    language: str,
    day: date,
    contacts: Contacts,
) -> Row:
    lists = policy.vocabulary
    categories = [lists.categories[category] for category in sorted(dataset.categories)]
    abroad = [region for region in dataset.regions if region not in lists.eea]
    return Row(
        reference=f"{name}/{held_for.purpose}",
        created=policy.effective.isoformat(),
        controller=contacts.operator_name,
        dpo=contacts.dpo,
        processing=_in(dataset, language),
        purpose=_in(lists.purposes[held_for.purpose], language),
        basis=held_for.basis,
        persons=_SUBJECTS[language][dataset.subjects],
        data=_listed((_in(term, language) for term in categories), language),
        sensitive=_listed((_in(term, language) for term in categories if term.special), language),
        term=_duration(policy, held_for, language, day),
        recipients=_listed((_in(lists.recipients[kind], language) for kind in dataset.recipients), language),
        countries=", ".join(dataset.regions),
        transfers=_listed(iter(abroad), language),
        security=_SECURITY[language][bool(dataset.sealed)],
    )


def _in(words: Term | Dataset, language: str) -> str:
    return words.en if language == "en" else words.fr


def _listed(names: Iterator[str], language: str) -> str:
    return ", ".join(names) or _NONE[language]


def _duration(policy: Policy, held_for: Processing, language: str, day: date) -> str:
    whole = _span_words(policy, held_for.term, language, day)
    if held_for.active is None:
        return whole
    return f"{whole} ({_ARCHIVE[language].format(_span_words(policy, held_for.active, language, day))})"


def _span_words(policy: Policy, key: str, language: str, day: date) -> str:
    span = span_of(key, policy.figures[key].at(day).value)
    return f"{span.amount} {_UNITS[language][span.unit]}"
