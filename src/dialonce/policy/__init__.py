"""The privacy policy as data, and the decisions computed from it."""

from dialonce.policy.clause import Clause, Modality, Party, Permission, Prohibition
from dialonce.policy.decision import decide
from dialonce.policy.document import Policy, load_policy, render_clause, require_publishable
from dialonce.policy.effective import EffectivePolicy
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
from dialonce.policy.layers import Overlay, effective_policy, replacement
from dialonce.policy.legal import figure_at
from dialonce.policy.outcome import Denial, Grant, Permit
from dialonce.policy.texts import Contacts, Section, Words
from dialonce.policy.use import Action, Actor, Use

__all__ = [
    "Action",
    "Actor",
    "AgreementFact",
    "Clause",
    "ConsentFact",
    "ConsentState",
    "ContactFact",
    "Contacts",
    "Denial",
    "EffectivePolicy",
    "Facts",
    "Grant",
    "LegalCase",
    "LegalGround",
    "LocationFact",
    "LocationLevel",
    "Mechanism",
    "Modality",
    "Overlay",
    "Party",
    "Permission",
    "Permit",
    "Policy",
    "Prohibition",
    "Section",
    "Sensitivity",
    "StaffFact",
    "TransferFact",
    "Use",
    "Words",
    "decide",
    "effective_policy",
    "figure_at",
    "load_policy",
    "render_clause",
    "replacement",
    "require_publishable",
]
