"""Events in bulk: decided in memory, stored by a few statements however many they are, answered one by one after the commit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from dialonce.calls.event import SCREEN_KINDS, Event, EventResult, Sender, Taken
from dialonce.calls.event_counts import count_events
from dialonce.calls.steps import CALL_CATEGORIES, INTERACTION_CATEGORIES, line_facts, notice_given, use_of
from dialonce.calls.taking import Intake
from dialonce.policy import Action, Denial, Permit
from dialonce.vault import (
    NOWHERE,
    Gate,
    Keep,
    NewRow,
    SubjectRef,
    Vault,
)

# The device's identifier only leads to its subject, through a keyed digest; no row holds it.
DEVICE_CATEGORIES = CALL_CATEGORIES - {"phone-number"}


class _Group(NamedTuple):
    """What one decision and one statement serve."""

    publisher_id: UUID
    solution_id: UUID
    sensitivity: str
    on_screen: bool
    kind: str
    opted_out: bool


async def take_events(vault: Vault, sender: Sender, events: Iterable[Event]) -> list[Taken | EventResult]:
    """Each event with what memory knows of it, or at once the reason why it is not recorded. Stores nothing."""
    now = vault.clock()
    publisher, solution = sender
    keys = await vault.keyring.publisher(publisher.publisher_id, now)
    intake = Intake(vault, publisher, solution, keys.index, now)
    return [intake.take(event) for event in events]


async def record_taken(session: Gate, keep: Keep, taken: Sequence[Taken]) -> list[EventResult]:
    """Store what the policy permits, count everything that is new; one result an event, in order."""
    if not taken:
        return []
    answers = [EventResult(item.event.id, "accepted") for item in taken]
    for place in _repeated(taken):
        answers[place] = EventResult(taken[place].event.id, "duplicate")
    for group, places in (await _groups(session, taken, answers)).items():
        await _keep(session, keep, group, taken, places, answers)
    count_events(session, [item for item, answer in zip(taken, answers, strict=True) if answer.status != "duplicate"])
    return answers


def _repeated(taken: Sequence[Taken]) -> list[int]:
    """Places of events that came before in the same batch. Row ids of two publishers never meet: they are keyed."""
    if len({item.row_id.int for item in taken}) == len(taken):
        return []
    seen: set[int] = set()
    repeated: list[int] = []
    for place, item in enumerate(taken):
        if item.row_id.int in seen:
            repeated.append(place)
        seen.add(item.row_id.int)
    return repeated


async def _groups(
    session: Gate, taken: Sequence[Taken], answers: Sequence[EventResult]
) -> Mapping[_Group, Sequence[int]]:
    """Places of the events to keep, by group. Those without an identifier only count."""
    groups: dict[_Group, list[int]] = {}
    known: dict[tuple[int, int, bool, str, bool], list[int]] = {}
    anybody_out = session.anybody_opted_out
    for place, item in enumerate(taken):
        if item.identifier is None or answers[place].status == "duplicate":
            continue
        kind, value = item.identifier
        out = anybody_out and kind == "phone-number" and await session.opted_out(item.line.publisher_id, value)
        on_screen = item.event.type in SCREEN_KINDS
        key = (id(item.line), id(item.solution), on_screen, kind, out)
        if key not in known:
            line, solution = item.line, item.solution
            group = _Group(line.publisher_id, solution.solution_id, line.sensitivity, on_screen, kind, out)
            known[key] = groups.setdefault(group, [])
        known[key].append(place)
    return groups


async def _keep(
    session: Gate,
    keep: Keep,
    group: _Group,
    taken: Sequence[Taken],
    places: Sequence[int],
    answers: list[EventResult],
) -> None:
    """Store the events at these places if the policy permits, and correct the answers of those that it refuses or knows."""
    items = [taken[place] for place in places]
    permit = _decide(session, group, items[0], len(items))
    if isinstance(permit, Denial):
        for place, item in zip(places, items, strict=True):
            answers[place] = EventResult(item.event.id, "refused", permit.clauses, permit.reason)
        return
    values = [item.identifier[1] for item in items if item.identifier]
    subjects = await session.keyring.resolve(group.publisher_id, group.kind, values, session.now)
    rows = [_row(session, item, subject) for item, subject in zip(items, subjects, strict=True)]
    table = "interaction" if group.on_screen else "call_step"
    new = await keep(permit, table, rows, identities=_identities(group.kind, subjects, values))
    for place, is_new in zip(places, new, strict=True):
        if not is_new:
            answers[place] = EventResult(taken[place].event.id, "duplicate")


def _decide(session: Gate, group: _Group, first: Taken, count: int) -> Permit | Denial:
    solution = first.solution
    given = notice_given(solution, session.now)
    version = session.policy_of(solution.publisher_id).version if given else None
    facts = line_facts(first.line, version, solution.notice_channel if given else None)
    categories = CALL_CATEGORIES if group.kind == "phone-number" else DEVICE_CATEGORIES
    use = use_of(
        solution.publisher_id,
        Action.COLLECT,
        "service-provision",
        categories | INTERACTION_CATEGORIES if group.on_screen else categories,
    )
    return session.decide(use, msgspec.structs.replace(facts, subject_opted_out=group.opted_out), count=count)


def _row(session: Gate, item: Taken, subject: SubjectRef) -> NewRow:
    event = item.event
    if event.type not in SCREEN_KINDS:
        return NewRow(
            subject,
            item.row_id,
            (event.occurred_at, item.line.line_id, item.solution.solution_id, event.type),
            _sealed_of_step(event),
        )
    interface = session.directory.published_interface(item.line)
    clear = (
        event.occurred_at,
        item.line.line_id,
        item.solution.solution_id,
        interface.interface_id if interface else NOWHERE,
        interface.published_version if interface else 0,
        SCREEN_KINDS[event.type],
        event.screen,
        event.element,
    )
    return NewRow(subject, item.row_id, clear, {"value": event.value} if event.value else None)


def _sealed_of_step(event: Event) -> Mapping[str, object] | None:
    if event.value:
        return {"culture": event.culture, "details": event.value}
    return {"culture": event.culture} if event.culture else None


def _identities(
    kind: str, subjects: Sequence[SubjectRef], values: Sequence[str]
) -> Mapping[UUID, Mapping[str, object]] | None:
    """What is sealed into the rows of new subjects; a device's identifier is not."""
    if kind != "phone-number":
        return None
    return {subject.subject_id: {kind: value} for subject, value in zip(subjects, values, strict=True) if subject.fresh}
