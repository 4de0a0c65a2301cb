"""Consent: give, withdraw, prove."""

from dialonce.consent.answer import Answer, check_answer, record_answer
from dialonce.consent.standing import Standing, consents_of, location_level

__all__ = ["Answer", "Standing", "check_answer", "consents_of", "location_level", "record_answer"]
