"""The recorder: concurrent events of one process share one statement and its commit."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from dialonce.calls.event import Event, EventResult, Sender, Taken
from dialonce.calls.events import record_taken, take_events
from dialonce.calls.steps import CallStep, record_steps
from dialonce.calls.visits import Interaction, record_interactions
from dialonce.storage.pool import Crossed
from dialonce.vault import Gate, GroupCommit, Keep, Repeated, Vault, Who, open_batch, provide_months, store_once

EVENTS = Who("events")
TOGETHER = 1_000
Recorded = CallStep | Interaction | Taken
T = TypeVar("T")


class Recorder(GroupCommit[Recorded, EventResult | None]):
    """Records call steps, interactions and events; `submit` returns once the item is committed.

    Only a reported event has a result: the others are new by themselves.
    """

    def __init__(self, vault: Vault) -> None:
        super().__init__(partial(record, vault, EVENTS))


async def record_events(vault: Vault, sender: Sender, events: Sequence[Event]) -> list[EventResult]:
    """Record at most `TOGETHER` events in one transaction; one result an event, in order, once they are committed."""
    answers = await take_events(vault, sender, events)
    taken = [answer for answer in answers if isinstance(answer, Taken)]
    who = Who(f"solution:{sender[1].solution_id}")
    recorded = iter(await record(vault, who, taken) if taken else ())
    results = [next(recorded) if isinstance(answer, Taken) else answer for answer in answers]
    return [result for result in results if result is not None]


async def record(vault: Vault, who: Who, items: Sequence[Recorded]) -> list[EventResult | None]:
    """Record items in one transaction; the results of reported events in their places, once everything is committed.

    First all at once, which supposes that every row is new. When one is not, or when two writers met, with care. In a cluster
    always with care: there rows come by COPY alone.
    """
    await provide_months(vault, map(_moment, items))
    publishers = {_publisher(item) for item in items}
    if vault.distributed:
        return await _record_with_care(vault, publishers, who, items)
    try:
        async with open_batch(vault, publishers, who) as batch:
            return await _record(batch, batch.keep, items)
    except (Repeated, Crossed):
        return await _record_with_care(vault, publishers, who, items)


async def _record_with_care(
    vault: Vault, publishers: set[UUID], who: Who, items: Sequence[Recorded]
) -> list[EventResult | None]:
    async with vault.session(publishers, who) as session:
        return await _record(session, partial(store_once, session), items)


async def _record(gate: Gate, keep: Keep, items: Sequence[Recorded]) -> list[EventResult | None]:
    await record_steps(gate, keep, _of(items, CallStep))
    await record_interactions(gate, keep, _of(items, Interaction))
    results = iter(await record_taken(gate, keep, _of(items, Taken)))
    return [next(results) if isinstance(item, Taken) else None for item in items]


def _of(items: Sequence[Recorded], kind: type[T]) -> list[T]:
    return [item for item in items if isinstance(item, kind)]


def _publisher(item: Recorded) -> UUID:
    return item.visit.publisher_id if isinstance(item, Interaction) else item.line.publisher_id


def _moment(item: Recorded) -> datetime:
    return item.event.occurred_at if isinstance(item, Taken) else item.occurred_at
