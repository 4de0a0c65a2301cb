"""The privacy policy as data, and the decisions computed from it."""

from dialonce.policy.facts import (
    AgreementFact,
    ConsentFact,
    ConsentState,
    ContactFact,
    Facts,
    LegalCase,
    LegalGround,
    LocationFact,
    LocationLevel,
    Mechanism,
    Sensitivity,
    StaffFact,
    TransferFact,
)
from dialonce.policy.outcome import Denial, Grant, Permit
from dialonce.policy.use import Action, Actor, Use

__all__ = [
    "Action",
    "Actor",
    "AgreementFact",
    "ConsentFact",
    "ConsentState",
    "ContactFact",
    "Denial",
    "Facts",
    "Grant",
    "LegalCase",
    "LegalGround",
    "LocationFact",
    "LocationLevel",
    "Mechanism",
    "Permit",
    "Sensitivity",
    "StaffFact",
    "TransferFact",
    "Use",
]
