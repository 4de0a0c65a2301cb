"""Remembers verdicts while they cannot change: the same use and facts, before the next moment that matters."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from dialonce.policy.conditions import Setting
from dialonce.policy.facts import Facts
from dialonce.policy.outcome import Denial, Grant
from dialonce.policy.use import Use

_CAPACITY = 8192


class Verdict(msgspec.Struct, frozen=True):
    """An answer that holds from `since` until `until` (exclusive); a Permit from it lives for `life` at most."""

    answer: Grant | Denial
    since: datetime
    until: datetime
    life: timedelta


class Memo:
    """A bounded memory of verdicts. It forgets everything at once when full, which a hot path never notices."""

    def __init__(self) -> None:
        self._verdicts: dict[object, Verdict] = {}

    def recall(self, use: Use, facts: Facts, now: datetime) -> Verdict | None:
        """The verdict on the same use and facts (the transaction aside), if it still holds."""
        verdict = self._verdicts.get(_key(use, facts))
        if verdict is not None and verdict.since <= now < verdict.until:
            return verdict
        return None

    def keep(self, use: Use, facts: Facts, verdict: Verdict) -> None:
        """Remembers a verdict."""
        if len(self._verdicts) >= _CAPACITY:
            self._verdicts.clear()
        self._verdicts[_key(use, facts)] = verdict

    def __len__(self) -> int:
        return len(self._verdicts)


def next_change(facts: Facts, setting: Setting) -> datetime:
    """The first moment at which time alone could change the verdict: a term in the facts, or the end of the day."""
    now = setting.now
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    silence = timedelta(days=setting.figure("voice.refusal_days"))
    moments = [moment for moment in _moments(facts) if moment.tzinfo is not None]
    ends = [*moments, *(moment + silence for moment in moments)]
    return min([midnight, *(moment for moment in ends if moment > now)])


def _key(use: Use, facts: Facts) -> object:
    return use, msgspec.structs.astuple(facts)[1:]


def _moments(value: object) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, msgspec.Struct):
        for part in msgspec.structs.astuple(value):
            yield from _moments(part)
    elif isinstance(value, frozenset):
        for part in value:
            yield from _moments(part)
