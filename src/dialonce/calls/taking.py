"""Which events are taken: decided in memory, before any of them touches a database."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

import msgspec

from dialonce.calls.event import Event, EventResult, Taken
from dialonce.errors import Invalid
from dialonce.numbers import find_number
from dialonce.policy import Delete, load_catalogue, plan_retention
from dialonce.storage.directory import LineEntry, PublisherEntry, SolutionEntry
from dialonce.vault import Key, Vault, blind_indexer

CLOCK_SKEW = timedelta(minutes=5)
EVENT_KIND = "event"
UNREGISTERED = ("3.1-e",)
# Every French national number has nine digits: in E.164 it is canonical as written, and needs no parsing.
_FRENCH = re.compile(r"\+33[1-9]\d{8}", re.ASCII)


class Intake:
    """Takes events of one solution at one moment."""

    def __init__(
        self, vault: Vault, publisher: PublisherEntry, solution: SolutionEntry, index: Key, now: datetime
    ) -> None:
        self._directory = vault.directory
        self._publisher = publisher
        self._solution = solution
        self._row_id = blind_indexer(index, EVENT_KIND)
        self._latest = now + CLOCK_SKEW
        self._oldest = oldest_kept(now.date())
        self._lines: dict[str, LineEntry | None] = {}

    def take(self, event: Event) -> Taken | EventResult:
        """The event with all that memory knows of it, or why it is not taken.

        Of an event whose line is not registered nothing is looked at further (3.1-e).
        """
        line = self._line_once(event.line)
        if line is None:
            return EventResult(event.id, "refused", UNREGISTERED)
        if event.occurred_at > self._latest:
            return EventResult(event.id, "invalid", reason="`occurred_at` lies in the future.")
        if event.occurred_at < self._oldest:
            return EventResult(event.id, "invalid", reason="`occurred_at` is past the term for which calls are kept.")
        try:
            identifier = self._identifier(event)
        except Invalid:
            return EventResult(event.id, "invalid", reason="`caller` is not a telephone number.")
        if event.occurred_at.tzinfo is not UTC:
            event = msgspec.structs.replace(event, occurred_at=event.occurred_at.astimezone(UTC))
        row_id = UUID(bytes=self._row_id(event.id))
        return Taken(event, self._solution, line, row_id, identifier)

    def _line_once(self, text: str) -> LineEntry | None:
        """A batch tells of few lines, many times each."""
        if text not in self._lines:
            self._lines[text] = self._line(text)
        return self._lines[text]

    def _line(self, text: str) -> LineEntry | None:
        line = self._directory.line_of(self._publisher.publisher_id, text)
        if line is not None:
            return line
        try:
            number = find_number(text, self._publisher.country)
        except Invalid:
            return None
        return self._directory.line_of(self._publisher.publisher_id, number.text) if number else None

    def _identifier(self, event: Event) -> tuple[str, str] | None:
        if event.caller is not None:
            if _FRENCH.fullmatch(event.caller):
                return "phone-number", event.caller
            number = find_number(event.caller, self._publisher.country)
            if number is not None and not number.is_short_code:
                return "phone-number", number.text
        return ("device-id", event.device) if event.device is not None else None


@lru_cache(maxsize=4)
def oldest_kept(day: date) -> datetime:
    """What happened before this is past its term on that day: storing it would outlive what the policy promises (8-i)."""
    from_midnight = datetime.combine(day, time.min, UTC)
    ends = {
        step.dataset: step.before
        for step in plan_retention(load_catalogue(), from_midnight)
        if isinstance(step, Delete) and step.before is not None
    }
    return max(ends["personal.call_step"], ends["personal.interaction"])
