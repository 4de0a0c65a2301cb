"""`/simulator`, on trial installations only."""

from typing import Final
from uuid import UUID

from litestar import Response, get

from dialonce.errors import NotFound
from dialonce.i18n import Locale
from dialonce.numbers import find_number, format_for_people
from dialonce.pages.handlers.answers import NO_ROBOTS, AnyRequest, page_answer
from dialonce.pages.page import Page
from dialonce.pages.simulator.view import SimulatorView, TrialNumber, render_simulator
from dialonce.pages.visitor import page_of
from dialonce.vault import Vault
from dialonce.web.headers import CONTENT_POLICY
from dialonce.web.parts import parts_of

MOST_LINES: Final = 4
PREFERENCE: Final = ("sdk", "tag", "link", "ivr")
POLICY: Final = CONTENT_POLICY + "; frame-src 'self'"


@get("/simulator")
async def simulator(request: AnyRequest) -> Response[str]:
    """A phone with the SDK of the first solution that has lines to call."""
    parts = parts_of(request)
    if not parts.demo:
        raise NotFound("There is no such page.")
    page = page_of(request)
    return answer_simulator(page, simulator_view(parts.vault, page.locale))


def answer_simulator(page: Page, view: SimulatorView) -> Response[str]:
    """The page, which may hold menus of ours in a frame."""
    headers = {**NO_ROBOTS, "Content-Security-Policy": POLICY}
    return page_answer(render_simulator(view, page), headers=headers)


def simulator_view(vault: Vault, locale: Locale, publisher_id: UUID | None = None) -> SimulatorView:
    """The first solution that has lines to call: of one publisher, or of any."""
    directory = vault.directory
    solutions = [
        one for one in directory.solutions.values() if one.enabled and publisher_id in (None, one.publisher_id)
    ]
    for solution in sorted(solutions, key=lambda one: (PREFERENCE.index(one.kind), one.name)):
        publisher = directory.publishers.get(solution.publisher_id)
        lines = _lines(vault, solution.publisher_id, locale) if publisher is not None and publisher.enabled else ()
        if publisher is not None and lines:
            return SimulatorView(str(solution.solution_id), publisher.country, lines)
    return SimulatorView(None, "FR", ())


def _lines(vault: Vault, publisher_id: UUID, locale: Locale) -> tuple[TrialNumber, ...]:
    found = [
        line
        for line in vault.directory.lines.values()
        if line.publisher_id == publisher_id and line.enabled and vault.directory.published_interface(line)
    ]
    owner = vault.directory.publishers[publisher_id].name
    first = sorted(found, key=lambda line: line.number)[:MOST_LINES]
    return tuple(TrialNumber(_written(line.number, locale), line.label or owner) for line in first)


def _written(text: str, locale: Locale) -> str:
    """A canonical number as people write it."""
    number = find_number(text)
    return format_for_people(number, locale) if number is not None else text
