"""Names for what figures are about: lines, menus, screens, outcomes; and figures as people read them."""

from uuid import UUID

from dialonce.errors import NotFound
from dialonce.i18n import format_number, format_percent, translate
from dialonce.insights import LEFT, Kpi
from dialonce.insights.cube import OTHER
from dialonce.menus import OUTGOING_CALL, Interface
from dialonce.pages.console.insights.asking import Asked
from dialonce.pages.console.working import readable_number
from dialonce.web.parts import parts_of


def line_name(asked: Asked, line_id: str) -> str:
    """A line's label and number; one that is no more is `other`."""
    line = parts_of(asked.request).vault.directory.lines_by_id.get(_id(line_id))
    if line is None:
        return asked.say("other")
    number = readable_number(line.number, asked.locale)
    return f"{line.label} · {number}" if line.label else number


def solution_name(asked: Asked, solution_id: str) -> str:
    """A solution's name."""
    solution = parts_of(asked.request).vault.directory.solutions.get(_id(solution_id))
    return solution.name if solution else asked.say("other")


def _id(text: str) -> UUID:
    return UUID(int=0) if text == OTHER else UUID(text)


async def menu_of(asked: Asked, interface_id: UUID) -> Interface | None:
    """An interface as it is published now, None when it is not."""
    parts = parts_of(asked.request)
    entry = parts.vault.directory.interfaces.get(interface_id)
    if entry is None or entry.publisher_id != asked.at_work.publisher_id or entry.published_version is None:
        return None
    try:
        return await parts.documents.read(interface_id, entry.published_version)
    except NotFound:
        return None


def screen_names(asked: Asked, menu: Interface | None) -> dict[str, str]:
    """Screens by address, as colleagues call them; and leaving."""
    view = menu.views.get(OUTGOING_CALL) if menu else None
    screens = view.by_address.items() if view else ()
    return {**{address: screen.name or address for address, screen in screens}, LEFT: asked.say("left")}


def value_name(asked: Asked, column: str, value: str) -> str:
    """One value of a column in words."""
    if column == "line":
        return line_name(asked, value)
    if column == "solution":
        return solution_name(asked, value)
    key = f"insights.{column}_{value}".replace("-", "_")
    return translate(asked.locale, key)


def count_words(asked: Asked, count: int | None, k: int) -> str:
    """A figure, or that it is too small to be shown."""
    return format_number(asked.locale, count) if count is not None else asked.say("few", count=k)


def share_words(asked: Asked, kpi: Kpi) -> str:
    """A share with how far it may be off."""
    if kpi.share is None:
        return asked.say("unknown")
    reach = max(kpi.share.high - kpi.share.value, kpi.share.value - kpi.share.low)
    return asked.say(
        "give_or_take", share=format_percent(asked.locale, kpi.share.value), points=max(1, round(reach * 100))
    )
