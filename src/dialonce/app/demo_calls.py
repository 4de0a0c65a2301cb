"""Two months of made-up calls, by the hour and the day of the week as a telecom operator's customers call."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import msgspec

from dialonce.calls import CallStep, Interaction, Visit
from dialonce.storage.directory import LineEntry, SolutionEntry
from dialonce.vault import Session, Vault

CALLS_A_DAY = 400
CALLERS = 3_000
BY_HOUR = (0, 0, 0, 0, 0, 0, 1, 3, 8, 12, 13, 11, 7, 8, 11, 12, 11, 10, 8, 4, 2, 1, 0, 0)
BY_WEEKDAY = (1.3, 1.1, 1.0, 1.0, 0.95, 0.5, 0.15)
ACCEPTED, CALLED_ANYWAY, RATED = 0.62, 0.28, 0.4
WALKS = (("1", "10", "11"), ("1", "20"), ("1", "20", "21", "22"), ("1", "30", "31"), ("1", "40"), ("1",))


class PastVisit(msgspec.Struct, frozen=True):
    """What somebody did on the menu, before it is known under which pseudonym."""

    caller: str
    line: LineEntry
    kind: str
    screen: str
    at: datetime
    interaction_id: UUID


class PastCalls(msgspec.Struct, frozen=True):
    """All steps and all visits, oldest first."""

    publisher_id: UUID
    steps: list[CallStep]
    visits: list[PastVisit]

    @property
    def total(self) -> int:
        return len(self.steps) + len(self.visits)

    async def interactions(self, session: Session, visits: Sequence[PastVisit]) -> list[Interaction]:
        """Visits as interactions of their callers' subjects."""
        callers = [visit.caller for visit in visits]
        subjects = await session.keyring.resolve(self.publisher_id, "phone-number", callers, session.now)
        return [
            _interaction(session, visit, subject.subject_id) for visit, subject in zip(visits, subjects, strict=True)
        ]


def _interaction(session: Session, visit: PastVisit, subject_id: UUID) -> Interaction:
    interface = session.directory.published_interface(visit.line)
    if interface is None:
        raise LookupError("the demo line shows no menu")
    place = Visit(
        visit.line.publisher_id, interface.interface_id, interface.published_version or 0, visit.line, None, subject_id
    )
    return Interaction(place, visit.kind, visit.screen, visit.at, visit.interaction_id, device="phone")


def past_calls(vault: Vault, publisher_id: UUID, solution_id: UUID, random: Random, *, days: int) -> PastCalls:
    """The calls of the days before now. The same `random` gives the same calls."""
    solution = vault.directory.solutions[solution_id]
    lines = [line for line in vault.directory.lines.values() if line.publisher_id == publisher_id]
    callers = [f"+336{random.randrange(10**8):08d}" for _ in range(CALLERS)]
    calls = PastCalls(publisher_id, [], [])
    today = vault.clock().replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(days, 0, -1):
        for began in _beginnings(random, today - timedelta(days=day)):
            _call(calls, random, solution, random.choice(lines), random.choice(callers), began)
    return calls


def _beginnings(random: Random, midnight: datetime) -> Iterator[datetime]:
    count = round(CALLS_A_DAY * BY_WEEKDAY[midnight.weekday()] * random.uniform(0.85, 1.15))
    for hour in sorted(random.choices(range(24), BY_HOUR, k=count)):
        yield midnight + timedelta(hours=hour, seconds=random.randrange(3_600))


def _call(
    calls: PastCalls, random: Random, solution: SolutionEntry, line: LineEntry, caller: str, began: datetime
) -> None:
    accepted = random.random() < ACCEPTED
    steps = ["call-start", "answer-get-sms" if accepted else "answer-no-sms", "call-end"]
    at = began
    for step in steps:
        calls.steps.append(CallStep(_uuid(random), at, solution, line, step, caller, "fr-FR"))
        at += timedelta(seconds=random.randrange(8, 60))
    if accepted:
        _visit(calls, random, line, caller, began + timedelta(seconds=45))


def _visit(calls: PastCalls, random: Random, line: LineEntry, caller: str, at: datetime) -> None:
    for screen in random.choice(WALKS):
        calls.visits.append(PastVisit(caller, line, "screen", screen, at, _uuid(random)))
        at += timedelta(seconds=random.randrange(5, 50))
    if random.random() < CALLED_ANYWAY:
        calls.visits.append(PastVisit(caller, line, "call", "1", at, _uuid(random)))
    if random.random() < RATED:
        calls.visits.append(PastVisit(caller, line, "rating", "1", at, _uuid(random)))


def _uuid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
