"""Calls as they run, in this process's memory and nowhere else: what a call came to is counted when it has ended (3.2-b).

What belongs together is told by a fingerprint of the caller that only this process can make and that dies with it. Nothing
here is stored; a call leaves as `EndedCall`, in which nothing leads to anybody. What was missed by a process that ended is
not counted.
"""

from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.vault.callers_by_day import CallersByDay
from dialonce.vault.signs import EndedCall, Outcome, Return, Sign

SILENCE = timedelta(minutes=30)
"""After which a call has ended, whatever was heard of it."""
RETURN_WINDOW = timedelta(hours=24)
CALLS_A_DAY = 2
"""How many calls of one caller and day count; more of them change no figure."""
SCREENS_A_CALL = 6
HAPPENINGS_A_CALL = 64
MOST_CALLERS = 200_000

_UNOPENED: Mapping[str, Outcome] = {"answer-get-sms": "not-opened", "answer-no-sms": "declined"}


class _Running(msgspec.Struct):
    """One call of one caller. `counted` is its place among the calls of the day, from 0."""

    first: Sign
    last_at: datetime
    counted: int
    answer: str = ""
    answered_at: datetime | None = None
    opened: bool = False
    voice: bool = False
    failed: bool = False
    seen: Sign | None = None
    screens: list[str] = []
    last_screen: str = ""
    rating: float | None = None
    happened: list[tuple[str, str]] = []


class _Caller(msgspec.Struct):
    """What is remembered of one fingerprint for a day."""

    call: _Running | None = None
    waiting: list[EndedCall] = []


class RunningCalls:
    """The memory of one process. `note` what is committed; `take` what has ended. `heard`: of any call at all, ever."""

    def __init__(self, *, most: int = MOST_CALLERS) -> None:
        self.process_id = uuid4()
        self.heard = False
        self._callers: dict[int, _Caller] = {}
        self._links: dict[UUID, int] = {}
        self._ended: list[EndedCall] = []
        self._returns: list[Return] = []
        self._days = CallersByDay()
        self._most = most

    def fingerprint(self, publisher_id: UUID, identifier: Hashable) -> int:
        """A caller's fingerprint in this process: Python's keyed hash (SipHash), whose key is random and never leaves it."""
        return hash((publisher_id.int, identifier))

    def bind(self, request_id: UUID, caller: int) -> None:
        """The link of this request was asked for in a call of this caller."""
        self._links[request_id] = caller

    def caller_of(self, request_id: UUID) -> int:
        """Whose call a link belongs to; a link of an unknown call stands for a caller of its own."""
        return self._links.get(request_id) or hash(request_id)

    def note(self, caller: int, sign: Sign) -> None:
        """Take in one sign. What is long before the running call, or of a day that is forgotten, is left out."""
        self.heard = True
        day = sign.at.toordinal()
        if self._days.is_closed(day):
            return
        known = self._callers.get(caller)
        if known is None:
            known = self._callers[caller] = self._new_caller()
        call = known.call
        if call is not None and call.first.at - sign.at > SILENCE:
            return
        if call is not None and (
            sign.kind == "call-start" or _is_elsewhere(sign, call) or sign.at - call.last_at > SILENCE
        ):
            self._end(known)
            call = None
        if call is None:
            call = self._begin(known, sign, self._days.count(caller, day))
        _apply(call, sign)

    def _new_caller(self) -> _Caller:
        if len(self._callers) >= self._most:
            oldest = next(iter(self._callers))
            self._forget(oldest)
        return _Caller()

    def _forget(self, caller: int) -> None:
        known = self._callers.pop(caller)
        if known.call is not None:
            self._end(known)

    def _begin(self, known: _Caller, sign: Sign, counted: int) -> _Running:
        if known.waiting:
            self._returns += [
                _return(ended, again=_is_return(sign, ended)) for ended in known.waiting if _follows(sign, ended)
            ]
            known.waiting = [ended for ended in known.waiting if not _follows(sign, ended)]
        known.call = _Running(sign, sign.at, counted)
        return known.call

    def _end(self, known: _Caller) -> None:
        call, known.call = known.call, None
        if call is None or call.counted >= CALLS_A_DAY:
            return
        ended = _ended(call)
        self._ended.append(ended)
        known.waiting.append(ended)

    def take(self, now: datetime) -> tuple[list[EndedCall], list[Return]]:
        """What ended since it was last asked for. What is taken is not given again."""
        for caller in [one for one, known in self._callers.items() if _is_over(known, now)]:
            known = self._callers[caller]
            if known.call is not None and now - known.call.last_at > SILENCE:
                self._end(known)
            self._settle(known, now)
            if known.call is None and not known.waiting:
                del self._callers[caller]
        self._days.close(now)
        self._links = {link: caller for link, caller in self._links.items() if caller in self._callers}
        ended, self._ended = self._ended, []
        returns, self._returns = self._returns, []
        return ended, returns

    def _settle(self, known: _Caller, now: datetime) -> None:
        """A day has passed: who has not called again by now did not."""
        over = [ended for ended in known.waiting if now - ended.began_at > RETURN_WINDOW]
        self._returns += [_return(ended, again=False) for ended in over]
        known.waiting = [ended for ended in known.waiting if now - ended.began_at <= RETURN_WINDOW]


def _follows(sign: Sign, ended: EndedCall) -> bool:
    return sign.at >= ended.began_at


def _is_return(sign: Sign, ended: EndedCall) -> bool:
    return sign.at - ended.began_at <= RETURN_WINDOW


def _is_elsewhere(sign: Sign, call: _Running) -> bool:
    return sign.line_id is not call.first.line_id and sign.line_id != call.first.line_id


def _is_over(known: _Caller, now: datetime) -> bool:
    if known.call is not None:
        return now - known.call.last_at > SILENCE
    return not known.waiting or now - known.waiting[0].began_at > RETURN_WINDOW


def _apply(call: _Running, sign: Sign) -> None:
    if sign.at > call.last_at:
        call.last_at = sign.at
    match sign.kind:
        case "answer-get-sms" | "answer-no-sms":
            call.answer, call.answered_at = sign.kind, sign.at
        case "link-opened" | "menu-shown":
            call.opened = True
        case "screen" | "screen-view":
            _see(call, sign)
        case "call" | "call-continued":
            call.voice = True
            _happen(call, "call", sign.value)
        case "rating":
            _rate(call, sign)
        case "form":
            _happen(call, "form", sign.screen)
        case "call-error":
            call.failed = True


def _see(call: _Running, sign: Sign) -> None:
    call.opened = True
    call.seen = call.seen or sign
    if len(call.screens) < SCREENS_A_CALL and (not call.screens or call.screens[-1] != sign.screen):
        call.screens.append(sign.screen)
    call.last_screen = sign.screen
    _happen(call, "view", sign.screen)


def _rate(call: _Running, sign: Sign) -> None:
    _happen(call, "rate", sign.value)
    try:
        call.rating = float(sign.value)
    except ValueError:
        return


def _happen(call: _Running, event: str, value: str) -> None:
    if len(call.happened) < HAPPENINGS_A_CALL:
        call.happened.append((event, value))


def _outcome(call: _Running) -> Outcome:
    if call.voice:
        return "voice"
    if call.opened:
        return "solved"
    if call.failed:
        return "failed"
    return _UNOPENED.get(call.answer, "no-answer")


def _ended(call: _Running) -> EndedCall:
    first, seen = call.first, call.seen or call.first
    waited = call.answered_at - first.at if call.answered_at and first.kind == "call-start" else None
    return EndedCall(
        publisher_id=first.publisher_id,
        line_id=first.line_id,
        began_at=first.at,
        outcome=_outcome(call),
        solution_id=first.solution_id,
        interface_id=seen.interface_id,
        interface_version=seen.interface_version,
        culture=first.culture or seen.culture,
        device=seen.device or first.device,
        region=first.region,
        first=call.counted == 0,
        answered_after=max(waited.total_seconds(), 0.0) if waited is not None else None,
        screens=tuple(call.screens),
        last_screen=call.last_screen,
        rating=call.rating,
        happened=tuple(call.happened),
    )


def _return(ended: EndedCall, *, again: bool) -> Return:
    return Return(
        ended.publisher_id,
        ended.line_id,
        ended.began_at,
        ended.outcome,
        again,
        ended.interface_id,
        ended.interface_version,
    )


def sign_all(calls: RunningCalls, signs: Iterable[tuple[int, Sign]]) -> None:
    """Note signs in the order in which they happened."""
    for caller, sign in sorted(signs, key=_moment):
        calls.note(caller, sign)


def _moment(pair: tuple[int, Sign]) -> datetime:
    return pair[1].at
