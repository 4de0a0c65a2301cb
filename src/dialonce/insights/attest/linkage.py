"""Attacks on the advertising-ID silo: which of its rows are whose? The attacker holds all of it, and every call."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

from dialonce.insights.attest.membership import margin_of
from dialonce.insights.attest.population import MONDAY, PUBLISHER
from dialonce.insights.attest.report import Attack
from dialonce.insights.silo.pseudonym import holder_of, pseudonym_of
from dialonce.insights.silo.rows import rows_of
from dialonce.insights.silo.waiting import CROWD, Waiting
from dialonce.vault import Key

Place = tuple[date, str]
"""A week and an event."""
Name = Callable[[bytes, date, str], bytes]
"""How the silo calls a holder for one event of one week."""
PEOPLE, WEEKS = 40, 10
EVENTS = ("visit", "solved", "voice")


def attack_order(random: Random, trials: int) -> Attack:
    """By the order of rows, knowing that each report followed its own call at once."""
    right = 0
    for _ in range(trials):
        waiting, holders = Waiting(), [random.randbytes(32) for _ in range(CROWD)]
        for holder in holders:
            waiting.add(PUBLISHER, MONDAY.date(), holder, "visit")
        (crowd,) = waiting.take(MONDAY.date())
        written = [digest for digest, event in rows_of(crowd, ()) if event == "visit"]
        right += sum(
            digest == pseudonym_of(holder, MONDAY.date(), "visit")
            for digest, holder in zip(written, holders, strict=True)
        )
    return _attack("joining advertising identifiers to calls by their order", trials * CROWD, right, 1 / CROWD)


def attack_weeks(random: Random, trials: int, *, name: Name = pseudonym_of) -> Attack:
    """By the weeks of use: the attacker knows in which weeks the target called and what each call came to.

    By chance: any row of these weeks and events.
    """
    right, tried, chance = 0, 0, 0.0
    for _ in range(trials):
        histories = _histories(random)
        owners = {(name(holder, *place), *place): holder for holder, places in histories.items() for place in places}
        target, known = random.choice(list(histories.items()))
        if not known:
            continue
        fitting = [row for row in owners if row[1:] in known]
        right += owners[random.choice(_most_alike(owners, known))] == target
        chance += sum(owners[row] == target for row in fitting) / len(fitting)
        tried += 1
    return _attack("matching advertising identifiers by weeks of use", tried, right, chance / tried if tried else 0.0)


def _histories(random: Random) -> dict[bytes, set[Place]]:
    """What each of some people did, by week: about every second week something, as callers of a service number do."""
    key = Key(random.randbytes(32))
    return {
        holder_of(key, PUBLISHER, UUID(int=random.getrandbits(128))): {
            (MONDAY.date() + timedelta(weeks=week), event)
            for week in range(WEEKS)
            if random.random() < 0.5
            for event in random.sample(EVENTS, random.randrange(1, 3))
        }
        for _ in range(PEOPLE)
    }


Row = tuple[bytes, date, str]


def _most_alike(rows: Sequence[Row] | dict[Row, bytes], known: set[Place]) -> list[Row]:
    """The rows under the pseudonyms whose weeks and events are most like the known ones."""
    places: defaultdict[bytes, set[Place]] = defaultdict(set)
    for digest, week, event in rows:
        places[digest].add((week, event))
    alike = {digest: len(seen & known) - len(seen - known) for digest, seen in places.items()}
    most = max(alike.values())
    return [row for row in rows if alike[row[0]] == most]


def attacks_on_silo(random: Random, trials: int) -> Iterator[Attack]:
    """Every attack on the silo."""
    yield attack_order(random, trials)
    yield attack_weeks(random, trials // 2)


def _attack(name: str, tried: int, right: int, chance: float) -> Attack:
    knows = "the whole silo, every call and its caller"
    success, margin = (right / tried, margin_of(chance, tried)) if tried else (0.0, 0.0)
    return Attack(name, "linkability", knows, tried, success, chance, chance, margin)
