"""`POST /v1/events`: what devices, voice scripts and their servers report, one by one or in bulk."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, post

from dialonce.api.event_bodies import MOST_BYTES, Malformed, events_in
from dialonce.api.intake_limit import IntakeLimit
from dialonce.calls import TOGETHER, Event, EventResult, Sender, Taken, record_events, take_events
from dialonce.errors import Fault, Invalid, TooLarge
from dialonce.web.bearer import require_reporter
from dialonce.web.parts import Parts, parts_of

AnyRequest = Request[Any, Any, Any]
LINES = "application/x-ndjson"
# While one batch waits for the database, the next is decided and sealed.
BATCHES_AT_ONCE = 2
_limit = IntakeLimit()
_encode = msgspec.json.Encoder().encode


class EventResults(msgspec.Struct, frozen=True):
    """Counts for those who only want to know whether all is well, and one result an event, in order.

    `dropped` counts what was not kept: refused or invalid. Duplicates count as accepted, since they are stored.
    """

    accepted: int
    dropped: int
    results: list[EventResult]


@post("/v1/events", status_code=202, operation_id="recordEvents", tags=["events"])
async def record(request: AnyRequest) -> Response[bytes]:
    """Record one event (a JSON object) or many (a JSON array, or NDJSON). Answered after the commit.

    A malformed single event is an error; in a batch it gets its own result, and the others are recorded. Of an event whose line
    is not registered nothing is kept (3.1-e).
    """
    publisher, solution, device = require_reporter(request)
    sender = (publisher, solution)
    size = _announced_size(request)
    async with _limit.admit(size):
        body = await _body(request)
        found = events_in(body, lines=request.headers.get("content-type", "").startswith(LINES))
        if device is not None:
            _check_own(device, found if isinstance(found, list) else [found])
        if isinstance(found, list):
            results = await _record_many(parts_of(request), sender, found)
        else:
            results = [await _record_one(parts_of(request), sender, found)]
    return _answer(results)


def _check_own(device: UUID, found: Sequence[Event | Malformed]) -> None:
    """An installation speaks of itself alone, and never of a telephone number that it claims to be."""
    for event in found:
        if isinstance(event, Event) and (event.caller is not None or event.device not in (None, str(device))):
            raise Invalid("An installation reports its own calls only: no `caller`, and no `device` but its own.")


def _announced_size(request: AnyRequest) -> int:
    """The length that the client announced; the most there can be when it announced none."""
    length = request.headers.get("content-length")
    if length is None:
        return MOST_BYTES
    if not length.isascii() or not length.isdecimal():
        raise Invalid("`Content-Length` is not a number.")
    return int(length)


async def _body(request: AnyRequest) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise TooLarge(f"A request holds at most {MOST_BYTES} bytes; nothing was stored. Send smaller batches.")
        parts.append(part)
    return b"".join(parts)


async def _record_one(parts: Parts, sender: Sender, event: Event | Malformed) -> EventResult:
    """One event by the group commit, which it shares with those that arrive meanwhile."""
    if isinstance(event, Malformed):
        raise Invalid("The event is not as the API describes it.", faults=(Fault("", event.reason),))
    (taken,) = await take_events(parts.vault, sender, [event])
    if not isinstance(taken, Taken):
        return taken
    return await parts.recorder.submit(taken) or EventResult(event.id, "accepted")


async def _record_many(parts: Parts, sender: Sender, found: list[Event | Malformed]) -> list[EventResult]:
    """Batch by batch. When the database goes away half-way the request fails; sent again, what was stored is a duplicate."""
    turns = asyncio.Semaphore(BATCHES_AT_ONCE)

    async def record_batch(batch: Sequence[Event | Malformed]) -> list[EventResult]:
        async with turns:
            events = [item for item in batch if isinstance(item, Event)]
            recorded = iter(await record_events(parts.vault, sender, events))
            return [next(recorded) if isinstance(item, Event) else _invalid(item) for item in batch]

    batches = [record_batch(found[start : start + TOGETHER]) for start in range(0, len(found), TOGETHER)]
    return [result for results in await _gather(batches) for result in results]


async def _gather(batches: Sequence[Coroutine[Any, Any, list[EventResult]]]) -> list[list[EventResult]]:
    """All results in order, once every batch has ended; raises the first failure then, so that nothing runs on unseen."""
    ended = await asyncio.gather(*batches, return_exceptions=True)
    for one in ended:
        if isinstance(one, BaseException):
            raise one
    return [one for one in ended if not isinstance(one, BaseException)]


def _invalid(item: Malformed) -> EventResult:
    return EventResult(item.id, "invalid", reason=item.reason)


def _answer(results: list[EventResult]) -> Response[bytes]:
    accepted = sum(result.status in ("accepted", "duplicate") for result in results)
    body = _encode(EventResults(accepted, len(results) - accepted, results))
    return Response(body, status_code=202, media_type="application/json")


EVENT_ROUTES = [record]
