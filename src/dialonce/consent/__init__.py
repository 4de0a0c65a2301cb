"""Consent: give, withdraw, prove."""

from dialonce.consent.answer import Age, Answer, check_answer, lock_consents, record_answer
from dialonce.consent.questions import CHANNELS, LEVELS, LOCATION, QUESTIONS, Question, ScopeKind
from dialonce.consent.receipt import Receipt, find_receipt, receipt_json, receipt_jsonld
from dialonce.consent.recorder import ConsentRecorder, Given
from dialonce.consent.standing import (
    Standing,
    consent_facts,
    consents_of,
    last_read,
    location_level,
    may_ask,
    reading_permit,
    under_age,
)

__all__ = [
    "CHANNELS",
    "LEVELS",
    "LOCATION",
    "QUESTIONS",
    "Age",
    "Answer",
    "ConsentRecorder",
    "Given",
    "Question",
    "Receipt",
    "ScopeKind",
    "Standing",
    "check_answer",
    "consent_facts",
    "consents_of",
    "find_receipt",
    "last_read",
    "location_level",
    "lock_consents",
    "may_ask",
    "reading_permit",
    "receipt_json",
    "receipt_jsonld",
    "record_answer",
    "under_age",
]
