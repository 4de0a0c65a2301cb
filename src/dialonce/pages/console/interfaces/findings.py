"""What the check found, for people: beside what it is about, and as a list that leads there."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from dialonce.menus import Finding, Interface, Severity
from dialonce.pages.console.interfaces.desk import Desk
from dialonce.pages.kit import Tone

TONES: Final[dict[Severity, Tone]] = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTICE: "info"}
_RANK: Final = tuple(TONES)
_PLACE: Final = re.compile(r"/views/([^/]+)/([0-9]+)(?:/elements/([0-9]+))?")


class FindingView(Struct, frozen=True):
    """`where` names the screen, `href` leads to the place in the editor."""

    tone: Tone
    text: str
    where: str
    href: str


class Spotted(Struct, frozen=True):
    """Where a pointer leads: an event, a screen, an element; None where it stops before."""

    event: str
    screen: int
    element: int | None


def spotted(pointer: str) -> Spotted | None:
    """The screen and element of a pointer into the document; None for what belongs to no screen."""
    found = _PLACE.match(pointer)
    if found is None:
        return None
    event = found[1].replace("~1", "/").replace("~0", "~")
    return Spotted(event, int(found[2]), int(found[3]) if found[3] else None)


def finding_views(desk: Desk, findings: Iterable[Finding]) -> tuple[FindingView, ...]:
    """The findings, errors first."""
    ordered = sorted(findings, key=lambda finding: _RANK.index(finding.severity))
    return tuple(_view(desk, finding) for finding in ordered)


def _view(desk: Desk, finding: Finding) -> FindingView:
    spot = spotted(finding.pointer)
    where, href = desk.t("editor.page_settings"), f"{desk.base}/settings"
    if spot is not None:
        where, href = screen_name(desk.interface, spot), screen_href(desk, spot.event, spot.screen, spot.element)
    return FindingView(TONES[finding.severity], finding.text(desk.at_work.locale), where, href)


def screen_name(interface: Interface, spot: Spotted) -> str:
    view = interface.views.get(spot.event)
    screen = view.screens[spot.screen] if view and spot.screen < len(view.screens) else None
    return (screen.name or screen.address) if screen else ""


def screen_href(desk: Desk, event: str, screen: int, element: int | None = None) -> str:
    """The editor, open at a screen or element."""
    place: dict[str, str | int] = {"event": event, "screen": screen}
    if element is not None:
        place["element"] = element
    return f"{desk.base}?{urlencode(place)}"


def worst(findings: Sequence[Finding]) -> Tone | None:
    """The tone of the gravest finding; None when there is nothing to mend."""
    severities = {finding.severity for finding in findings}
    return next((TONES[one] for one in (Severity.ERROR, Severity.WARNING) if one in severities), None)
