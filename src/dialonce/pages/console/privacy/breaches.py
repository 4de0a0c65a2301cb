"""The register of breaches: every one, told to the authority or not, with its clock (GDPR 33(5))."""

from datetime import datetime

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Fault, Invalid
from dialonce.i18n import Locale, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area, local_moment, moment
from dialonce.pages.console.privacy.breach_words import clock_badge, word
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Choices, Empty, Field, Option, Tab
from dialonce.pages.templating import ZONE
from dialonce.staff import (
    Incident,
    Permission,
    authority_clock,
    declare_incident,
    list_incidents,
    notify_hours,
    people_clock,
)
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

TELECOM = "telecom"


class BreachRow(Struct, frozen=True):
    """One breach in the list."""

    href: str
    title: str
    known: str
    risk: str
    badges: tuple[Badge, ...]


class BreachesView(Struct, frozen=True):
    tabs: tuple[Tab, ...]
    rows: tuple[BreachRow, ...]
    nothing: Empty
    action: str
    fields: tuple[Field, ...]
    telecom: Choices


@get(f"{PRIVACY}/breaches")
async def breaches(request: AnyRequest, slug: str) -> Response[str]:
    """All breaches, the newest first, and the form for another."""
    at_work = await require_staff(request, Permission.BREACHES_WORK, slug)
    return await _page(request, at_work, {}, ())


@post(f"{PRIVACY}/breaches")
async def declare(request: AnyRequest, slug: str) -> Response[str]:
    """Record a breach: its clock runs since it was known."""
    at_work = await require_staff(request, Permission.BREACHES_WORK, slug)
    form = await read_staff_form(request, at_work)
    known = local_moment(form.get("known_day", ""), form.get("known_time", ""))
    if known is None:
        return await _page(request, at_work, form, (Fault("known_at", "a day and a time"),))
    try:
        async with work_session(request, at_work) as session:
            telecom = form.get(TELECOM) == "yes"
            made = await declare_incident(session, at_work.staff_id, form.get("title", ""), known, telecom=telecom)
    except Invalid as wrong:
        return await _page(request, at_work, form, wrong.faults)
    return see(area(at_work, "breaches", str(made.incident_id)))


async def _page(request: AnyRequest, at_work: AtWork, form: dict[str, str], faults: tuple[Fault, ...]) -> Response[str]:
    say = at_work.locale
    async with work_session(request, at_work) as session:
        rows = tuple(_row(session, at_work, one) for one in await list_incidents(session))
    wrong = {fault.where for fault in faults}
    view = BreachesView(
        tabs=breach_tabs(at_work, "breaches"),
        rows=rows,
        nothing=Empty("shield", translate(say, "dpo.no_breach"), translate(say, "dpo.no_breach_text")),
        action=area(at_work, "breaches"),
        fields=_fields(say, form, wrong, parts_of(request).now),
        telecom=Choices(
            TELECOM,
            translate(say, "dpo.telecom"),
            (Option("no", translate(say, "dpo.telecom_no")), Option("yes", translate(say, "dpo.telecom_yes"))),
            frozenset({form.get(TELECOM, "no")}),
        ),
    )
    frame = frame_of(request, at_work, title=translate(say, "dpo.breaches_title"), section="breaches")
    status = 400 if faults else 200
    return console_answer(request, at_work, "console/privacy_breaches.html", frame, status=status, view=view)


def breach_tabs(at_work: AtWork, current: str) -> tuple[Tab, ...]:
    """What went wrong, and what might."""
    say = at_work.locale
    return (
        Tab(translate(say, "dpo.breaches_title"), area(at_work, "breaches"), current == "breaches"),
        Tab(translate(say, "dpo.risks_title"), area(at_work, "risks"), current == "risks"),
    )


def _row(session: Session, at_work: AtWork, one: Incident) -> BreachRow:
    say = at_work.locale
    authority = authority_clock(one, notify_hours(session, one), session.now)
    badges = [Badge(translate(say, "dpo.closed"))] if one.closed_at else []
    badges.append(_told(say, "dpo.authority", clock_badge(say, authority, session.now)))
    badges.append(_told(say, "dpo.people", clock_badge(say, people_clock(one), session.now)))
    href = area(at_work, "breaches", str(one.incident_id))
    return BreachRow(href, one.title, moment(say, one.known_at), word(say, "risk", one.assessment.risk), tuple(badges))


def _told(say: Locale, whom: str, badge: Badge) -> Badge:
    joint = ": " if say == "en" else " : "
    return Badge(translate(say, whom) + joint + badge.text, badge.tone)


def _fields(say: Locale, form: dict[str, str], wrong: set[str], now: datetime) -> tuple[Field, ...]:
    here = now.astimezone(ZONE)
    faulty = translate(say, "dpo.known_wrong") if "known_at" in wrong else ""
    return (
        Field(
            "title",
            translate(say, "dpo.breach_title"),
            form.get("title", ""),
            hint=translate(say, "dpo.breach_title_hint"),
            error=translate(say, "dpo.title_wrong") if "title" in wrong else "",
            required=True,
            max_length=120,
        ),
        Field(
            "known_day",
            translate(say, "dpo.known_day"),
            form.get("known_day", here.date().isoformat()),
            "date",
            translate(say, "dpo.known_hint"),
            faulty,
            required=True,
        ),
        Field(
            "known_time",
            translate(say, "dpo.known_time"),
            form.get("known_time", f"{here:%H:%M}"),
            "time",
            required=True,
        ),
    )


ROUTES = (breaches, declare)
