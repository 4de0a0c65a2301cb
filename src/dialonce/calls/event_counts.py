"""What events add to the statistics and to the memory of running calls, whether or not their callers may be remembered."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from dialonce.anonymity import coarsen_number
from dialonce.calls.event import SCREEN_KINDS, Taken
from dialonce.storage.directory import LineEntry
from dialonce.vault import NOWHERE, CountKey, Gate, Sign

_FIRST_HOUR, _HOUR = datetime(2000, 1, 1, tzinfo=UTC), timedelta(hours=1)


class _Place(NamedTuple):
    """Where events of one line, solution and kind happened."""

    line: LineEntry
    solution_id: UUID
    step: str
    interface_id: UUID
    interface_version: int


def count_events(session: Gate, taken: Sequence[Taken]) -> None:
    """Count each event, by place and hour (3.2-b), and tell it to the memory of running calls."""
    places: dict[tuple[int, int, str], _Place] = {}
    # By the place's key and not by the place: a line's hash is a dozen times as dear.
    # By the hour's number: whole hours are made once for all events of one.
    alike: Counter[tuple[tuple[int, int, str], int, str, str, str, str]] = Counter()
    for item in taken:
        event = item.event
        where = (id(item.line), id(item.solution), event.type)
        place = places.get(where)
        if place is None:
            place = places[where] = _place(session, item)
        region = coarsen_number(item.identifier[1]) if item.identifier else ""
        hour = (event.occurred_at - _FIRST_HOUR) // _HOUR
        alike[where, hour, event.screen, event.element, event.culture, region] += 1
        if item.identifier is not None:
            caller = session.running_calls.fingerprint(place.line.publisher_id, item.identifier[1])
            session.sign(caller, _sign(item, place, region))
    for (spot, hour, screen, element, culture, region), times in alike.items():
        session.count(_key(places[spot], _FIRST_HOUR + hour * _HOUR, screen, element, culture, region), times)


def _place(session: Gate, item: Taken) -> _Place:
    type_ = item.event.type
    interface = session.directory.published_interface(item.line) if type_ in SCREEN_KINDS else None
    return _Place(
        item.line,
        item.solution.solution_id,
        SCREEN_KINDS.get(type_, type_),
        interface.interface_id if interface else NOWHERE,
        (interface.published_version or 0) if interface else 0,
    )


def _key(place: _Place, hour: datetime, screen: str, element: str, culture: str, region: str) -> CountKey:
    return CountKey(
        publisher_id=place.line.publisher_id,
        line_id=place.line.line_id,
        hour=hour,
        step=place.step,
        interface_id=place.interface_id,
        interface_version=place.interface_version,
        screen=screen,
        element=element,
        solution_id=place.solution_id,
        culture=culture.replace("_", "-"),
        region=region,
    )


def _sign(item: Taken, place: _Place, region: str) -> Sign:
    event = item.event
    return Sign(
        place.line.publisher_id,
        place.line.line_id,
        event.occurred_at,
        place.step,
        screen=event.screen,
        value=event.value or "",
        solution_id=place.solution_id,
        interface_id=place.interface_id,
        interface_version=place.interface_version,
        culture=event.culture.replace("_", "-"),
        device="phone",
        region=region,
    )
