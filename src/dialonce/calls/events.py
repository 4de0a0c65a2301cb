"""Events in bulk: decided in memory, stored by a few statements however many they are, answered one by one after the commit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from dialonce.anonymity import coarsen_number
from dialonce.calls.event import SCREEN_KINDS, Event, EventResult, Sender, Taken
from dialonce.calls.steps import CALL_CATEGORIES, INTERACTION_CATEGORIES, line_facts, notice_given, use_of
from dialonce.calls.taking import Intake
from dialonce.policy import Action, Denial, Permit
from dialonce.vault import (
    NOWHERE,
    CountKey,
    Gate,
    Keep,
    NewRow,
    Sign,
    SubjectRef,
    Vault,
    whole_hour,
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
    answers = [EventResult(item.event.id, "accepted") for item in taken]
    for place in _repeated(taken):
        answers[place] = EventResult(taken[place].event.id, "duplicate")
    for group, places in (await _groups(session, taken, answers)).items():
        kept = await _keep(session, keep, group, [taken[place] for place in places])
        for place, answer in zip(places, kept, strict=True):
            answers[place] = answer
    _count(session, [item for item, answer in zip(taken, answers, strict=True) if answer.status != "duplicate"])
    return answers


def _repeated(taken: Sequence[Taken]) -> list[int]:
    """Places of events that came before in the same batch. Row ids of two publishers never meet: they are keyed."""
    seen: set[bytes] = set()
    repeated: list[int] = []
    for place, item in enumerate(taken):
        key = item.row_id.bytes
        if key in seen:
            repeated.append(place)
        seen.add(key)
    return repeated


async def _groups(
    session: Gate, taken: Sequence[Taken], answers: Sequence[EventResult]
) -> Mapping[_Group, Sequence[int]]:
    """Places of the events to keep, by group. Those without an identifier only count."""
    groups: dict[_Group, list[int]] = {}
    known: dict[tuple[int, int, bool, str, bool], list[int]] = {}
    for place, item in enumerate(taken):
        if item.identifier is None or answers[place].status == "duplicate":
            continue
        kind, value = item.identifier
        out = kind == "phone-number" and await session.opted_out(item.line.publisher_id, value)
        on_screen = item.event.type in SCREEN_KINDS
        key = (id(item.line), id(item.solution), on_screen, kind, out)
        if key not in known:
            line, solution = item.line, item.solution
            group = _Group(line.publisher_id, solution.solution_id, line.sensitivity, on_screen, kind, out)
            known[key] = groups.setdefault(group, [])
        known[key].append(place)
    return groups


async def _keep(session: Gate, keep: Keep, group: _Group, taken: Sequence[Taken]) -> list[EventResult]:
    permit = _decide(session, group, taken[0], len(taken))
    if isinstance(permit, Denial):
        return [EventResult(item.event.id, "refused", permit.clauses, permit.reason) for item in taken]
    values = [item.identifier[1] for item in taken if item.identifier]
    subjects = await session.keyring.resolve(group.publisher_id, group.kind, values, session.now)
    rows = [_row(session, item, subject) for item, subject in zip(taken, subjects, strict=True)]
    table = "interaction" if group.on_screen else "call_step"
    new = await keep(permit, table, rows, identities=_identities(group.kind, subjects, values))
    return [
        EventResult(item.event.id, "accepted" if is_new else "duplicate")
        for item, is_new in zip(taken, new, strict=True)
    ]


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


def _count(session: Gate, taken: Sequence[Taken]) -> None:
    """Add to the statistics what is new, whether or not its caller may be remembered (3.2-b)."""
    alike = Counter(
        (
            item.line.number,
            id(item.solution),
            whole_hour(item.event.occurred_at),
            item.event.type,
            item.event.screen,
            item.event.element,
            item.event.culture,
            _region(item),
        )
        for item in taken
    )
    places = {(item.line.number, id(item.solution)): item for item in taken}
    for (number, solution, hour, type_, screen, element, culture, region), times in alike.items():
        item = places[number, solution]
        interface = session.directory.published_interface(item.line) if type_ in SCREEN_KINDS else None
        key = CountKey(
            publisher_id=item.line.publisher_id,
            line_id=item.line.line_id,
            hour=hour,
            step=SCREEN_KINDS.get(type_, type_),
            interface_id=interface.interface_id if interface else NOWHERE,
            interface_version=(interface.published_version or 0) if interface else 0,
            screen=screen,
            element=element,
            solution_id=item.solution.solution_id,
            culture=culture.replace("_", "-"),
            region=region,
        )
        session.count(key, times)
    for item in taken:
        _sign(session, item)


def _region(item: Taken) -> str:
    return coarsen_number(item.identifier[1]) if item.identifier else ""


def _sign(session: Gate, item: Taken) -> None:
    """Tell the memory of running calls, whether or not the caller may be remembered elsewhere."""
    if item.identifier is None:
        return
    event, publisher_id = item.event, item.line.publisher_id
    interface = session.directory.published_interface(item.line) if event.type in SCREEN_KINDS else None
    sign = Sign(
        publisher_id,
        item.line.line_id,
        event.occurred_at,
        SCREEN_KINDS.get(event.type, event.type),
        screen=event.screen,
        value=event.value or "",
        solution_id=item.solution.solution_id,
        interface_id=interface.interface_id if interface else NOWHERE,
        interface_version=(interface.published_version or 0) if interface else 0,
        culture=event.culture.replace("_", "-"),
        device="phone",
        region=_region(item),
    )
    session.sign(session.running_calls.fingerprint(publisher_id, item.identifier[1]), sign)
