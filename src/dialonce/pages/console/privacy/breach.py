"""One breach: its clocks, how it is judged, what was done, the drafts of what must be told (GDPR 33, 34)."""

from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, DialOnceError
from dialonce.i18n import translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area, below, local_moment, moment, refused
from dialonce.pages.console.privacy.breach_forms import (
    AssessmentForm,
    StepForm,
    assessment_form,
    assessment_of,
    step_form,
)
from dialonce.pages.console.privacy.breach_letters import drafts
from dialonce.pages.console.privacy.breach_words import clock_stat, step_view, word
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Fact, Snippet, Stat, Step
from dialonce.policy import Contacts
from dialonce.staff import (
    Incident,
    Permission,
    StepKind,
    add_incident_step,
    assess_incident,
    authority_clock,
    close_incident,
    closing_faults,
    list_members,
    notify_hours,
    people_clock,
    read_incident,
)
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

ONE = f"{PRIVACY}/breaches/{{incident_id:uuid}}"


class BreachView(Struct, frozen=True):
    """`missing` is what stands in the way of closing; the forms are None once it is closed."""

    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    drafts: tuple[Snippet, ...]
    missing: tuple[str, ...]
    assessment: AssessmentForm | None
    step: StepForm | None
    action: str


@get(ONE)
async def breach(request: AnyRequest, slug: str, incident_id: UUID) -> Response[str]:
    """One breach as it stands."""
    at_work = await require_staff(request, Permission.BREACHES_WORK, slug)
    return await _page(request, at_work, incident_id)


@post(ONE)
async def work(request: AnyRequest, slug: str, incident_id: UUID) -> Response[str]:
    """Judge it, note a step, or close it: `do` says which."""
    at_work = await require_staff(request, Permission.BREACHES_WORK, slug)
    form = await read_staff_form(request, at_work)
    try:
        async with work_session(request, at_work) as session:
            await _do(session, at_work, incident_id, form)
    except (Conflict, DialOnceError, ValueError) as wrong:
        text = translate(at_work.locale, f"dpo.breach_{_what(form)}_wrong")
        if isinstance(wrong, Conflict):
            text = translate(at_work.locale, "dpo.breach_is_closed")
        return await _page(request, at_work, incident_id, refused(at_work, text))
    return see(area(at_work, "breaches", str(incident_id)))


async def _do(session: Session, at_work: AtWork, incident_id: UUID, form: dict[str, str]) -> None:
    match _what(form):
        case "assess":
            await assess_incident(session, at_work.staff_id, incident_id, assessment_of(form))
        case "close":
            await close_incident(session, at_work.staff_id, incident_id)
        case _:
            happened = local_moment(form.get("day", ""), form.get("time", ""))
            kind = StepKind(form.get("kind", ""))
            if happened is None:
                raise ValueError(form.get("day", ""))
            note = form.get("note", "")
            await add_incident_step(session, at_work.staff_id, incident_id, kind, min(happened, session.now), note)


def _what(form: dict[str, str]) -> str:
    return form["do"] if form.get("do") in ("assess", "close") else "step"


async def _page(request: AnyRequest, at_work: AtWork, incident_id: UUID, banner: Banner | None = None) -> Response[str]:
    say = at_work.locale
    async with work_session(request, at_work) as session:
        incident = await read_incident(session, incident_id)
        who = {str(one.staff_id): one.name for one in await list_members(session)}
        view = _view(request, session, at_work, incident, who)
    title = translate(say, "dpo.breaches_title")
    frame = frame_of(
        request,
        at_work,
        title=incident.title,
        section="breaches",
        crumbs=below(at_work, title, "breaches", incident.title),
        banners=(banner,) if banner else (),
    )
    status = 400 if banner else 200
    return console_answer(request, at_work, "console/privacy_breach.html", frame, status=status, view=view)


def _view(
    request: AnyRequest, session: Session, at_work: AtWork, incident: Incident, who: dict[str, str]
) -> BreachView:
    say, now, hours = at_work.locale, session.now, notify_hours(session, incident)
    closed = incident.closed_at is not None
    missing = [] if closed else closing_faults(incident, hours, now)
    return BreachView(
        stats=(
            clock_stat(say, translate(say, "dpo.authority"), authority_clock(incident, hours, now), now),
            clock_stat(say, translate(say, "dpo.people"), people_clock(incident), now),
            Stat(translate(say, "dpo.risk"), word(say, "risk", incident.assessment.risk)),
        ),
        facts=(
            Fact(translate(say, "dpo.known_at"), moment(say, incident.known_at)),
            Fact(translate(say, "dpo.clock_rule"), translate(say, "dpo.clock_rule_text", hours=hours)),
            Fact(translate(say, "dpo.closed_at"), moment(say, incident.closed_at)),
        ),
        steps=tuple(step_view(say, step, who) for step in incident.steps),
        drafts=drafts(say, incident, _contacts(request, at_work)),
        missing=tuple(word(say, "missing", code) for code in missing),
        assessment=None if closed else assessment_form(say, incident.assessment),
        step=None if closed else step_form(say, now),
        action=area(at_work, "breaches", str(incident.incident_id)),
    )


def _contacts(request: AnyRequest, at_work: AtWork) -> Contacts:
    """Whom the authority and the people are told to write to."""
    known = parts_of(request).contacts
    return Contacts(known.privacy_email, known.dpo, at_work.publisher_name, known.operator_address)


ROUTES = (breach, work)
