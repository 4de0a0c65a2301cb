"""What a call came to, as counts: from here on nothing tells one call from another (3.2-b)."""

from collections.abc import Iterator
from itertools import pairwise

from dialonce.anonymity import bucket, first_distinct
from dialonce.insights.cube import DEPTHS, LANGUAGES, MOST_GOALS, MOST_WAYS, OTHER, SCORES, WAITS
from dialonce.menus import Happening, Interface, goal_reached
from dialonce.vault import NOWHERE, SCREENS_A_CALL, CountKey, EndedCall, Return, whole_hour

LEFT = "*left*"
"""Where a caller goes after the last screen."""


def counts_of_call(call: EndedCall, menu: Interface | None) -> Iterator[CountKey]:
    """The counts of one ended call. Screens, ways, waiting, rating and goals count for the first call of a caller's day."""
    yield CountKey(
        publisher_id=call.publisher_id,
        line_id=call.line_id,
        hour=whole_hour(call.began_at),
        step="outcome",
        element=call.outcome,
        interface_id=call.interface_id,
        interface_version=call.interface_version,
        solution_id=call.solution_id,
        culture=_language(call.culture),
        device=call.device,
        region=call.region,
    )
    if call.first:
        yield from _of_the_day(call, menu)


def counts_of_return(known: Return) -> CountKey:
    """Whether the caller called again, with nothing of the second call."""
    return CountKey(
        publisher_id=known.publisher_id,
        line_id=known.line_id,
        hour=whole_hour(known.began_at).replace(hour=0),
        step="return",
        element=f"{known.outcome}:{'again' if known.again else 'alone'}",
        interface_id=known.interface_id,
        interface_version=known.interface_version,
    )


def _of_the_day(call: EndedCall, menu: Interface | None) -> Iterator[CountKey]:
    if call.answered_after is not None:
        yield _count(call, "wait", element=bucket(call.answered_after, WAITS))
    if call.rating is not None:
        yield _count(call, "score", element=bucket(call.rating, SCORES))
    if not call.screens:
        return
    yield _count(call, "depth", element=bucket(len(call.screens), DEPTHS))
    yield _count(call, "exit", screen=call.last_screen)
    for screen in first_distinct(call.screens, SCREENS_A_CALL):
        yield _count(call, "shown", screen=screen)
    for before, after in first_distinct((*pairwise(call.screens), (call.last_screen, LEFT)), MOST_WAYS):
        yield _count(call, "way", screen=before, element=after)
    if menu is not None:
        for goal in _goals(call, menu):
            yield _count(call, "goal", element=goal)


def _goals(call: EndedCall, menu: Interface) -> tuple[str, ...]:
    happened = [Happening(event, value) for event, value in call.happened]
    return first_distinct((goal.name for goal in menu.goals if goal_reached(goal, happened)), MOST_GOALS)


def _count(call: EndedCall, step: str, *, screen: str = "", element: str = "") -> CountKey:
    return CountKey(
        publisher_id=call.publisher_id,
        line_id=NOWHERE,
        hour=whole_hour(call.began_at).replace(hour=0),
        step=step,
        interface_id=call.interface_id,
        interface_version=call.interface_version,
        screen=screen,
        element=element,
    )


def _language(culture: str) -> str:
    language = culture[:2].lower()
    return language if language in LANGUAGES or not language else OTHER
