"""Two editors changed the same thing: both versions side by side, and the later one decides."""

from collections.abc import Iterator
from typing import Any

from litestar import Response
from msgspec import Struct

from dialonce.errors import DialOnceError
from dialonce.menus import Change, Interface, diff_interfaces
from dialonce.menus.edit import apply_operation
from dialonce.pages.console.interfaces.changes import ChangeView, change_views
from dialonce.pages.console.interfaces.deeds import Deed, Form, event_of, write_operation
from dialonce.pages.console.interfaces.desk import Desk, desk_answer
from dialonce.pages.console.interfaces.findings import screen_href
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.publishers import EditClash


class ClashView(Struct, frozen=True):
    """`operation` does mine all the same, on top of theirs; None where the thing is gone."""

    theirs: tuple[ChangeView, ...]
    mine: tuple[ChangeView, ...]
    operation: str | None
    subject: str
    revision: int
    leave: str


def clash_answer(request: AnyRequest, desk: Desk, form: Form, deed: Deed, clash: EditClash) -> Response[str]:
    screen = form.get("screen", "0")
    view = ClashView(
        theirs=change_views(desk, diff_interfaces(clash.base, clash.current)),
        mine=change_views(desk, tuple(_mine(clash.base, deed))),
        operation=write_operation(clash.moved) if clash.moved is not None else None,
        subject=deed.subject,
        revision=clash.revision,
        leave=screen_href(desk, event_of(form), int(screen) if screen.isdigit() else 0),
    )
    return desk_answer(request, desk, "", "console/interface_clash.html", status=clash.status, view=view)


def _mine(base: Interface, deed: Deed) -> Iterator[Change]:
    """What the change would have made of the draft that its editor saw."""
    mine: Any = base
    try:
        for operation in deed.operations:
            mine = apply_operation(mine, operation).interface
    except DialOnceError:
        return
    yield from diff_interfaces(base, mine)
