"""Calling to mind what is due: references and days, nothing of who asked or what for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from dialonce.i18n import Letter, Locale, translate
from dialonce.policy import figure_at
from dialonce.rights.clock import days_left, paris_day
from dialonce.rights.file import list_requests
from dialonce.rights.letters import day_in_words
from dialonce.rights.request import QueueFilter, Request
from dialonce.vault import Session

MOST: Final = 1_000


async def due_soon(session: Session) -> list[Request]:
    """Open requests that are late or whose day is near, by their day. Those whose clock stands still are left out."""
    days = figure_at("rights.reminder_days", paris_day(session.now))
    found = await list_requests(session, QueueFilter(state="unclosed", limit=MOST))
    horizon = session.now + timedelta(days=days)
    return [one for one in found if one.due_at is not None and one.due_at <= horizon]


def write_reminder(locale: Locale, requests: Sequence[Request], now: datetime, queue_address: str) -> Letter:
    """What the rights desk is sent in the night."""
    lines = [_line(locale, one, now) for one in requests]
    title = translate(locale, "rights.reminder_title", count=len(requests))
    return Letter(title, "\n".join([title, "", *lines, "", queue_address]))


def _line(locale: Locale, request: Request, now: datetime) -> str:
    due = request.due_at or now
    left = days_left(due, now)
    key = "rights.reminder_late" if now > due else "rights.reminder_today" if left == 0 else "rights.reminder_left"
    return translate(locale, key, reference=request.reference, day=day_in_words(locale, due), count=abs(left))
