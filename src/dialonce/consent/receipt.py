"""Proof of one answer: a record with the fields of ISO/IEC TS 27560, as JSON and as W3C DPV JSON-LD."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from dialonce.consent.questions import LOCATION, QUESTIONS
from dialonce.consent.standing import Standing, reading_permit, standing_of
from dialonce.errors import NotFound
from dialonce.policy import ConsentState, Contacts, EffectivePolicy
from dialonce.vault import Session, fetch

SCHEMA: Final = "ISO/IEC TS 27560:2023"
JURISDICTION: Final = "FR"
PROOF_TERM: Final = "consent.proof_months"
_STATUS: Final = {
    ConsentState.GIVEN: "dpv:ConsentGiven",
    ConsentState.REFUSED: "dpv:ConsentRefused",
    ConsentState.WITHDRAWN: "dpv:ConsentWithdrawn",
}
_DATA: Final = {
    "sms": ("phone-number",),
    "voice": ("phone-number",),
    "email": ("email",),
    "coarse": ("location-coarse",),
    "precise": ("location-precise",),
    "contact-display": ("contacts",),
    "device-registration": ("hardware-id", "device-id", "device-info"),
    "diagnostics": ("error-report", "device-info"),
    "user-analytics": ("advertising-id", "usage-habits"),
    "advertising-id-linking": ("advertising-id", "device-id"),
    "approved-sharing": ("call-log", "form-answer"),
    "international-transfer": ("call-log", "form-answer"),
    "off": ("location-coarse",),
}
_CONTEXT: Final = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Receipt(msgspec.Struct, frozen=True):
    """One answer with everything that its proof names. `base_url` is where policy and choices can be read."""

    standing: Standing
    subject_id: UUID
    publisher: str
    publisher_slug: str
    culture: str
    channel: str
    received_at: str
    policy_hash: str
    policy: EffectivePolicy
    contacts: Contacts
    base_url: str

    @property
    def until(self) -> datetime | None:
        return self.standing.fact.until

    @property
    def categories(self) -> tuple[str, ...]:
        """The data that the answer is about."""
        fact = self.standing.fact
        keys = (self.standing.choice if fact.purpose == LOCATION else fact.scope or "", fact.purpose)
        return next((_DATA[key] for key in keys if key in _DATA), ())

    @property
    def notice_url(self) -> str:
        """The very text that was in force when it was answered."""
        version = self.standing.fact.policy_version
        return f"{self.base_url}/privacy/versions/{version}#{QUESTIONS[self.standing.fact.purpose].clause}"

    @property
    def withdrawal_url(self) -> str:
        return f"{self.base_url}/privacy/me/choices"


async def find_receipt(
    session: Session, publisher_id: UUID, subject_id: UUID, consent_id: UUID, contacts: Contacts, base_url: str
) -> Receipt:
    """The proof of one answer of a subject. Raises `NotFound`."""
    permit = reading_permit(session, publisher_id, subject_id)
    for row in await fetch(session, permit, "consent", [subject_id]):
        if row.clear["consent_id"] == consent_id:
            record = msgspec.convert(row.private.reveal(permit).get("record", {}), dict[str, Any])
            publisher = session.directory.publishers[publisher_id]
            return Receipt(
                standing_of(row, permit),
                subject_id,
                publisher.name,
                publisher.slug,
                str(record.get("culture", "")),
                str(record.get("channel", "")),
                str(record.get("received_at", "")),
                str(record.get("policy_hash", "")),
                session.policy_of(publisher_id),
                contacts,
                base_url,
            )
    raise NotFound("There is no such answer.")


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """The record by the names of the standard: header, processing, parties, events."""
    return {
        "schema_version": SCHEMA,
        "record_id": str(receipt.standing.consent_id),
        "pii_principal_id": str(receipt.subject_id),
        "pii_processing": _processing(receipt),
        "party_identification": _parties(receipt),
        "consent_events": [_event(receipt)],
    }


def _processing(receipt: Receipt) -> dict[str, Any]:
    fact, vocabulary = receipt.standing.fact, receipt.policy.vocabulary
    purpose, categories = vocabulary.purposes[fact.purpose], vocabulary.categories
    return {
        "privacy_notice": receipt.notice_url,
        "privacy_notice_hash": receipt.policy_hash,
        "language": receipt.culture or "fr",
        "purposes": [
            {
                "purpose": {"fr": purpose.fr, "en": purpose.en},
                "purpose_type": purpose.dpv,
                "scope": fact.scope,
                "lawful_basis": purpose.basis or "A6-1-a",
                "clause": QUESTIONS[fact.purpose].clause,
                "pii_information": [
                    {"pii_type": categories[name].dpv, "fr": categories[name].fr, "en": categories[name].en}
                    for name in receipt.categories
                    if name in categories
                ],
                "pii_controllers": [receipt.publisher_slug],
                "recipient_third_parties": [fact.scope] if fact.purpose == "approved-sharing" else [],
                "storage_locations": [vocabulary.home],
                "retention_period": f"P{_proof_months(receipt)}M",
                "jurisdiction": JURISDICTION,
                "withdrawal_method": receipt.withdrawal_url,
                "privacy_rights": f"{receipt.base_url}/privacy/me",
            }
        ],
    }


def _parties(receipt: Receipt) -> list[dict[str, Any]]:
    contacts = receipt.contacts
    publisher = {
        "party_id": receipt.publisher_slug,
        "party_name": receipt.publisher,
        "party_role": "PII controller",
        "party_type": "organisation",
        "party_url": f"{receipt.base_url}/privacy?publisher={receipt.publisher_slug}",
    }
    operator = {
        "party_id": "operator",
        "party_name": contacts.operator_name,
        "party_role": "PII processor",
        "party_type": "organisation",
        "party_url": receipt.base_url,
    }
    reach = {
        "party_address": contacts.operator_address,
        "party_email": contacts.privacy_email,
        "party_contact": contacts.dpo,
    }
    return [{**publisher, **reach}, {**operator, **reach}]


def _event(receipt: Receipt) -> dict[str, Any]:
    standing = receipt.standing
    return {
        "event_time": standing.changed_at.isoformat(),
        "received_time": receipt.received_at,
        "validity_until": receipt.until.isoformat() if receipt.until else None,
        "entity_id": str(receipt.subject_id),
        "event_type": "explicit",
        "event_channel": receipt.channel,
        "event_state": standing.fact.state.value,
        "choice": standing.choice,
        "declared_age": standing.age or "not asked",
    }


def _proof_months(receipt: Receipt) -> int:
    return int(receipt.policy.figures[PROOF_TERM].at(receipt.standing.changed_at.date()).value)


def receipt_jsonld(receipt: Receipt) -> dict[str, Any]:
    """The same as linked data, in the terms of the W3C Data Privacy Vocabulary."""
    fact, vocabulary = receipt.standing.fact, receipt.policy.vocabulary
    basis = vocabulary.purposes[fact.purpose].basis or "A6-1-a"
    return {
        "@context": {**_CONTEXT, "own": f"{receipt.base_url}/privacy#"},
        "@id": f"urn:uuid:{receipt.standing.consent_id}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": SCHEMA,
        "dct:issued": {"@value": receipt.standing.changed_at.isoformat(), "@type": "xsd:dateTime"},
        "dpv:hasDataSubject": {"@id": f"urn:uuid:{receipt.subject_id}"},
        "dpv:hasConsentStatus": {"@id": _STATUS.get(fact.state, "dpv:ConsentUnknown")},
        "dpv:hasNotice": {"@id": receipt.notice_url},
        "dpv:hasLegalBasis": {"@id": f"eu-gdpr:{basis if basis in ('A6-1-a', 'A49-1-a') else 'A6-1-a'}"},
        "dpv:hasPurpose": {"@id": vocabulary.purposes[fact.purpose].dpv},
        "dpv:hasPersonalData": [{"@id": vocabulary.categories[name].dpv} for name in receipt.categories],
        "dpv:hasDataController": {
            "@id": f"{receipt.base_url}/privacy?publisher={receipt.publisher_slug}",
            "@type": "dpv:DataController",
            "dpv:hasName": receipt.publisher,
            "dpv:hasContact": receipt.contacts.privacy_email,
        },
        "dpv:hasJurisdiction": {"@id": f"loc:{JURISDICTION}"},
        "dpv:hasStorageCondition": {"@type": "dpv:StorageDuration", "dpv:hasDuration": f"P{_proof_months(receipt)}M"},
        "dpv:isExercisedAt": {"@id": receipt.withdrawal_url},
        **({"own:scope": fact.scope} if fact.scope else {}),
        **({"dct:valid": receipt.until.isoformat()} if receipt.until else {}),
    }
