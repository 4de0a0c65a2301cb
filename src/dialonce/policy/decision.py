"""The decision: a Permit or a Denial, computed from the clauses. Pure, total, and no unless a clause says yes."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from dialonce.policy.compiled import Guard, Leave, failing
from dialonce.policy.conditions import Condition, Setting
from dialonce.policy.effective import EffectivePolicy
from dialonce.policy.facts import Facts
from dialonce.policy.memo import Verdict, next_change
from dialonce.policy.outcome import Denial, Grant, Permit, claim_mint
from dialonce.policy.outside import outside_of
from dialonce.policy.use import Use

_MINT = claim_mint()


def decide(use: Use, facts: Facts, policy: EffectivePolicy, now: datetime) -> Permit | Denial:
    """Whether a use may happen now, given the facts.

    1. What is in no closed list is refused. 2. Every prohibition that speaks to the use must have its
    conditions met; all that have not are cited. 3. Every category must be covered by a permission whose
    conditions are met. Dates count in UTC; a naive `now` raises ValueError. Verdicts are remembered until
    something they rest on changes with time; nothing else is kept.
    """
    if now.tzinfo is None:
        raise ValueError("`now` has no time zone; give an aware datetime.")
    verdict = policy.memo.recall(use, facts, now)
    if verdict is None:
        verdict = _judge(use, facts, policy, now)
        policy.memo.keep(use, facts, verdict)
    answer = verdict.answer
    if isinstance(answer, Denial):
        return answer
    return Permit(answer, facts.transaction, min(verdict.until, now + verdict.life), mint=_MINT)


def _judge(use: Use, facts: Facts, policy: EffectivePolicy, now: datetime) -> Verdict:
    setting = policy.setting(now.astimezone(UTC))
    refusal = outside_of(use, policy, setting.now)
    return Verdict(
        answer=refusal or _weigh(use, facts, policy, setting),
        since=setting.now,
        until=next_change(facts, setting),
        life=timedelta(minutes=setting.figure("permit.minutes")),
    )


def _weigh(use: Use, facts: Facts, policy: EffectivePolicy, setting: Setting) -> Grant | Denial:
    rules = policy.rules(use.actor, use.action, use.purpose)
    recipient = use.recipient.partition(":")[0] if use.recipient is not None else None
    abroad = use.region not in policy.vocabulary.eea
    guards = [guard for guard in rules.guards if guard.speaks_to(use, recipient, abroad=abroad)]
    if denial := _forbidden(guards, use, facts, setting):
        return denial
    leaves = [leave for leave in rules.leaves if leave.speaks_to(use, recipient)]
    granted = [leave for leave in leaves if not failing(leave.conditions, use, facts, setting)]
    uncovered = use.categories.difference(*(leave.categories for leave in granted))
    if uncovered:
        return _unpermitted(leaves, uncovered, use, facts, policy, setting)
    used = [leave for leave in granted if not leave.categories.isdisjoint(use.categories)]
    return _grant(use, policy, _names([*used, *guards]))


def _forbidden(guards: list[Guard], use: Use, facts: Facts, setting: Setting) -> Denial | None:
    failed = {guard: failing(guard.conditions, use, facts, setting) for guard in guards}
    broken = [guard for guard in guards if failed[guard] or not guard.conditions]
    if not broken:
        return None
    if all(guard.conditions for guard in broken):
        reason = _first(condition for guard in broken for condition in failed[guard])
    else:
        reason = "forbidden"
    return Denial(use, _names(broken), reason)


def _unpermitted(
    leaves: list[Leave],
    uncovered: frozenset[str],
    use: Use,
    facts: Facts,
    policy: EffectivePolicy,
    setting: Setting,
) -> Denial:
    """Says what is missing to the nearest permission, or, if no fact could help, that no clause permits it."""
    close = [leave for leave in leaves if not leave.categories.isdisjoint(uncovered)]
    if uncovered.difference(*(leave.categories for leave in close)):
        return Denial(use, policy.closing("permission"), "not-permitted")
    missing = [failing(leave.conditions, use, facts, setting) for leave in close]
    nearest = min(missing, key=len)
    return Denial(use, _names(close), _first(nearest))


def _first(failed: Iterable[Condition]) -> str:
    return min(failed, key=lambda condition: condition.rank).reason


def _names(rules: Iterable[Guard | Leave]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.clause for rule in rules))


def _grant(use: Use, policy: EffectivePolicy, clauses: tuple[str, ...]) -> Grant:
    controls = {control for clause in clauses for control in policy.clauses[clause].controls}
    ranked = sorted(controls, key=lambda control: int(control[1:]))
    return Grant(use, clauses, tuple(ranked), policy.hash)
