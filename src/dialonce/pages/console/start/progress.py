"""How far a publisher has come."""

from uuid import UUID

from msgspec import Struct

from dialonce.publishers import InterfaceSummary, Solution, list_interfaces, list_solutions, search_lines
from dialonce.vault import Session


class Progress(Struct, frozen=True):
    """What there is. `lines` counts them; `line` is a number to try."""

    lines: int
    line: str
    menus: tuple[InterfaceSummary, ...]
    solutions: tuple[Solution, ...]

    @property
    def draft(self) -> UUID | None:
        """A menu that waits to be published, or None."""
        return next((one.interface_id for one in self.menus if one.published_version is None), None)

    @property
    def published(self) -> bool:
        return any(one.published_version for one in self.menus)

    @property
    def done(self) -> int:
        """How many of the four things to set up are there."""
        return sum((self.lines > 0, bool(self.menus), bool(self.solutions), self.published))

    @property
    def is_ready(self) -> bool:
        """Whether callers can get a menu."""
        return self.done == STEPS


STEPS = 4


async def read_progress(session: Session) -> Progress:
    """How far the session's publisher has come."""
    lines = await search_lines(session, limit=1)
    return Progress(
        lines.total,
        lines.lines[0].number if lines.lines else "",
        tuple(await list_interfaces(session)),
        tuple(await list_solutions(session)),
    )
