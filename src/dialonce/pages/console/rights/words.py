"""Requests in words: what is asked, how it came, where it stands, and how much time is left, said by colour and by words."""

from datetime import datetime

from dialonce.i18n import Locale, format_date, translate
from dialonce.pages.kit import Badge, Tone
from dialonce.rights import Request, State, days_left, is_late, paris_day
from dialonce.rights import Right as RightAsked

SOON, NEAR = 3, 7
"""Days left at which a due day is told as urgent, and as near."""


def right_words(say: Locale, right: RightAsked | str) -> str:
    """The right that is asked for."""
    return translate(say, f"rights.asked_{str(right).replace('-', '_')}")


def channel_words(say: Locale, channel: str) -> str:
    """How a request came in."""
    return translate(say, f"rights.channel_{channel}")


def identity_words(say: Locale, identity: str) -> str:
    """How sure it is who asks."""
    return translate(say, f"rights.identity_{identity}")


def day_words(say: Locale, moment: datetime | None) -> str:
    """The day in Paris; a dash for none."""
    return format_date(say, paris_day(moment)) if moment is not None else "–"


def state_badge(say: Locale, state: State) -> Badge:
    """Where a request stands."""
    tones: dict[State, Tone] = {
        State.OPEN: "info",
        State.SUSPENDED: "plain",
        State.ERASING: "warn",
        State.GRANTED: "ok",
        State.REFUSED: "plain",
        State.WITHDRAWN: "plain",
    }
    return Badge(translate(say, f"rights.state_{state}"), tones[state])


def due_badge(say: Locale, request: Request, now: datetime) -> Badge:
    """How much time is left, or whether the answer was in time."""
    if not request.is_open:
        late = is_late(request, now)
        return Badge(
            translate(say, "rights.answered_late" if late else "rights.answered_in_time"), "bad" if late else "ok"
        )
    if request.due_at is None:
        return Badge(translate(say, "rights.clock_stopped"))
    left = days_left(request.due_at, now)
    if left < 0:
        return Badge(translate(say, "rights.days_late", count=-left), "bad")
    if left == 0:
        return Badge(translate(say, "rights.due_today"), "bad")
    tone: Tone = "warn" if left <= SOON else "info" if left <= NEAR else "ok"
    return Badge(translate(say, "rights.days_left", count=left), tone)
