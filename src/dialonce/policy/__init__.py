"""The privacy policy as data, and the decisions computed from it."""

from dialonce.policy.catalogue import (
    Catalogue,
    Dataset,
    Erasure,
    Processing,
    Subjects,
    load_catalogue,
    projection,
    term,
)
from dialonce.policy.clause import Clause, Modality, Party, Permission, Prohibition
from dialonce.policy.coverage import Coverage, Evidence, coverage
from dialonce.policy.decision import decide
from dialonce.policy.diff import Change, consent_still_valid, diff_policies, edition_faults
from dialonce.policy.document import Policy, clause_templates, load_policy, render_clause, require_publishable
from dialonce.policy.dpv import dpv_jsonld
from dialonce.policy.effective import EffectivePolicy
from dialonce.policy.effects import Effect, FigureChange, compare_effects, compare_figures
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
from dialonce.policy.labels import Label, Level, NonIdentifiable, Personal, label_of
from dialonce.policy.layers import Overlay, effective_policy, replacement
from dialonce.policy.legal import figure_at
from dialonce.policy.limits import OBJECTION, RESTRICTION, stopped_by
from dialonce.policy.mutations import Mutant, mutations
from dialonce.policy.notices import Notice, Point, Summary, SummarySection
from dialonce.policy.outcome import Denial, Grant, Permit
from dialonce.policy.plans import (
    Anonymise,
    Archive,
    Delete,
    Hold,
    Keep,
    longest_term,
    plan_erasure,
    plan_retention,
)
from dialonce.policy.refusals import Refusal, load_refusals
from dialonce.policy.register import HEADINGS, Row, register_of_processing
from dialonce.policy.terms import Span, Unit
from dialonce.policy.texts import Contacts, Section, Words, render
from dialonce.policy.use import Action, Actor, Use

__all__ = [
    "HEADINGS",
    "OBJECTION",
    "RESTRICTION",
    "Action",
    "Actor",
    "AgreementFact",
    "Anonymise",
    "Archive",
    "Catalogue",
    "Change",
    "Clause",
    "ConsentFact",
    "ConsentState",
    "ContactFact",
    "Contacts",
    "Coverage",
    "Dataset",
    "Delete",
    "Denial",
    "Effect",
    "EffectivePolicy",
    "Erasure",
    "Evidence",
    "Facts",
    "FigureChange",
    "Grant",
    "Hold",
    "Keep",
    "Label",
    "LegalCase",
    "LegalGround",
    "Level",
    "LocationFact",
    "LocationLevel",
    "Mechanism",
    "Modality",
    "Mutant",
    "NonIdentifiable",
    "Notice",
    "Overlay",
    "Party",
    "Permission",
    "Permit",
    "Personal",
    "Point",
    "Policy",
    "Processing",
    "Prohibition",
    "Refusal",
    "Row",
    "Section",
    "Sensitivity",
    "Span",
    "StaffFact",
    "Subjects",
    "Summary",
    "SummarySection",
    "TransferFact",
    "Unit",
    "Use",
    "Words",
    "clause_templates",
    "compare_effects",
    "compare_figures",
    "consent_still_valid",
    "coverage",
    "decide",
    "diff_policies",
    "dpv_jsonld",
    "edition_faults",
    "effective_policy",
    "figure_at",
    "label_of",
    "load_catalogue",
    "load_policy",
    "load_refusals",
    "longest_term",
    "mutations",
    "plan_erasure",
    "plan_retention",
    "projection",
    "register_of_processing",
    "render",
    "render_clause",
    "replacement",
    "require_publishable",
    "stopped_by",
    "term",
]
