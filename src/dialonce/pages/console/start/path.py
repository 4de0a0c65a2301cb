"""The steps, each with what is done, and the next one open."""

from typing import Final

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import translate
from dialonce.menus.templates import template_names
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.start.progress import STEPS, Progress, read_progress
from dialonce.pages.console.working import readable_number, work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Banner, Choices, Field, Link, Meter, Option
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

PATH: Final = "/console/{slug:str}/start"


class StepView(Struct, frozen=True):
    """One step: what it is for, and what was done. `open`: it is the next one to take."""

    key: str
    title: str
    text: str
    done: bool
    open: bool
    link: Link | None = None


class StartView(Struct, frozen=True):
    base: str
    meter: Meter
    steps: tuple[StepView, ...]
    number: Field
    label: Field
    template: Choices
    new_solution: str
    trial: str


@get(PATH)
async def start(request: AnyRequest, slug: str) -> Response[str]:
    """The path."""
    return await start_page(request, await require_staff(request, Permission.LINES_EDIT, slug))


async def start_page(
    request: AnyRequest, at_work: AtWork, *, error: str = "", given: str = "", banner: Banner | None = None
) -> Response[str]:
    """The path, with what is wrong with a number, or a word on what was just done."""
    say = at_work.locale
    async with work_session(request, at_work) as session:
        progress = await read_progress(session)
    words = translate(say, "start.words", done=progress.done, total=STEPS)
    view = StartView(
        base=f"/console/{at_work.slug}/start",
        meter=Meter(translate(say, "start.meter"), progress.done, STEPS, words),
        steps=_steps(request, at_work, progress),
        number=Field(
            "number",
            translate(say, "lines.number"),
            given,
            "tel",
            hint=translate(say, "lines.number_hint"),
            error=error,
            required=True,
        ),
        label=Field("label", translate(say, "lines.label"), max_length=120),
        template=_templates(at_work),
        new_solution=f"/console/{at_work.slug}/solutions/new",
        trial=f"/console/{at_work.slug}/try",
    )
    title = translate(say, "start.title")
    banners = (banner,) if banner else ()
    frame = frame_of(request, at_work, title=title, section="home", banners=banners)
    return console_answer(request, at_work, "console/start.html", frame, status=400 if error else 200, view=view)


def _steps(request: AnyRequest, at_work: AtWork, progress: Progress) -> tuple[StepView, ...]:
    say, base = at_work.locale, f"/console/{at_work.slug}"
    url = parts_of(request).public_url
    number = readable_number(progress.line, say) if progress.line else ""
    menu = progress.menus[0] if progress.menus else None
    menu_link = Link(menu.name, f"{base}/interfaces") if menu else None
    own = progress.solutions[0] if progress.solutions else None
    solution_link = Link(own.name, f"{base}/solutions/{own.solution_id}") if own else None
    address = Link(f"{url}/m/{menu.slug}", f"/m/{menu.slug}") if menu and progress.published else None
    done = (progress.lines > 0, menu is not None, own is not None, progress.published)
    links = (Link(number, f"{base}/lines") if number else None, menu_link, solution_link, address)
    following = next((place for place, one in enumerate(done) if not one), len(done))
    keys = ("line", "menu", "solution", "publish")
    steps = [
        _step(at_work, key, done=done[place], following=place == following, link=links[place])
        for place, key in enumerate(keys)
    ]
    trying = _step(at_work, "try", done=False, following=progress.is_ready, link=None)
    return (*steps, trying)


def _step(at_work: AtWork, key: str, *, done: bool, following: bool, link: Link | None) -> StepView:
    say = at_work.locale
    title, text = translate(say, f"start.title_{key}"), translate(say, f"start.text_{key}")
    return StepView(key, title, text, done, following, link)


def _templates(at_work: AtWork) -> Choices:
    say = at_work.locale
    options = tuple(
        Option(name, translate(say, f"editor.template_{name}"), translate(say, f"editor.template_text_{name}"))
        for name in template_names()
    )
    return Choices("template", translate(say, "start.template"), options, frozenset({template_names()[0]}))


ROUTES = (start,)
