"""What is known when a use is decided. Every default is the value that denies; nobody is helped by silence."""

from datetime import datetime
from enum import StrEnum

import msgspec


class ConsentState(StrEnum):
    """States of a consent, after the W3C DPV. Only `GIVEN` and `RENEWED` allow anything."""

    GIVEN = "given"
    RENEWED = "renewed"
    REQUESTED = "requested"
    DEFERRED = "deferred"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REVOKED = "revoked"
    INVALIDATED = "invalidated"
    UNKNOWN = "unknown"


class ConsentFact(msgspec.Struct, frozen=True):
    """One consent of the subject to one purpose, under one version of the policy.

    `scope` is the recipient (`partner:acme`), application or channel (`sms`, `email`, `voice`) it was given for;
    None covers no scoped use. `guardian` tells that a holder of parental authority consented too.
    """

    purpose: str
    policy_version: str
    state: ConsentState = ConsentState.UNKNOWN
    scope: str | None = None
    until: datetime | None = None
    guardian: bool = False


class AgreementFact(msgspec.Struct, frozen=True):
    """One signed agreement in force with a party, over named categories and purposes, until a date (exclusive)."""

    party: str
    categories: frozenset[str]
    purposes: frozenset[str]
    until: datetime
    notifies_subject: bool = False


class Mechanism(StrEnum):
    """Grounds on which data may leave the EEA when the country has no adequacy decision."""

    STANDARD_CLAUSES = "standard-clauses"
    BINDING_RULES = "binding-rules"
    FRAMEWORK = "framework"
    EXPLICIT_CONSENT = "explicit-consent"


class TransferFact(msgspec.Struct, frozen=True):
    """The mechanism that covers transfers to one country until a date (exclusive).

    `assessed` tells that the transfer impact assessment was done; `recurring` that the flow is systematic, which
    consent can never ground (GDPR 49).
    """

    country: str
    mechanism: Mechanism
    until: datetime
    assessed: bool = False
    recurring: bool = True


class StaffFact(msgspec.Struct, frozen=True):
    """The person of the staff who acts: role, and until when training (8-f) and break-glass (2-l) hold.

    `break_glass_until` counts only with a written `break_glass_reason`.
    """

    role: str
    mfa: bool = False
    training_until: datetime | None = None
    break_glass_reason: str | None = None
    break_glass_until: datetime | None = None


class LegalGround(StrEnum):
    """The circumstances of 6.4 in which data may be disclosed without the person's approval."""

    ORDER = "order"
    TRANSACTION = "transaction"
    NEED = "need"


class LegalCase(msgspec.Struct, frozen=True):
    """A case on file for a disclosure under 6.4: written justification, and how many people approved it.

    `closed` tells that the transaction is done; `noticed` that the persons were told, or that telling is barred.
    """

    case: str
    ground: LegalGround
    justification: str = ""
    approvals: int = 0
    closed: bool = False
    noticed: bool = False


class LocationLevel(StrEnum):
    """What the caller lets one application know of where they are."""

    OFF = "off"
    COARSE = "coarse"
    PRECISE = "precise"


class LocationFact(msgspec.Struct, frozen=True):
    """The location service of one application: the caller's choice, the OS permission, the running session."""

    application: str
    allowed: LocationLevel = LocationLevel.OFF
    permission: LocationLevel = LocationLevel.OFF
    session_until: datetime | None = None


class ContactFact(msgspec.Struct, frozen=True):
    """How a message would reach the caller, with what the telephone rules need to know.

    `window_open` is computed by the channel in the consumer's time (Code de la consommation D223-9); `attempts`
    counts calls of the last 30 days; `stop_offered` tells that the message names its sender and a free way out.
    """

    channel: str
    marketing: bool = True
    template_typed: bool = False
    stop_offered: bool = False
    window_open: bool = False
    attempts: int = 1_000_000
    refused_at: datetime | None = None


class Sensitivity(StrEnum):
    """What a call to this line says about the caller. `SPECIAL`: a health line, a union … (GDPR 9)."""

    ORDINARY = "ordinary"
    SPECIAL = "special"


class Facts(msgspec.Struct, frozen=True):
    """Everything a decision may rest on, gathered inside one transaction.

    `transaction` names that transaction; it changes no decision, and the Permit expires with it. References
    (`contract`, `balance`, `request`, `evidence` …) are ids of records, None when there is none. `system_opens` names what the
    token of the publisher's own system was made to open.
    """

    transaction: int = 0
    line_registered: bool = False
    line_sensitivity: Sensitivity = Sensitivity.SPECIAL
    notice_acknowledged: str | None = None
    notice_channel: str | None = None
    consents: frozenset[ConsentFact] = frozenset()
    processor_agreement: AgreementFact | None = None
    agreement: AgreementFact | None = None
    transfer: TransferFact | None = None
    legal_case: LegalCase | None = None
    legal_hold: bool = True
    subject_opted_out: bool = True
    subject_under_age: bool = True
    subject_objected: bool = True
    subject_restricted: bool = True
    gpc: bool = True
    action_by_user: bool = False
    identity_checked: bool = False
    request: str | None = None
    contract: str | None = None
    balance: str | None = None
    evidence: str | None = None
    human_review: bool = False
    location: LocationFact | None = None
    contact: ContactFact | None = None
    staff: StaffFact | None = None
    advertising_limited: bool = True
    os_permissions: frozenset[str] = frozenset()
    terminal_declared: bool = False
    terminal_exempt: bool = False
    retention_elapsed: bool = False
    system_opens: frozenset[str] = frozenset()
