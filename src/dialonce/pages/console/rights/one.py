"""One request: where it stands, its whole history, what can be done now, the letters before they are sent."""

from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import DialOnceError
from dialonce.i18n import Locale, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import area, below, moment
from dialonce.pages.console.rights.deeds import Done, Form, do
from dialonce.pages.console.rights.history import StepView, history_of
from dialonce.pages.console.rights.notices import NoticeView, notice_views
from dialonce.pages.console.rights.panels import Panel, panels_of
from dialonce.pages.console.rights.queue import QUEUE, clerk_of
from dialonce.pages.console.rights.words import (
    channel_words,
    day_words,
    due_badge,
    identity_words,
    right_words,
    state_badge,
)
from dialonce.pages.console.working import readable_number, work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Banner, Fact, Snippet
from dialonce.rights import RequestFile, read_request
from dialonce.sharing import notices_of
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

ONE = f"{QUEUE}/{{request_id:uuid}}"
DONE = "done"


class RequestView(Struct, frozen=True):
    """`letter` is one to read before it is sent, or one that was just written."""

    badges: tuple[Badge, ...]
    facts: tuple[Fact, ...]
    body: str
    history: tuple[StepView, ...]
    notices: tuple[NoticeView, ...]
    panels: tuple[Panel, ...]
    letter: Snippet | None
    preview: bool
    action: str


@get(ONE)
async def one(request: AnyRequest, slug: str, request_id: UUID) -> Response[str]:
    """The request."""
    at_work = await require_staff(request, Permission.RIGHTS_WORK, slug)
    done = request.query_params.get(DONE)
    told = Banner(translate(at_work.locale, "rights.done"), tone="ok") if done else None
    return await _page(request, at_work, request_id, {}, Done(), told)


@post(ONE)
async def work(request: AnyRequest, slug: str, request_id: UUID) -> Response[str]:
    """Do what a button says; show the letter that came of it, to be read or to be sent."""
    at_work = await require_staff(request, Permission.RIGHTS_WORK, slug)
    form = await read_staff_form(request, at_work)
    say = at_work.locale
    async with work_session(request, at_work) as session:
        file = await read_request(session, request_id, clerk_of(at_work))
    try:
        done = await do(request, at_work, request_id, file.request, form)
    except (DialOnceError, ValueError) as wrong:
        text = _why(say, form, wrong)
        return await _page(
            request,
            at_work,
            request_id,
            form,
            Done(),
            Banner(translate(say, "rights.not_done"), text, "bad"),
            status=400,
        )
    if done.letter is None:
        return see(f"{area(at_work, 'requests', str(request_id))}?{DONE}=1")
    told = None if done.preview else Banner(translate(say, done.moved), tone="ok")
    return await _page(request, at_work, request_id, form if done.preview else {}, done, told)


def _why(say: Locale, form: Form, wrong: Exception) -> str:
    """Why it could not be done, in the words of the page; what the gate says is told as it is."""
    name = form.get("do", "").removeprefix("preview-").replace("-", "_")
    code = wrong.code if isinstance(wrong, DialOnceError) else "invalid"
    if code == "refused":
        return translate(say, "rights.wrong_refused", clauses=", ".join(getattr(wrong, "clauses", ())))
    if code == "conflict":
        return translate(say, "rights.wrong_conflict")
    known = (
        "link",
        "ask_identity",
        "identity",
        "confirm_identity",
        "extend",
        "extension",
        "refuse",
        "refusal",
        "fulfil",
    )
    return translate(say, f"rights.wrong_{name if name in known else 'other'}")


async def _page(
    request: AnyRequest,
    at_work: AtWork,
    request_id: UUID,
    form: Form,
    done: Done,
    banner: Banner | None,
    *,
    status: int = 200,
) -> Response[str]:
    say = at_work.locale
    async with work_session(request, at_work) as session:
        file = await read_request(session, request_id, clerk_of(at_work))
        view = await _view(request, session, at_work, file, form, done)
    title = translate(
        say, "rights.one_title", what=right_words(say, file.request.right), reference=file.request.reference
    )
    crumbs = below(at_work, translate(say, "console.requests"), "requests", file.request.reference)
    banners = (banner,) if banner else ()
    frame = frame_of(request, at_work, title=title, section="requests", crumbs=crumbs, banners=banners)
    return console_answer(request, at_work, "console/rights_one.html", frame, status=status, view=view)


async def _view(
    request: AnyRequest, session: Session, at_work: AtWork, file: RequestFile, form: Form, done: Done
) -> RequestView:
    say, found = at_work.locale, file.request
    letter = None
    if done.letter is not None:
        letter = Snippet("letter", done.letter.subject, f"{done.letter.subject}\n\n{done.letter.body}")
    notices = await notices_of(session, found.request_id)
    return RequestView(
        badges=(due_badge(say, found, parts_of(request).now), state_badge(say, found.state)),
        facts=_facts(say, file),
        body=found.body,
        history=history_of(say, file),
        notices=await notice_views(session, at_work, notices, parts_of(request)),
        panels=panels_of(say, file, form),
        letter=letter,
        preview=done.preview,
        action=area(at_work, "requests", str(found.request_id)),
    )


def _facts(say: Locale, file: RequestFile) -> tuple[Fact, ...]:
    found = file.request
    known = {
        "right": right_words(say, found.right),
        "channel": channel_words(say, found.channel),
        "received": moment(say, found.received_at),
        "due": day_words(say, found.due_at) if found.due_at else translate(say, "rights.clock_stopped"),
        "stopped": translate(say, "rights.stopped_days", count=found.stopped_days) if found.stopped_days else "",
        "extended": day_words(say, found.extended_at) if found.extended_at else "",
        "identity": identity_words(say, found.identity),
        "name": file.name,
        "number": readable_number(file.phone_number, say) if file.phone_number else "",
        "email": file.email,
        "paper": found.paper,
        "closed": moment(say, found.closed_at) if found.closed_at else "",
    }
    return tuple(Fact(translate(say, f"rights.fact_{name}"), value) for name, value in known.items() if value)


ROUTES = (one, work)
