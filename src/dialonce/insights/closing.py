"""Calls that have ended leave this process's memory as counts."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from uuid import UUID

import structlog

from dialonce.errors import DialOnceError, NotFound
from dialonce.insights.counting import counts_of_call, counts_of_return
from dialonce.menus import Interface
from dialonce.policy import Action, Actor, Denial, Facts, Use
from dialonce.storage.queries import execute
from dialonce.vault import NOWHERE, SYSTEM, EndedCall, Return, Session, Vault

ReadMenu = Callable[[UUID, int], Awaitable[Interface]]
"""A published version of an interface; raises `NotFound`."""
EVERY_SECONDS = 60
_log = structlog.get_logger(__name__)


async def count_ended_calls(vault: Vault, read_menu: ReadMenu, now: datetime | None = None) -> int:
    """Count every call that has ended by now, one transaction a publisher; how many there were."""
    ended, returns = vault.running_calls.take(now or vault.clock())
    calls: defaultdict[UUID, list[EndedCall]] = defaultdict(list)
    known: defaultdict[UUID, list[Return]] = defaultdict(list)
    for call in ended:
        calls[call.publisher_id].append(call)
    for one in returns:
        known[one.publisher_id].append(one)
    for publisher_id in calls.keys() | known.keys():
        menus = await _menus(calls[publisher_id], read_menu)
        async with vault.session([publisher_id], SYSTEM) as session:
            _count(session, publisher_id, calls[publisher_id], known[publisher_id], menus)
            began = [*(one.began_at for one in calls[publisher_id]), *(one.began_at for one in known[publisher_id])]
            await _note(session, {moment.date() for moment in (*began, session.now)})
    return len(ended)


async def note_counting(vault: Vault) -> None:
    """Say that this process counts today, whether or not anybody called today: so that it tells of nobody.

    One that never heard of a call, such as a command of the shell, says nothing.
    """
    if not vault.running_calls.heard:
        return
    async with vault.session((), SYSTEM) as session:
        await _note(session, {session.now.date()})


async def _note(session: Session, days: set[date]) -> None:
    values = {"process_id": session.running_calls.process_id, "days": sorted(days)}
    await execute(session.conn, "insights.note_counting", values)


def _count(
    session: Session,
    publisher_id: UUID,
    calls: Sequence[EndedCall],
    returns: Sequence[Return],
    menus: dict[tuple[UUID, int], Interface],
) -> None:
    use = Use(publisher_id, Actor.PUBLISHER, Action.COUNT, "statistics", frozenset({"aggregate"}))
    if isinstance(session.decide(use, Facts(line_registered=True), count=len(calls) + len(returns)), Denial):
        return
    for call in calls:
        for key in counts_of_call(call, menus.get((call.interface_id, call.interface_version))):
            session.count(key)
    for one in returns:
        session.count(counts_of_return(one))


async def _menus(calls: Sequence[EndedCall], read_menu: ReadMenu) -> dict[tuple[UUID, int], Interface]:
    """The published versions that these calls saw; one that is gone has no goals."""
    menus = {}
    for place in {(call.interface_id, call.interface_version) for call in calls if call.interface_id != NOWHERE}:
        try:
            menus[place] = await read_menu(*place)
        except NotFound:
            continue
    return menus


async def keep_counting(
    vault: Vault, read_menu: ReadMenu, write: Callable[[], Awaitable[object]], every: float = EVERY_SECONDS
) -> None:
    """Count ended calls, and `write` what else waits, until cancelled.

    What could not be stored is lost to the statistics, and to nothing else.
    """
    while True:
        await asyncio.sleep(every)
        try:
            await note_counting(vault)
            await count_ended_calls(vault, read_menu)
            await write()
        except DialOnceError as failed:
            _log.warning("insights.calls-not-counted", kind=failed.code)
