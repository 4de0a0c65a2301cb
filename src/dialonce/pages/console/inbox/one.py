"""One form: what was written, by whom, and who takes care of it."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.engagement import ReceivedForm, State, move_form, read_received
from dialonce.errors import Invalid
from dialonce.i18n import format_moment, translate
from dialonce.numbers import dial_uri, find_number
from dialonce.pages.console.calls.words import line_words
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.inbox.naming import field_titles, form_names
from dialonce.pages.console.inbox.overview import PATH, assignees, state_badge, state_of, worker_of
from dialonce.pages.console.working import readable_number, work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Crumb, Fact, Field, Link, Option
from dialonce.pages.templating import ZONE
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

FORM = PATH + "/{answer_id:uuid}"


class FormView(Struct, frozen=True):
    """`number` calls the sender back, where it is kept."""

    action: str
    badge: Badge
    facts: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    number: Link | None
    assignee: Field
    done: bool


@get(FORM)
async def form(request: AnyRequest, slug: str, answer_id: UUID) -> Response[str]:
    """The form."""
    at_work = await require_staff(request, Permission.INBOX_WORK, slug)
    async with work_session(request, at_work) as session:
        received, number = await read_received(session, worker_of(at_work), answer_id)
        names = await assignees(session)
    return await _page(request, at_work, received, number, names)


@post(FORM, status_code=303)
async def move(request: AnyRequest, slug: str, answer_id: UUID) -> Response[Any]:
    """Take it, give it to somebody, finish it, or open it again."""
    at_work = await require_staff(request, Permission.INBOX_WORK, slug)
    given = await read_staff_form(request, at_work)
    state = state_of(given.get("state", ""))
    if state is None:
        raise Invalid("A form is new, in progress, or done.")
    async with work_session(request, at_work) as session:
        names = await assignees(session)
        assignee = next((one for one in names if str(one) == given.get("assignee")), None)
        if state is State.ASSIGNED and assignee is None:
            assignee = at_work.staff_id
        await move_form(session, worker_of(at_work), answer_id, state, None if state is State.NEW else assignee)
    return see(f"/console/{slug}/inbox" if state is State.DONE else f"/console/{slug}/inbox/{answer_id}")


async def _page(
    request: AnyRequest, at_work: AtWork, received: ReceivedForm, number: str, names: dict[UUID, str]
) -> Response[str]:
    parts, say = parts_of(request), at_work.locale
    base = f"/console/{at_work.slug}/inbox"
    titles = await field_titles(parts, received)
    name = (await form_names(parts, [received])).get(received.answer_id)
    known = find_number(number) if number else None
    holder = str(received.assignee or at_work.staff_id)
    view = FormView(
        action=f"{base}/{received.answer_id}",
        badge=state_badge(say, received.status),
        facts=(
            Fact(translate(say, "inbox.received"), format_moment(say, received.received_at, zone=ZONE)),
            Fact(translate(say, "inbox.line"), line_words(parts, received.line_id, say)),
        ),
        answers=tuple(Fact(titles.get(name, name), text or "—") for name, text in received.answers.items()),
        number=Link(readable_number(number, say), dial_uri(known)) if known else None,
        assignee=Field(
            "assignee",
            translate(say, "inbox.assignee"),
            holder,
            "select",
            required=True,
            options=tuple(Option(str(staff_id), name) for staff_id, name in names.items()),
        ),
        done=received.status is State.DONE,
    )
    title = name or translate(say, "inbox.form")
    crumbs = (Crumb(translate(say, "console.inbox"), base), Crumb(title))
    frame = frame_of(request, at_work, title=title, section="inbox", crumbs=crumbs)
    return console_answer(request, at_work, "console/inbox_form.html", frame, view=view)


ROUTES = (form, move)
