"""Call steps: what an IVR, an app or a tag tells of a call, and what becomes of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.anonymity import coarsen_number
from dialonce.policy import Action, Actor, Denial, Facts, Permit, Sensitivity, Use
from dialonce.storage.directory import LineEntry, SolutionEntry
from dialonce.vault import CountKey, Gate, Keep, NewRow, Sign, whole_hour

STEPS = ("call-start", "call-end", "call-error", "answer-get-sms", "answer-no-sms")
CALL_CATEGORIES = frozenset(("phone-number", "called-number", "call-log", "pseudonym"))
INTERACTION_CATEGORIES = frozenset(("interaction", "called-number", "pseudonym"))


class CallStep(msgspec.Struct, frozen=True):
    """One step of a call to a registered line. `caller` is canonical; None when only the step counts."""

    step_id: UUID
    occurred_at: datetime
    solution: SolutionEntry
    line: LineEntry
    step: str
    caller: str | None
    culture: str = ""
    details: dict[str, str] = {}


def notice_given(solution: SolutionEntry, at: datetime) -> bool:
    """Whether callers of this solution had the privacy notice before `at`, spoken by the IVR or in the app (0-c)."""
    return solution.notice_channel != "interface" and solution.notice_since is not None and solution.notice_since <= at


def line_facts(line: LineEntry, policy_version: str | None, channel: str | None) -> Facts:
    """What is known from memory of an event on a registered line."""
    return Facts(
        line_registered=line.enabled,
        line_sensitivity=Sensitivity(line.sensitivity),
        notice_acknowledged=policy_version,
        notice_channel=channel,
        legal_hold=False,
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
    )


def use_of(publisher_id: UUID, action: Action, purpose: str, categories: frozenset[str]) -> Use:
    """A use by the publisher itself, in the country where the installation runs."""
    return Use(publisher_id, Actor.PUBLISHER, action, purpose, categories)


async def record_steps(session: Gate, keep: Keep, steps: Sequence[CallStep]) -> None:
    """Count every step; keep those whose callers had the notice and did not opt out, sealed under their own keys."""
    for step in steps:
        session.count(_count_key(step))
        _sign(session, step)
    by_group: dict[tuple[UUID, UUID, str], list[CallStep]] = {}
    for step in steps:
        if step.caller is not None and not await session.opted_out(step.line.publisher_id, step.caller):
            by_group.setdefault((step.line.publisher_id, step.solution.solution_id, step.line.sensitivity), []).append(
                step
            )
    for group in by_group.values():
        await _keep(session, keep, group)


def _count_key(step: CallStep) -> CountKey:
    return CountKey(
        publisher_id=step.line.publisher_id,
        line_id=step.line.line_id,
        hour=whole_hour(step.occurred_at),
        step=step.step,
        solution_id=step.solution.solution_id,
        culture=step.culture,
        region=coarsen_number(step.caller or ""),
    )


def _sign(session: Gate, step: CallStep) -> None:
    """Tell the memory of running calls, whoever the caller is; a step without a caller belongs to no call."""
    if step.caller is None:
        return
    publisher_id = step.line.publisher_id
    sign = Sign(
        publisher_id,
        step.line.line_id,
        step.occurred_at,
        step.step,
        solution_id=step.solution.solution_id,
        culture=step.culture,
        region=coarsen_number(step.caller),
    )
    session.sign(session.running_calls.fingerprint(publisher_id, step.caller), sign)


async def _keep(session: Gate, keep: Keep, steps: Sequence[CallStep]) -> None:
    """Keep steps of one publisher, solution and sensitivity, if the policy permits."""
    first = steps[0]
    publisher_id = first.line.publisher_id
    permit = _decide(session, first, len(steps))
    if isinstance(permit, Denial):
        return
    callers = [step.caller or "" for step in steps]
    subjects = await session.keyring.resolve(publisher_id, "phone-number", callers, session.now)
    rows = [
        NewRow(
            subject,
            step.step_id,
            (step.occurred_at, step.line.line_id, step.solution.solution_id, step.step),
            _sealed(step),
        )
        for step, subject in zip(steps, subjects, strict=True)
    ]
    identities = {
        subject.subject_id: {"phone-number": step.caller} for step, subject in zip(steps, subjects, strict=True)
    }
    await keep(permit, "call_step", rows, identities=identities)


def _sealed(step: CallStep) -> Mapping[str, object] | None:
    if step.details:
        return {"culture": step.culture, "details": step.details}
    return {"culture": step.culture} if step.culture else None


def _decide(session: Gate, step: CallStep, count: int) -> Permit | Denial:
    solution = step.solution
    given = notice_given(solution, session.now)
    version = session.policy_of(solution.publisher_id).version if given else None
    facts = line_facts(step.line, version, solution.notice_channel if given else None)
    use = use_of(solution.publisher_id, Action.COLLECT, "service-provision", CALL_CATEGORIES)
    return session.decide(use, facts, count=count)
