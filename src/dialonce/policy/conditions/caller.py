"""What the caller did, was told and asked for."""

from dialonce.policy.conditions.setting import Setting
from dialonce.policy.facts import Facts, LocationLevel
from dialonce.policy.use import Use
from dialonce.policy.versions import parse_version, reaches


def line_registered(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The called number is on the finite list (3.1-e)."""
    return facts.line_registered


def notice_acknowledged(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """Some version of the policy was acknowledged (0-c); never a consent (1-c)."""
    return parse_version(facts.notice_acknowledged) is not None


def notice_reaches_purpose(use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """The version acknowledged is not older than the purpose in its present meaning (1-d)."""
    return reaches(facts.notice_acknowledged, setting.vocabulary.purposes[use.purpose].since)


def no_gpc(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The browser does not signal Global Privacy Control."""
    return not facts.gpc


def not_opted_out(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The person has not opted out."""
    return not facts.subject_opted_out


def not_objected(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The person has not objected to uses on legitimate interest (GDPR 21)."""
    return not facts.subject_objected


def not_restricted(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The person has not had processing restricted (GDPR 18)."""
    return not facts.subject_restricted


def user_action(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The use is the direct effect of something the person did."""
    return facts.action_by_user


def identity_checked(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """Identity is reasonably sure, by sign-in or in proportion to the request."""
    return facts.identity_checked


def os_permission(_use: Use, facts: Facts, _setting: Setting, arg: str) -> bool:
    """The phone's system grants the named permission; that alone is no consent."""
    return arg in facts.os_permissions


def advertising_not_limited(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The phone does not limit ad tracking."""
    return not facts.advertising_limited


def terminal_declared(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The stored item is in the register of terminal storage (C16)."""
    return facts.terminal_declared


def location_session(_use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """A location service that the person opened is still running (4.3-a)."""
    return facts.location is not None and setting.is_ahead(facts.location.session_until)


def location_coarse(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """Both the person's choice and the phone let the application know at least roughly where they are."""
    where = facts.location
    return where is not None and LocationLevel.OFF not in {where.allowed, where.permission}


def location_precise(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """Both the person's choice and the phone let the application know exactly where they are."""
    where = facts.location
    return where is not None and where.allowed is where.permission is LocationLevel.PRECISE
