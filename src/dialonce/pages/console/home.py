"""The first page of the console."""

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import translate
from dialonce.pages.console.framing import console_answer, frame_of, shown_sections
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Link
from dialonce.web.staff import require_staff


class HomeView(Struct, frozen=True):
    """`ways` are the sections by group."""

    ways: tuple[tuple[str, tuple[Link, ...]], ...]


@get("/console")
async def home(request: AnyRequest) -> Response[str]:
    """What this person may do, by section."""
    at_work = await require_staff(request, None)
    ways = tuple(
        (title, tuple(Link(translate(at_work.locale, one.label), one.href(at_work.slug)) for one in sections))
        for title, sections in shown_sections(at_work)
    )
    frame = frame_of(request, at_work, title=translate(at_work.locale, "console.home"), section="home")
    return console_answer(request, at_work, "console/home.html", frame, view=HomeView(ways))


ROUTES = (home,)
