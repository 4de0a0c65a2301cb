"""From what somebody dials or a page writes to the canonical numbers it can mean (number-set.md, section 4).

It knows only the plans in the set, and leaves out what it is not sure of: a number that is missed opens no
menu, a number mistaken for another would open the wrong one.
"""

import re
from collections.abc import Sequence

from .contents import Plan

LONGEST_SHORT_CODE = 6
_SEPARATORS = re.compile("[\\s\u00a0\u2009\u202f./()\u2010-\u2013-]+")
_DIGITS = re.compile(r"\d{2,18}", re.ASCII)


def canonical_numbers(text: str, plans: Sequence[Plan], country: str | None = None) -> list[str]:
    """The canonical numbers that `text`, dialled in `country`, can mean; the likeliest first, none if it is
    no number.

    Without a country, the only plan of the set is used; a set with several understands international numbers
    alone.
    """
    plan = _plan_of(plans, country)
    dialled = _strip(text)
    international = dialled.removeprefix("+") if dialled.startswith("+") else _after_prefix(dialled, plan)
    if international is not None:
        return [f"+{international}"] if _DIGITS.fullmatch(international) else []
    if plan is None or not _DIGITS.fullmatch(dialled):
        return []
    short = [f"{plan.country}:{dialled}"] if len(dialled) <= LONGEST_SHORT_CODE else []
    return short + [f"+{plan.calling_code}{national}" for national in _national(dialled, plan)]


def _plan_of(plans: Sequence[Plan], country: str | None) -> Plan | None:
    if country is None:
        return plans[0] if len(plans) == 1 else None
    return next((plan for plan in plans if plan.country == country), None)


def _strip(text: str) -> str:
    """Without `tel:`, without what is sent after the call is answered (`,` `;` and on), without
    separators.
    """
    dialled = re.split("[,;]", text.strip().removeprefix("tel:"), maxsplit=1)[0]
    return _SEPARATORS.sub("", re.sub(r"^(\s*(?:\+|00).*?)\(0\)", r"\1", dialled))


def _after_prefix(dialled: str, plan: Plan | None) -> str | None:
    prefix = plan.international if plan else "00"
    return dialled.removeprefix(prefix) if prefix and dialled.startswith(prefix) else None


def _national(dialled: str, plan: Plan) -> list[str]:
    if plan.trunk and dialled.startswith(plan.trunk):
        return [dialled.removeprefix(plan.trunk)]
    return [dialled] if plan.trunk_optional or not plan.trunk else []
