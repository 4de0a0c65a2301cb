"""Facts for tests: the world in which everything holds, and the same world lacking named conditions."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.policy import (
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
    Use,
)

NOW = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=300)
EARLIER = NOW - timedelta(days=1)
PUBLISHER = UUID("00000000-0000-4000-8000-000000000001")
APPLICATION = "maps"
GROUNDS = {"corporate-transaction": LegalGround.TRANSACTION, "legal-defence": LegalGround.NEED}
BOUND = ("affiliate", "partner", "third-party")


def allowing(use: Use) -> Facts:
    """Every condition of every clause holds for this use."""
    return Facts(
        transaction=1,
        line_registered=True,
        line_sensitivity=Sensitivity.ORDINARY,
        notice_acknowledged="1.0.0",
        notice_channel="interface",
        consents=_consents(use),
        processor_agreement=_agreement("publisher", use),
        agreement=_agreement(use.recipient or f"{use.actor}:acme", use),
        transfer=TransferFact(use.region, Mechanism.STANDARD_CLAUSES, LATER, assessed=True),
        legal_case=_case(use),
        legal_hold=False,
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
        gpc=False,
        action_by_user=True,
        identity_checked=True,
        request="request-1",
        contract="order-1",
        balance="balance-1",
        evidence="report-1",
        human_review=True,
        location=LocationFact(APPLICATION, LocationLevel.PRECISE, LocationLevel.PRECISE, LATER),
        contact=ContactFact("voice", False, True, True, True, 0),
        staff=_staff(use),
        advertising_limited=False,
        os_permissions=frozenset({"contacts"}),
        terminal_declared=True,
        terminal_exempt=True,
        retention_elapsed=True,
        system_opens=frozenset({"inbox"}),
    )


def _consents(use: Use) -> frozenset[ConsentFact]:
    scopes = (None, use.recipient, APPLICATION, "voice")
    purposes = (use.purpose, "advertising-id-linking", "international-transfer")
    return frozenset(
        ConsentFact(purpose, "1.0.0", ConsentState.GIVEN, scope, LATER) for purpose in purposes for scope in scopes
    )


def _agreement(party: str, use: Use) -> AgreementFact:
    return AgreementFact(party, use.categories, frozenset({use.purpose}), LATER, notifies_subject=True)


def _case(use: Use) -> LegalCase:
    ground = GROUNDS.get(use.purpose, LegalGround.ORDER)
    return LegalCase("case-1", ground, "order of a court", approvals=2, closed=True, noticed=True)


def _staff(use: Use) -> StaffFact:
    role = "dpo" if use.purpose == "accountability" else "support"
    return StaffFact(role, mfa=True, training_until=LATER, break_glass_reason="outage", break_glass_until=LATER)


def lacking(facts: Facts, conditions: Iterable[str], use: Use) -> Facts:
    """The same facts without these conditions, everything else as it was."""
    for condition in conditions:
        name = condition.partition(":")[0]
        facts = msgspec.structs.replace(facts, **_without(name, condition.partition(":")[2], facts, use))
    return facts


def _without(name: str, argument: str, facts: Facts, use: Use) -> Mapping[str, object]:
    if name in FLAGS:
        return FLAGS[name]
    if name in PARTS:
        part, changes = PARTS[name]
        return {part: msgspec.structs.replace(getattr(facts, part), **changes)}
    if name.startswith("consent") or name in {"ordinary-line-or-consent", "terminal-exempt-or-consent"}:
        return _without_consent(name, argument, facts, use)
    raise KeyError(name)


FLAGS: Mapping[str, Mapping[str, object]] = {
    "line-registered": {"line_registered": False},
    "notice-acknowledged": {"notice_acknowledged": None},
    "notice-reaches-purpose": {"notice_acknowledged": "0.9.0"},
    "of-age": {"subject_under_age": True},
    "no-gpc": {"gpc": True},
    "not-opted-out": {"subject_opted_out": True},
    "not-objected": {"subject_objected": True},
    "not-restricted": {"subject_restricted": True},
    "contract": {"contract": None},
    "balance": {"balance": None},
    "user-action": {"action_by_user": False},
    "identity-checked": {"identity_checked": False},
    "request": {"request": None},
    "evidence": {"evidence": None},
    "processor-agreement": {"processor_agreement": None},
    "transfer-covered": {"transfer": None},
    "human-review": {"human_review": False},
    "os-permission": {"os_permissions": frozenset()},
    "terminal-declared": {"terminal_declared": False},
    "advertising-not-limited": {"advertising_limited": True},
    "no-legal-hold": {"legal_hold": True},
    "retention-elapsed": {"retention_elapsed": False},
    "system-entitled": {"system_opens": frozenset({"lines"})},
}
PARTS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "recipient-agreement": ("agreement", {"until": EARLIER}),
    "recipient-notifies": ("agreement", {"notifies_subject": False}),
    "agreement-purpose": ("agreement", {"purposes": frozenset()}),
    "agreement-categories": ("agreement", {"categories": frozenset()}),
    "transfer-consent-occasional": ("transfer", {"mechanism": Mechanism.EXPLICIT_CONSENT, "recurring": True}),
    "case": ("legal_case", {"ground": "none"}),
    "case-approved": ("legal_case", {"approvals": 1}),
    "case-justified": ("legal_case", {"justification": " "}),
    "case-closed": ("legal_case", {"closed": False}),
    "case-noticed": ("legal_case", {"noticed": False}),
    "staff-authenticated": ("staff", {"mfa": False}),
    "staff-role": ("staff", {"role": "guest"}),
    "training-valid": ("staff", {"training_until": EARLIER}),
    "break-glass": ("staff", {"break_glass_until": EARLIER}),
    "location-session": ("location", {"session_until": EARLIER}),
    "location-coarse": ("location", {"allowed": LocationLevel.OFF}),
    "location-precise": ("location", {"allowed": LocationLevel.COARSE}),
    "service-template": ("contact", {"marketing": True}),
    "stop-offered": ("contact", {"stop_offered": False}),
    "voice-permitted": ("contact", {"attempts": 4}),
}


def _without_consent(name: str, argument: str, facts: Facts, use: Use) -> Mapping[str, object]:
    named: Mapping[str, set[str | None]] = {
        "consent": {None},
        "consent-for-recipient": {use.recipient},
        "consent-for-application": {APPLICATION},
        "consent-for-channel": {"voice"},
    }
    scopes = named.get(name, {None, use.recipient, APPLICATION, "voice"})
    purpose = argument or use.purpose
    kept = frozenset(found for found in facts.consents if found.purpose != purpose or found.scope not in scopes)
    others: Mapping[str, Mapping[str, object]] = {
        "consent-or-balance": {"balance": None},
        "ordinary-line-or-consent": {"line_sensitivity": Sensitivity.SPECIAL},
        "terminal-exempt-or-consent": {"terminal_exempt": False},
    }
    return {"consents": kept, **others.get(name, {})}
