"""The register of risks: how likely, how grave, what is done, who answers, when to look again (8-b)."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import DialOnceError, Fault, Invalid
from dialonce.i18n import Locale, format_date, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area, refused
from dialonce.pages.console.privacy.breaches import breach_tabs
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Banner, Empty, Field, FieldKind, Option, Tab
from dialonce.staff import (
    GRAVE,
    STEPS,
    Judgement,
    Member,
    NotedRisk,
    Permission,
    add_risk,
    end_risk,
    list_members,
    list_risks,
    review_risk,
)
from dialonce.vault import Session
from dialonce.web.staff import AtWork, read_staff_form, require_staff


class RiskView(Struct, frozen=True):
    """One risk, with the form that judges it anew."""

    id: str
    title: str
    owner: str
    measures: str
    badges: tuple[Badge, ...]
    fields: tuple[Field, ...]


class RisksView(Struct, frozen=True):
    tabs: tuple[Tab, ...]
    risks: tuple[RiskView, ...]
    nothing: Empty
    action: str
    title: Field
    fields: tuple[Field, ...]


@get(f"{PRIVACY}/risks")
async def risks(request: AnyRequest, slug: str) -> Response[str]:
    """Every risk, the gravest first."""
    at_work = await require_staff(request, Permission.BREACHES_WORK, slug)
    return await _page(request, at_work)


@post(f"{PRIVACY}/risks")
async def change(request: AnyRequest, slug: str) -> Response[str]:
    """Note a risk, judge one anew, or end it: `do` says which."""
    at_work = await require_staff(request, Permission.BREACHES_WORK, slug)
    form = await read_staff_form(request, at_work)
    try:
        async with work_session(request, at_work) as session:
            await _do(session, form)
    except (DialOnceError, ValueError) as wrong:
        faults = wrong.faults if isinstance(wrong, DialOnceError) else ()
        return await _page(
            request, at_work, form, faults, refused(at_work, translate(at_work.locale, "dpo.risk_wrong"))
        )
    return see(area(at_work, "risks"))


async def _do(session: Session, form: dict[str, str]) -> None:
    if form.get("do") == "end":
        await end_risk(session, UUID(form.get("risk", "")))
        return
    judged = Judgement(
        likelihood=int(form.get("likelihood", "")),
        severity=int(form.get("severity", "")),
        measures=form.get("measures", "").replace("\r\n", "\n").strip(),
        owner=UUID(form.get("owner", "")),
        review_by=date.fromisoformat(form.get("review_by", "")),
    )
    if judged.owner not in {one.staff_id for one in await list_members(session)}:
        raise Invalid("Nobody of the team answers for it.", faults=(Fault("owner", "a member of the team"),))
    if form.get("do") == "review":
        await review_risk(session, UUID(form.get("risk", "")), judged)
    else:
        await add_risk(session, form.get("title", ""), judged)


async def _page(
    request: AnyRequest,
    at_work: AtWork,
    form: dict[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    banner: Banner | None = None,
) -> Response[str]:
    say, typed = at_work.locale, form if form and form.get("do") == "add" else {}
    async with work_session(request, at_work) as session:
        found, today = await list_risks(session), session.now.date()
        team = [one for one in await list_members(session) if one.left_at is None]
    wrong = {fault.where for fault in faults} if typed else set()
    view = RisksView(
        tabs=breach_tabs(at_work, "risks"),
        risks=tuple(_view(say, one, team, today) for one in found),
        nothing=Empty("shield", translate(say, "dpo.no_risk"), translate(say, "dpo.no_risk_text")),
        action=area(at_work, "risks"),
        title=Field(
            "title",
            translate(say, "dpo.risk_title"),
            typed.get("title", ""),
            hint=translate(say, "dpo.risk_title_hint"),
            error=translate(say, "dpo.title_wrong") if "title" in wrong else "",
            required=True,
            max_length=120,
        ),
        fields=_fields(say, "new", typed, team, wrong),
    )
    banners = (banner,) if banner else ()
    frame = frame_of(request, at_work, title=translate(say, "dpo.risks_title"), section="breaches", banners=banners)
    status = 400 if banner else 200
    return console_answer(request, at_work, "console/privacy_risks.html", frame, status=status, view=view)


def _view(say: Locale, one: NotedRisk, team: list[Member], today: date) -> RiskView:
    owner = next((who.name for who in team if who.staff_id == one.owner), translate(say, "dpo.risk_orphan"))
    day = format_date(say, one.review_by, width="medium")
    overdue = one.is_overdue(today)
    known = {
        "likelihood": str(one.likelihood),
        "severity": str(one.severity),
        "measures": one.measures,
        "owner": str(one.owner),
        "review_by": one.review_by.isoformat(),
    }
    badges = (
        Badge(translate(say, "dpo.risk_weight", weight=one.weight), "bad" if one.weight >= GRAVE else "info"),
        Badge(
            translate(say, "dpo.review_overdue" if overdue else "dpo.review_by_day", day=day),
            "bad" if overdue else "plain",
        ),
    )
    return RiskView(
        str(one.risk_id), one.title, owner, one.measures, badges, _fields(say, str(one.risk_id), known, team, set())
    )


def _fields(say: Locale, of: str, typed: dict[str, str], team: list[Member], wrong: set[str]) -> tuple[Field, ...]:
    """The questions of a judgement; `of` keeps their ids apart on the page."""
    steps = tuple(Option(str(step), translate(say, f"dpo.step_{step}")) for step in STEPS)
    owners = tuple(Option(str(one.staff_id), one.name) for one in team)

    def asked(name: str, kind: FieldKind, options: tuple[Option, ...] = ()) -> Field:
        error = translate(say, "dpo.risk_field_wrong") if name in wrong else ""
        label, value = translate(say, f"dpo.risk_{name}"), typed.get(name, "")
        return Field(f"{name}-{of}", label, value, kind, "", error, required=True, options=options)

    return (
        asked("likelihood", "select", steps),
        asked("severity", "select", steps),
        asked("measures", "textarea"),
        asked("owner", "select", owners),
        asked("review_by", "date"),
    )


ROUTES = (risks, change)
