"""Agreements with recipients, and safeguards for data that leaves the European Economic Area (C10, C18)."""

from dialonce.policy.conditions.consents import valid_consents
from dialonce.policy.conditions.setting import Setting
from dialonce.policy.facts import AgreementFact, Facts, Mechanism, TransferFact
from dialonce.policy.use import Actor, Use

_BOUND_ACTORS = frozenset({Actor.AFFILIATE, Actor.PARTNER, Actor.THIRD_PARTY})
_SAFEGUARDS = frozenset({Mechanism.STANDARD_CLAUSES, Mechanism.BINDING_RULES})


def _agreement(use: Use, facts: Facts) -> AgreementFact | None:
    """The agreement with the recipient, or with the party that acts, in force or not."""
    found = facts.agreement
    if found is None:
        return None
    if use.recipient is not None:
        return found if found.party == use.recipient else None
    acts = use.actor in _BOUND_ACTORS and found.party.partition(":")[0] == use.actor
    return found if acts else None


def recipient_agreement(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """An agreement in force binds the recipient."""
    found = _agreement(use, facts)
    return found is not None and setting.is_ahead(found.until)


def recipient_notifies(use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The agreement obliges the recipient to inform the persons (3.3-c, GDPR 14)."""
    found = _agreement(use, facts)
    return found is not None and found.notifies_subject


def agreement_purpose(use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The agreement covers this purpose."""
    found = _agreement(use, facts)
    return found is not None and use.purpose in found.purposes


def agreement_categories(use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The agreement covers every category of the use: nothing more than needed goes out."""
    found = _agreement(use, facts)
    return found is not None and use.categories <= found.categories


def processor_agreement(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """The publisher's processor agreement is in force and covers categories and purpose (3.1-m)."""
    found = facts.processor_agreement
    return (
        found is not None
        and setting.is_ahead(found.until)
        and use.categories <= found.categories
        and use.purpose in found.purposes
    )


def _mechanism(use: Use, facts: Facts, setting: Setting) -> TransferFact | None:
    found = facts.transfer
    current = found is not None and found.country == use.region and setting.is_ahead(found.until)
    return found if current else None


def _is_adequate(use: Use, found: TransferFact | None, setting: Setting) -> bool:
    decision = setting.adequacy.get(use.region)
    if decision is None or not decision.holds(setting.now.date()):
        return False
    certified = found is not None and found.mechanism is Mechanism.FRAMEWORK
    return certified or not decision.certified_only


def transfer_covered(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """Inside the EEA, adequate on that day, or covered by a mechanism in force (GDPR 44 to 49)."""
    if use.region in setting.vocabulary.eea:
        return True
    found = _mechanism(use, facts, setting)
    if _is_adequate(use, found, setting):
        return True
    if found is None:
        return False
    return found.mechanism is Mechanism.EXPLICIT_CONSENT or (found.mechanism in _SAFEGUARDS and found.assessed)


def transfer_consent_occasional(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """If the transfer rests on consent, that consent holds and the flow is not regular (10-c)."""
    found = _mechanism(use, facts, setting)
    if found is None or found.mechanism is not Mechanism.EXPLICIT_CONSENT:
        return True
    agreed = any(True for _ in valid_consents("international-transfer", facts, setting))
    return agreed and not found.recurring
