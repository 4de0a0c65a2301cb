"""Events in bulk: decided in memory, stored by a few statements however many they are, answered one by one after the commit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from dialonce.calls.event import SCREEN_KINDS, Event, EventResult, Sender, Taken
from dialonce.calls.steps import CALL_CATEGORIES, INTERACTION_CATEGORIES, line_facts, notice_given, use_of
from dialonce.calls.taking import Intake
from dialonce.policy import Action, Denial, Permit
from dialonce.vault import (
    NOWHERE,
    CountKey,
    NewRow,
    Session,
    SubjectRef,
    Vault,
    Who,
    provide_months,
    store_once,
    whole_hour,
)

TOGETHER = 1_000
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


async def record_events(vault: Vault, sender: Sender, events: Sequence[Event]) -> list[EventResult]:
    """Record at most `TOGETHER` events in one transaction; one result an event, in order, once they are committed."""
    answers = await take_events(vault, sender, events)
    places = [place for place, answer in enumerate(answers) if isinstance(answer, Taken)]
    taken = [answer for answer in answers if isinstance(answer, Taken)]
    if taken:
        publisher, solution = sender
        who = Who(f"solution:{solution.solution_id}")
        await provide_months(vault, (event.event.occurred_at for event in taken))
        async with vault.session([publisher.publisher_id], who) as session:
            for place, result in zip(places, await record_taken(session, taken), strict=True):
                answers[place] = result
    return [answer for answer in answers if isinstance(answer, EventResult)]


async def record_taken(session: Session, taken: Sequence[Taken]) -> list[EventResult]:
    """Store what the policy permits, count everything that is new; one result an event, in order."""
    results: dict[int, EventResult] = {}
    groups: dict[_Group, list[int]] = {}
    for place, group in enumerate(await _groups(session, taken)):
        if group is None:
            results[place] = EventResult(taken[place].event.id, "duplicate")
        elif group.kind:
            groups.setdefault(group, []).append(place)
    for group, places in groups.items():
        results.update(zip(places, await _keep(session, group, [taken[place] for place in places]), strict=True))
    answers = [results.get(place) or EventResult(item.event.id, "accepted") for place, item in enumerate(taken)]
    _count(session, [item for item, answer in zip(taken, answers, strict=True) if answer.status != "duplicate"])
    return answers


async def _groups(session: Session, taken: Sequence[Taken]) -> list[_Group | None]:
    """The group of each event; None for one that came before in the same batch, an empty kind for one that only counts."""
    seen: set[tuple[UUID, UUID]] = set()
    groups: list[_Group | None] = []
    for item in taken:
        key = (item.line.publisher_id, item.row_id)
        if key in seen:
            groups.append(None)
            continue
        seen.add(key)
        kind, value = item.identifier or ("", "")
        out = kind == "phone-number" and await session.opted_out(item.line.publisher_id, value)
        on_screen = item.event.type in SCREEN_KINDS
        groups.append(
            _Group(item.line.publisher_id, item.solution.solution_id, item.line.sensitivity, on_screen, kind, out)
        )
    return groups


async def _keep(session: Session, group: _Group, taken: Sequence[Taken]) -> list[EventResult]:
    permit = _decide(session, group, taken[0], len(taken))
    if isinstance(permit, Denial):
        return [EventResult(item.event.id, "refused", permit.clauses, permit.reason) for item in taken]
    values = [item.identifier[1] for item in taken if item.identifier]
    subjects = await session.keyring.resolve(group.publisher_id, group.kind, values, session.now)
    rows = [_row(session, item, subject) for item, subject in zip(taken, subjects, strict=True)]
    table = "interaction" if group.on_screen else "call_step"
    new = await store_once(session, permit, table, rows, identities=_identities(group.kind, subjects, values))
    return [
        EventResult(item.event.id, "accepted" if is_new else "duplicate")
        for item, is_new in zip(taken, new, strict=True)
    ]


def _decide(session: Session, group: _Group, first: Taken, count: int) -> Permit | Denial:
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


def _row(session: Session, item: Taken, subject: SubjectRef) -> NewRow:
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
    sealed = {"culture": event.culture, "details": event.value}
    return {name: value for name, value in sealed.items() if value} or None


def _identities(
    kind: str, subjects: Sequence[SubjectRef], values: Sequence[str]
) -> Mapping[UUID, Mapping[str, object]] | None:
    """What is sealed into the rows of new subjects; a device's identifier is not."""
    if kind != "phone-number":
        return None
    return {subject.subject_id: {kind: value} for subject, value in zip(subjects, values, strict=True) if subject.fresh}


def _count(session: Session, taken: Sequence[Taken]) -> None:
    """Add to the statistics what is new, whether or not its caller may be remembered (3.2-b)."""
    alike = Counter(
        (
            item.line.line_id,
            item.solution.solution_id,
            whole_hour(item.event.occurred_at),
            item.event.type,
            item.event.screen,
            item.event.element,
            item.event.culture,
        )
        for item in taken
    )
    for (line_id, solution_id, hour, type_, screen, element, culture), times in alike.items():
        line = session.directory.lines_by_id.get(line_id)
        if line is None:
            continue
        interface = session.directory.published_interface(line) if type_ in SCREEN_KINDS else None
        key = CountKey(
            publisher_id=line.publisher_id,
            line_id=line_id,
            hour=hour,
            step=SCREEN_KINDS.get(type_, type_),
            interface_id=interface.interface_id if interface else NOWHERE,
            interface_version=(interface.published_version or 0) if interface else 0,
            screen=screen,
            element=element,
            solution_id=solution_id,
            culture=culture.replace("_", "-"),
        )
        session.count(key, times)
