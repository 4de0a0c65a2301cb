"""References that must be on file: contracts, balances, requests, evidence, legal cases, terms."""

from dialonce.policy.conditions.setting import Setting
from dialonce.policy.facts import Facts
from dialonce.policy.use import Use


def contract(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The use serves a contract or order that is on file."""
    return bool(facts.contract)


def balance(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """A balance of interests is documented (GDPR 6(1)(f))."""
    return bool(facts.balance)


def request(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """A request or ticket is open."""
    return bool(facts.request)


def evidence(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """A report proves that the data identifies nobody (3-a)."""
    return bool(facts.evidence)


def human_review(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """A person decided, not a machine alone (GDPR 22)."""
    return facts.human_review


def no_legal_hold(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """No legal hold keeps this subject's data."""
    return not facts.legal_hold


def retention_elapsed(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The retention term is over."""
    return facts.retention_elapsed


def case(_use: Use, facts: Facts, _setting: Setting, arg: str) -> bool:
    """A legal case on the ground that the clause names (6.4)."""
    return facts.legal_case is not None and bool(facts.legal_case.case) and facts.legal_case.ground == arg


def case_approved(_use: Use, facts: Facts, setting: Setting, _arg: str) -> bool:
    """Enough people approved the case."""
    return facts.legal_case is not None and facts.legal_case.approvals >= setting.figure("disclosure.approvals")


def case_justified(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The case holds a written justification."""
    return facts.legal_case is not None and bool(facts.legal_case.justification.strip())


def case_closed(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The corporate transaction is done; before that, only anonymous data is shown."""
    return facts.legal_case is not None and facts.legal_case.closed


def case_noticed(_use: Use, facts: Facts, _setting: Setting, _arg: str) -> bool:
    """The persons were told, or telling them is barred by law."""
    return facts.legal_case is not None and facts.legal_case.noticed
