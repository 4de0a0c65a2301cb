"""The recorder: concurrent events of one process share statements and a commit."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from dialonce.calls.event import EventResult, Taken
from dialonce.calls.events import record_taken
from dialonce.calls.steps import CallStep, record_steps
from dialonce.calls.visits import Interaction, record_interactions
from dialonce.vault import GroupCommit, Vault, Who, provide_months

EVENTS = Who("events")
Recorded = CallStep | Interaction | Taken
T = TypeVar("T")


class Recorder(GroupCommit[Recorded, EventResult | None]):
    """Records call steps, interactions and events; `submit` returns once the item is committed.

    Only a reported event has a result: the others are new by themselves.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        super().__init__(self._record)

    async def _record(self, items: Sequence[Recorded]) -> list[EventResult | None]:
        taken = _of(items, Taken)
        await provide_months(self._vault, map(_moment, items))
        async with self._vault.session({_publisher(item) for item in items}, EVENTS) as session:
            await record_steps(session, _of(items, CallStep))
            await record_interactions(session, _of(items, Interaction))
            results = iter(await record_taken(session, taken) if taken else ())
        return [next(results) if isinstance(item, Taken) else None for item in items]


def _of(items: Sequence[Recorded], kind: type[T]) -> list[T]:
    return [item for item in items if isinstance(item, kind)]


def _publisher(item: Recorded) -> UUID:
    return item.visit.publisher_id if isinstance(item, Interaction) else item.line.publisher_id


def _moment(item: Recorded) -> datetime:
    return item.event.occurred_at if isinstance(item, Taken) else item.occurred_at
