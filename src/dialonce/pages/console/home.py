"""The first page of the console: what this person can do from here, and on the first day what to do first."""

from typing import Any

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import has_message, translate
from dialonce.pages.console.framing import console_answer, frame_of, shown_sections
from dialonce.pages.console.start.path import PATH as _START
from dialonce.pages.console.start.progress import STEPS, Progress, read_progress
from dialonce.pages.console.waiting import WaitingView, read_waiting
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Meter
from dialonce.staff import Permission
from dialonce.web.staff import AtWork, require_staff


class Way(Struct, frozen=True):
    """One section, with a sentence on what it is for."""

    label: str
    text: str
    href: str
    icon: str


class HomeView(Struct, frozen=True):
    """`ways` are the sections by group; `start` how far the set-up is, while it goes on; `waiting` what there is to do."""

    ways: tuple[tuple[str, tuple[Way, ...]], ...]
    start: Meter | None
    start_path: str
    waiting: WaitingView | None


@get(["/console", "/console/{slug:str}"])
async def home(request: AnyRequest, slug: str | None = None) -> Response[Any]:
    """Who opens an empty publisher begins with setting it up; the operator begins with the publishers."""
    at_work = await require_staff(request, None, slug)
    if not at_work.slug and at_work.may(Permission.PUBLISHERS_MANAGE):
        return see("/console/operator/publishers")
    progress = await _progress(request, at_work)
    path = _START.replace("{slug:str}", at_work.slug)
    if progress is not None and progress.done == 0:
        return see(path)
    say = at_work.locale
    ways = tuple(
        (title, tuple(_way(at_work, one.label, one.key, one.href(at_work.slug), one.icon) for one in sections))
        for title, sections in shown_sections(at_work)
    )
    view = HomeView(ways, _meter(at_work, progress), path, await read_waiting(request, at_work))
    frame = frame_of(request, at_work, title=translate(say, "console.home"), section="home")
    return console_answer(request, at_work, "console/home.html", frame, view=view)


async def _progress(request: AnyRequest, at_work: AtWork) -> Progress | None:
    """How far the set-up is, for who can go on with it."""
    if not (at_work.slug and at_work.may(Permission.LINES_EDIT)):
        return None
    async with work_session(request, at_work) as session:
        return await read_progress(session)


def _meter(at_work: AtWork, progress: Progress | None) -> Meter | None:
    if progress is None or progress.is_ready:
        return None
    words = translate(at_work.locale, "start.words", done=progress.done, total=STEPS)
    return Meter(translate(at_work.locale, "start.title"), progress.done, STEPS, words)


def _way(at_work: AtWork, label: str, key: str, href: str, icon: str) -> Way:
    name = f"console.way_{key.replace('-', '_')}"
    text = translate(at_work.locale, name) if has_message(name) else ""
    return Way(translate(at_work.locale, label), text, href, icon)


ROUTES = (home,)
