"""What another policy would change in practice: the uses that it opens or closes, and the terms that it shortens.

A use can only be allowed where some clause permits it, so that the uses named by either policy's permissions are all there is to
compare. Each is put to `decide` in the case most in its favour (every consent given, every condition met): what is refused
then is always refused.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.policy.decision import decide
from dialonce.policy.effective import EffectivePolicy
from dialonce.policy.facts import (
    ConsentFact,
    ConsentState,
    Facts,
    LocationFact,
    LocationLevel,
    Sensitivity,
    StaffFact,
)
from dialonce.policy.outcome import Permit
from dialonce.policy.use import Action, Actor, Use

ACTORS = (Actor.PUBLISHER, Actor.PUBLISHER_STAFF, Actor.PUBLISHER_SYSTEM)
_ROLES = ("support", "dpo")
_SYSTEM_OPENS = frozenset({"inbox"})
_ANYBODY = UUID(int=0)

_Candidate = tuple[str, str, str, str]


class Effect(msgspec.Struct, frozen=True):
    """One action for one purpose by one actor: the categories that it may touch from now on, or may not any more."""

    actor: str
    action: str
    purpose: str
    categories: tuple[str, ...]
    opens: bool


class FigureChange(msgspec.Struct, frozen=True):
    """A promised number that changes."""

    figure: str
    before: float
    after: float


def compare_effects(before: EffectivePolicy, after: EffectivePolicy, now: datetime) -> tuple[Effect, ...]:
    """The uses of a publisher that one of two policies allows and the other refuses."""
    candidates = sorted({*_permitted(before), *_permitted(after)})
    found: dict[tuple[str, str, str, bool], list[str]] = {}
    for actor, action, purpose, category in candidates:
        use = Use(_ANYBODY, Actor(actor), Action(action), purpose, frozenset({category}))
        was, will = _allowed(use, before, now), _allowed(use, after, now)
        if was != will:
            found.setdefault((actor, action, purpose, will), []).append(category)
    return tuple(
        Effect(actor, action, purpose, tuple(categories), opens)
        for (actor, action, purpose, opens), categories in found.items()
    )


def compare_figures(before: EffectivePolicy, after: EffectivePolicy, now: datetime) -> tuple[FigureChange, ...]:
    """The numbers that differ on the day of `now`."""
    day = now.date()
    pairs = ((key, before.figures[key].at(day).value, figure.at(day).value) for key, figure in after.figures.items())
    return tuple(FigureChange(key, was, will) for key, was, will in pairs if was != will)


def _permitted(policy: EffectivePolicy) -> Iterator[_Candidate]:
    """The uses of the actors that some permission names."""
    lists = policy.vocabulary
    for clause in policy.clauses.values():
        for rule in clause.permits:
            for actor in ACTORS:
                if actor.value not in rule.actors:
                    continue
                for action in lists.expand_actions(rule.actions):
                    for purpose in lists.expand_purposes(rule.purposes):
                        for category in lists.expand_categories(rule.categories):
                            yield actor.value, action, purpose, category


def _allowed(use: Use, policy: EffectivePolicy, now: datetime) -> bool:
    """Whether some case of the use is allowed."""
    return any(isinstance(decide(use, facts, policy, now), Permit) for facts in _best_cases(use, policy, now))


def _best_cases(use: Use, policy: EffectivePolicy, now: datetime) -> Iterator[Facts]:
    """Everything that could speak for the use; by role for staff."""
    soon = now + timedelta(hours=1)
    case = Facts(
        line_registered=True,
        line_sensitivity=Sensitivity.ORDINARY,
        notice_acknowledged=policy.version,
        notice_channel="app",
        consents=frozenset({ConsentFact(use.purpose, policy.version, ConsentState.GIVEN)}),
        legal_hold=False,
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
        gpc=False,
        action_by_user=True,
        identity_checked=True,
        request="example",
        contract="example",
        balance="example",
        evidence="example",
        human_review=True,
        location=LocationFact("example", LocationLevel.PRECISE, LocationLevel.PRECISE, soon),
        advertising_limited=False,
        terminal_declared=True,
        retention_elapsed=True,
        system_opens=_SYSTEM_OPENS,
    )
    if use.actor is not Actor.PUBLISHER_STAFF:
        yield case
        return
    for role in _ROLES:
        yield msgspec.structs.replace(case, staff=StaffFact(role, mfa=True, training_until=soon))
