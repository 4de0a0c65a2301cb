"""How long things are kept: what the next sweep takes and why, every term, and what legal holds keep from it."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import DialOnceError
from dialonce.i18n import Locale, format_date, format_number, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area, local_moment, moment, refused
from dialonce.pages.console.privacy.register import register_rows
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Cell, Column, Empty, Field, FieldKind, Stat, Table
from dialonce.pages.templating import ZONE
from dialonce.policy import Row, load_catalogue
from dialonce.staff import Permission
from dialonce.vault import JournalEntry, LegalHold, Overdue, Session, end_hold, place_hold, plan_for, running_holds
from dialonce.web.staff import AtWork, read_staff_form, require_staff

NIGHT: Final = time(3, tzinfo=UTC)
"""When the nightly sweep begins (`jobs.keep_night`)."""
LONGEST_REASON: Final = 400


class HoldView(Struct, frozen=True):
    """A hold that runs; `field` asks why it ends, None for who may not end it."""

    subject: str
    reason: str
    since: str
    until: str
    field: Field | None


class RetentionView(Struct, frozen=True):
    stats: tuple[Stat, ...]
    plan: Table | None
    nothing: Empty
    terms: Table
    holds: tuple[HoldView, ...]
    action: str
    fields: tuple[Field, ...]


@get(f"{PRIVACY}/retention")
async def retention(request: AnyRequest, slug: str) -> Response[str]:
    """The plan of the next sweep, every term, the holds."""
    at_work = await require_staff(request, Permission.RETENTION_READ, slug)
    return await _page(request, at_work)


@post(f"{PRIVACY}/retention/holds")
async def hold(request: AnyRequest, slug: str) -> Response[str]:
    """Hold one person's data, or end a hold; either needs its reason, which the journal keeps."""
    at_work = await require_staff(request, Permission.RIGHTS_WORK, slug)
    form = await read_staff_form(request, at_work)
    try:
        async with work_session(request, at_work) as session:
            await _change(session, at_work, form)
    except (DialOnceError, ValueError) as wrong:
        text = wrong.detail if isinstance(wrong, DialOnceError) else translate(at_work.locale, "dpo.hold_wrong")
        return await _page(request, at_work, form, refused(at_work, text))
    return see(area(at_work, "retention#holds"))


async def _change(session: Session, at_work: AtWork, form: dict[str, str]) -> None:
    subject_id, reason = UUID(form.get("subject", "").strip()), form.get("reason", "").strip()[:LONGEST_REASON]
    if form.get("do") != "end":
        until = local_moment(form.get("until", ""), "")
        if until is None:
            raise ValueError(form.get("until", ""))
        await place_hold(session, subject_id, reason, until)
        return
    if not reason:
        raise ValueError(reason)
    await end_hold(session, subject_id)
    ended = JournalEntry(
        at=session.now,
        publisher=session.publisher,
        actor=at_work.who.name,
        action="end-hold",
        purpose="subject-rights",
        categories=(),
        outcome="permit",
        clauses=("S-GDPR-17",),
        subject=subject_id,
        note=reason,
    )
    session.record(ended)


async def _page(
    request: AnyRequest, at_work: AtWork, form: dict[str, str] | None = None, banner: Banner | None = None
) -> Response[str]:
    say = at_work.locale
    async with work_session(request, at_work) as session:
        plan, holds, now = await plan_for(session), await running_holds(session), session.now
    rows, _ = await register_rows(request, at_work)
    works = at_work.may(Permission.RIGHTS_WORK)
    view = RetentionView(
        stats=_stats(say, plan, holds, now),
        plan=_plan(say, plan, rows) if plan else None,
        nothing=Empty("check", translate(say, "dpo.nothing_due"), translate(say, "dpo.nothing_due_text")),
        terms=_terms(say, rows),
        holds=tuple(_hold(say, one, works=works) for one in holds),
        action=area(at_work, "retention/holds"),
        fields=_fields(say, form or {}) if works else (),
    )
    banners = (banner,) if banner else ()
    frame = frame_of(
        request, at_work, title=translate(say, "dpo.retention_title"), section="retention", banners=banners
    )
    status = 400 if banner else 200
    return console_answer(request, at_work, "console/privacy_retention.html", frame, status=status, view=view)


def next_night(now: datetime) -> datetime:
    """When the next nightly sweep begins."""
    tonight = datetime.combine(now.date(), NIGHT)
    return tonight if tonight > now else tonight + timedelta(days=1)


def _stats(say: Locale, plan: list[Overdue], holds: list[LegalHold], now: datetime) -> tuple[Stat, ...]:
    due, kept = sum(step.rows for step in plan), sum(step.held for step in plan)
    return (
        Stat(translate(say, "dpo.next_sweep"), moment(say, next_night(now)), translate(say, "dpo.every_night")),
        Stat(translate(say, "dpo.would_go"), format_number(say, due)),
        Stat(translate(say, "dpo.held_back"), format_number(say, kept), tone="warn" if kept else "plain"),
        Stat(translate(say, "dpo.holds_running"), format_number(say, len(holds))),
    )


def _plan(say: Locale, plan: list[Overdue], rows: tuple[Row, ...]) -> Table:
    columns = ("dpo.what", "dpo.older_than", "dpo.would_go", "dpo.held_back", "dpo.why")
    numbers = {"dpo.would_go", "dpo.held_back"}
    return Table(
        translate(say, "dpo.plan_caption"),
        tuple(Column(translate(say, key), amount=key in numbers) for key in columns),
        tuple(_step(say, step, rows) for step in plan),
    )


def _step(say: Locale, step: Overdue, rows: tuple[Row, ...]) -> tuple[Cell, ...]:
    dataset = load_catalogue().dataset(step.dataset)
    terms = dict.fromkeys(row.term for row in rows if row.reference.startswith(f"{step.dataset}/"))
    return (
        Cell(dataset.en if say == "en" else dataset.fr),
        Cell(format_date(say, step.before.astimezone(ZONE).date())),
        Cell(format_number(say, step.rows)),
        Cell(format_number(say, step.held)),
        Cell(translate(say, "dpo.term_over", term=", ".join(terms)), "/privacy#8-i"),
    )


def _terms(say: Locale, rows: tuple[Row, ...]) -> Table:
    columns = ("dpo.what", "dpo.purpose", "dpo.term", "dpo.basis")
    return Table(
        translate(say, "dpo.terms_caption"),
        tuple(Column(translate(say, key)) for key in columns),
        tuple((Cell(row.processing), Cell(row.purpose), Cell(row.term), Cell(row.basis)) for row in rows),
    )


def _hold(say: Locale, one: LegalHold, *, works: bool) -> HoldView:
    label = translate(say, "dpo.end_reason")
    field = Field(f"reason-{one.subject_id}", label, required=True, max_length=LONGEST_REASON) if works else None
    return HoldView(str(one.subject_id), one.reason, moment(say, one.placed_at), moment(say, one.until), field)


def _fields(say: Locale, form: dict[str, str]) -> tuple[Field, ...]:
    def asked(name: str, kind: FieldKind = "text", hint: str = "") -> Field:
        label = translate(say, f"dpo.hold_{name}")
        return Field(name, label, form.get(name, ""), kind, hint, required=True)

    return (
        asked("subject", hint=translate(say, "dpo.pseudonym_hint")),
        asked("reason"),
        asked("until", "date"),
    )


ROUTES = (retention, hold)
