"""Ten weeks of made-up calls, by the hour and the day of the week as a telecom operator's customers call."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import msgspec

from dialonce.app.demo_walks import Walk, walk
from dialonce.calls import CallStep, Interaction, Visit
from dialonce.storage.directory import LineEntry, SolutionEntry
from dialonce.vault import Link, Session, Vault

CALLS_A_DAY = 400
CALLERS = 3_000
BY_HOUR = (0, 0, 0, 0, 0, 0, 1, 3, 8, 12, 13, 11, 7, 8, 11, 12, 11, 10, 8, 4, 2, 1, 0, 0)
BY_WEEKDAY = (1.3, 1.1, 1.0, 1.0, 0.95, 0.5, 0.15)
ACCEPTED, OPENED, SAYS_NOTHING = 0.62, 0.93, 0.1
TRIAL_DAYS = 21
"""How long ago the second version of the menu was published; since then every other call gets it."""
_DEVICES = ("phone", "phone", "phone", "phone", "phone", "phone", "phone", "phone", "phone", "tablet", "computer")


class PastVisit(msgspec.Struct, frozen=True):
    """What somebody did on the menu, before it is known under which pseudonym. `request_id` is of the call that led there."""

    caller: str
    line: LineEntry
    kind: str
    screen: str
    at: datetime
    interaction_id: UUID
    request_id: UUID
    solution_id: UUID
    version: int
    device: str
    details: dict[str, str | float] = {}


class PastCalls(msgspec.Struct, frozen=True):
    """Everything that happened, oldest first."""

    publisher_id: UUID
    happened: list[CallStep | PastVisit]

    @property
    def total(self) -> int:
        return len(self.happened)

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
    publisher_id, running = visit.line.publisher_id, session.running_calls
    running.bind(visit.request_id, running.fingerprint(publisher_id, visit.caller))
    version = min(visit.version, interface.published_version or 0)
    link = Link(
        publisher_id,
        visit.line.line_id,
        visit.solution_id,
        interface.interface_id,
        version,
        subject_id,
        visit.request_id,
        interface.culture,
        visit.at,
        visit.at + timedelta(hours=1),
    )
    place = Visit(publisher_id, interface.interface_id, version, visit.line, link, subject_id)
    return Interaction(
        place,
        visit.kind,
        visit.screen,
        visit.at,
        visit.interaction_id,
        culture=interface.culture,
        device=visit.device,
        details=visit.details,
    )


def past_calls(vault: Vault, publisher_id: UUID, solution_id: UUID, random: Random, *, days: int) -> PastCalls:
    """The calls of the days before now. The same `random` gives the same calls."""
    solution = vault.directory.solutions[solution_id]
    own = (line for line in vault.directory.lines.values() if line.publisher_id == publisher_id)
    lines = [line for line in own if line.interface_id]
    callers = [f"+336{random.randrange(10**8):08d}" for _ in range(CALLERS)]
    happened: list[CallStep | PastVisit] = []
    today = vault.clock().replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(days, 0, -1):
        for began in _beginnings(random, today - timedelta(days=day)):
            version = 1 if day > TRIAL_DAYS else random.choice((1, 2))
            happened += _call(random, solution, random.choice(lines), random.choice(callers), began, version)
    return PastCalls(publisher_id, sorted(happened, key=_moment))


def _moment(one: CallStep | PastVisit) -> datetime:
    return one.occurred_at if isinstance(one, CallStep) else one.at


def _beginnings(random: Random, midnight: datetime) -> Iterator[datetime]:
    count = round(CALLS_A_DAY * BY_WEEKDAY[midnight.weekday()] * random.uniform(0.85, 1.15))
    for hour in sorted(random.choices(range(24), BY_HOUR, k=count)):
        yield midnight + timedelta(hours=hour, seconds=random.randrange(3_600))


def _call(
    random: Random, solution: SolutionEntry, line: LineEntry, caller: str, began: datetime, version: int
) -> Iterator[CallStep | PastVisit]:
    accepted = random.random() < ACCEPTED
    steps = ["call-start", "call-end"]
    if accepted or random.random() > SAYS_NOTHING:
        steps.insert(1, "answer-get-sms" if accepted else "answer-no-sms")
    at = began
    for step in steps:
        yield CallStep(_uuid(random), at, solution, line, step, caller, "fr-FR")
        at += timedelta(seconds=random.choice((4, 6, 8, 9, 12, 15, 25, 40, 70)))
    if accepted and random.random() < OPENED:
        yield from _visits(random, solution, line, caller, at, version)


def _visits(
    random: Random, solution: SolutionEntry, line: LineEntry, caller: str, at: datetime, version: int
) -> Iterator[PastVisit]:
    taken: Walk = walk(random, version)
    request_id, device = _uuid(random), random.choice(_DEVICES)
    for kind, screen, details in taken:
        yield PastVisit(
            caller,
            line,
            kind,
            screen,
            at,
            _uuid(random),
            request_id,
            solution.solution_id,
            version,
            device,
            details,
        )
        at += timedelta(seconds=random.randrange(5, 50))


def _uuid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
