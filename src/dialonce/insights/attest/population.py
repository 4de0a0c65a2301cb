"""Made-up callers for the attacks: as regular as real ones, so that whoever knows them knows much."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from dialonce.insights.counting import counts_of_call, counts_of_return
from dialonce.insights.cube import Dataset
from dialonce.insights.frame import Cell, Frame
from dialonce.vault import OUTCOMES, CountKey, EndedCall, Outcome, Return

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
PUBLISHER, INTERFACE, SOLUTION = UUID(int=1), UUID(int=2), UUID(int=3)
LINES = tuple(UUID(int=100 + place) for place in range(5))
SCREENS = ("1", "10", "11", "20", "21", "30", "31", "40")
FRAME = Frame(
    lines=tuple(map(str, LINES)),
    versions=(f"{INTERFACE}:1", f"{INTERFACE}:2"),
    solutions=(str(SOLUTION),),
    screens=tuple((str(INTERFACE), screen) for screen in SCREENS),
    ways=tuple((str(INTERFACE), before, after) for before in SCREENS for after in (*SCREENS, "*left*")),
    goals=((str(INTERFACE), "solved"),),
)
_WEIGHTS = (5, 38, 8, 34, 14, 1)
_HOURS = (0, 0, 0, 0, 0, 0, 1, 3, 8, 12, 13, 11, 7, 8, 11, 12, 11, 10, 8, 4, 2, 1, 0, 0)


def calls_of_a_day(random: Random, callers: int, day: int = 0) -> list[EndedCall]:
    """One call of each caller, and a second one of every tenth."""
    calls = []
    for _ in range(callers):
        first = _call(random, day, first=True)
        calls.append(first)
        if random.random() < 0.1:
            calls.append(_call(random, day, first=False))
    return calls


def heaviest_day(random: Random) -> list[EndedCall]:
    """The day of a caller of whom as much counts as of anybody: two opened calls, every screen, rated."""
    opened: tuple[Outcome, ...] = ("solved", "voice")
    return [
        _call(random, 0, first=place == 0, outcome=outcome, screens=SCREENS[:6]) for place, outcome in enumerate(opened)
    ]


def _call(
    random: Random, day: int, *, first: bool, outcome: Outcome | None = None, screens: Sequence[str] = ()
) -> EndedCall:
    came_to = outcome or random.choices(OUTCOMES, _WEIGHTS)[0]
    opened = came_to in ("solved", "voice")
    seen = tuple(screens) if screens else tuple(random.sample(SCREENS, random.randrange(1, 5)))
    hour = random.choices(range(24), _HOURS)[0]
    return EndedCall(
        publisher_id=PUBLISHER,
        line_id=random.choice(LINES),
        began_at=MONDAY + timedelta(days=day, hours=hour, minutes=random.randrange(60)),
        outcome=came_to,
        solution_id=SOLUTION,
        interface_id=INTERFACE if opened else UUID(int=0),
        interface_version=random.choice((1, 2)) if opened else 0,
        culture=random.choices(("fr", "en", "ar"), (90, 7, 3))[0],
        device=random.choices(("phone", "tablet", "computer"), (92, 5, 3))[0] if opened else "",
        region=random.choices(("fr-mobile", "fr-1", "fr-4", "abroad"), (80, 10, 8, 2))[0],
        first=first,
        answered_after=random.uniform(3, 70),
        screens=seen if opened else (),
        last_screen=seen[-1] if opened else "",
        rating=random.choice((20.0, 60.0, 100.0)) if opened and random.random() < 0.4 else None,
        happened=(),
    )


def counts_of(calls: Sequence[EndedCall], random: Random) -> list[CountKey]:
    """What these calls count, returns included."""
    keys = [key for call in calls for key in counts_of_call(call, None)]
    return keys + [counts_of_return(_return(call, again=random.random() < 0.15)) for call in calls]


def _return(call: EndedCall, *, again: bool) -> Return:
    return Return(
        call.publisher_id,
        call.line_id,
        call.began_at,
        call.outcome,
        again,
        call.interface_id,
        call.interface_version,
    )


_STEPS = {
    "returns": "return",
    "line_returns": "return",
    "version_returns": "return",
    "waits": "wait",
    "depths": "depth",
    "scores": "score",
    "exits": "exit",
    "screens": "shown",
    "ways": "way",
    "goals": "goal",
}


def _counted(key: CountKey) -> Cell:
    return tuple(key.element.split(":")) if key.step == "return" else (key.element,)


def _version(key: CountKey) -> Cell:
    return (f"{key.interface_id}:{key.interface_version}", *_counted(key))


def _menu(*names: str) -> Callable[[CountKey], Cell]:
    return lambda key: (str(key.interface_id), *(getattr(key, name) for name in names))


_CELLS: Mapping[str, Callable[[CountKey], Cell]] = {
    "lines": lambda key: (str(key.line_id), *_counted(key)),
    "versions": _version,
    "hours": lambda key: (str(key.hour.hour), *_counted(key)),
    "solutions": lambda key: (str(key.solution_id), *_counted(key)),
    "cultures": lambda key: (key.culture, *_counted(key)),
    "devices": lambda key: (key.device, *_counted(key)),
    "regions": lambda key: (key.region, *_counted(key)),
    "line_returns": lambda key: (str(key.line_id), *_counted(key)),
    "version_returns": _version,
    "exits": _menu("screen"),
    "screens": _menu("screen"),
    "ways": _menu("screen", "element"),
    "goals": _menu("element"),
}


def cell_of(dataset: Dataset, key: CountKey) -> Cell | None:
    """The cell of a dataset that a count falls into, as the gate's queries tell it; None for a count of something else."""
    if key.step != _STEPS.get(dataset.name, "outcome"):
        return None
    return _CELLS.get(dataset.name, _counted)(key)
