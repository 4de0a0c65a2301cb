"""Consent: to this purpose, under a version that reaches it, not expired, in the scope that is used (C4)."""

from collections.abc import Iterator

from dialonce.policy.conditions.setting import Setting
from dialonce.policy.facts import ConsentFact, ConsentState, Facts, Sensitivity
from dialonce.policy.use import Use
from dialonce.policy.versions import reaches

_ALLOWING = frozenset({ConsentState.GIVEN, ConsentState.RENEWED})


def valid_consents(purpose: str, facts: Facts, setting: Setting) -> Iterator[ConsentFact]:
    """The consents to a purpose that hold now, whatever their scope."""
    term = setting.vocabulary.purposes.get(purpose)
    since = term.since if term else None
    for consent in facts.consents:
        if (
            consent.purpose == purpose
            and consent.state in _ALLOWING
            and (consent.until is None or setting.is_ahead(consent.until))
            and reaches(consent.policy_version, since)
        ):
            yield consent


def _scoped(scope: str | None, use: Use, facts: Facts, setting: Setting) -> bool:
    return any(consent.scope == scope for consent in valid_consents(use.purpose, facts, setting))


def consent(use: Use, facts: Facts, setting: Setting, arg: str) -> bool:
    """A consent without scope, to the purpose of the use or to the one the clause names."""
    return any(found.scope is None for found in valid_consents(arg or use.purpose, facts, setting))


def consent_given(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """Some consent to the purpose, whatever its scope; the permission itself asks for the right scope."""
    return any(True for _ in valid_consents(use.purpose, facts, setting))


def consent_for_recipient(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """A consent that names this recipient."""
    return use.recipient is not None and _scoped(use.recipient, use, facts, setting)


def consent_for_application(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """A consent that names the application whose location service is running (4.3-d)."""
    return facts.location is not None and _scoped(facts.location.application, use, facts, setting)


def consent_for_channel(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """A consent that names the channel of the message: SMS, e-mail or voice."""
    return facts.contact is not None and _scoped(facts.contact.channel, use, facts, setting)


def consent_or_balance(use: Use, facts: Facts, setting: Setting, arg: str) -> bool:
    """A consent, or a documented balance of interests (GDPR 6(1)(a) or (f))."""
    return facts.balance is not None or consent(use, facts, setting, arg)


def of_age(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """Old enough to consent alone, or a holder of parental authority consented too (GDPR 8)."""
    if not facts.subject_under_age:
        return True
    return any(found.guardian for found in valid_consents(use.purpose, facts, setting))


def ordinary_line_or_consent(use: Use, facts: Facts, setting: Setting, arg: str) -> bool:
    """The line says nothing that GDPR 9 protects, or the person consented explicitly."""
    return facts.line_sensitivity is Sensitivity.ORDINARY or consent_given(use, facts, setting, arg)


def terminal_exempt_or_consent(use: Use, facts: Facts, setting: Setting, arg: str) -> bool:
    """Strictly needed for what the person asked, or consented to (loi 78-17, art. 82)."""
    return facts.terminal_exempt or consent(use, facts, setting, arg)
