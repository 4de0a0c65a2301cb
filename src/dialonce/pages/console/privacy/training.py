"""Training records: who may work with callers' data, and for how long (8-f)."""

from datetime import datetime, timedelta
from typing import Final

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import format_date, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY
from dialonce.pages.console.words import role_name
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Cell, Column, Link, Stat, Table, Tone
from dialonce.pages.templating import ZONE
from dialonce.staff import PERSONAL, Member, Permission, list_members, may
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

SOON: Final = timedelta(days=30)


class TrainingView(Struct, frozen=True):
    stats: tuple[Stat, ...]
    table: Table
    team: Link | None


@get(f"{PRIVACY}/training")
async def training(request: AnyRequest, slug: str) -> Response[str]:
    """Everybody who may sign in, those without a current record first."""
    at_work = await require_staff(request, Permission.TRAINING_READ, slug)
    say, now = at_work.locale, parts_of(request).now
    async with work_session(request, at_work) as session:
        members = [one for one in await list_members(session) if one.left_at is None]
    members.sort(key=lambda one: (one.training_until is not None, one.training_until or now, one.name))
    columns = ("dpo.person", "dpo.role", "dpo.callers_data", "dpo.record")
    view = TrainingView(
        stats=_stats(at_work, members, now),
        table=Table(
            translate(say, "dpo.training_caption"),
            tuple(Column(translate(say, key)) for key in columns),
            tuple(_row(at_work, one, now) for one in members),
        ),
        team=Link(translate(say, "dpo.team"), f"/console/{slug}/staff")
        if at_work.may(Permission.STAFF_MANAGE)
        else None,
    )
    frame = frame_of(request, at_work, title=translate(say, "dpo.training_title"), section="training")
    return console_answer(request, at_work, "console/privacy_training.html", frame, view=view)


def _stats(at_work: AtWork, members: list[Member], now: datetime) -> tuple[Stat, ...]:
    say = at_work.locale
    current = [one for one in members if one.is_trained(now)]
    soon = [one for one in current if one.training_until is not None and one.training_until <= now + SOON]
    lacking = len(members) - len(current)
    return (
        Stat(translate(say, "dpo.current"), str(len(current))),
        Stat(translate(say, "dpo.expire_soon"), str(len(soon)), tone="warn" if soon else "plain"),
        Stat(translate(say, "dpo.without_record"), str(lacking), tone="bad" if lacking else "plain"),
    )


def _row(at_work: AtWork, one: Member, now: datetime) -> tuple[Cell, ...]:
    say = at_work.locale
    works = any(may(one.role, permission) for permission in PERSONAL)
    words, tone = _record(at_work, one, now)
    return (
        Cell(one.name),
        Cell(role_name(say, one.role)),
        Cell(translate(say, "dpo.role_opens" if works else "dpo.role_closed")),
        Cell(words, badge=tone),
    )


def _record(at_work: AtWork, one: Member, now: datetime) -> tuple[str, Tone]:
    say, until = at_work.locale, one.training_until
    if until is None:
        return translate(say, "dpo.never_trained"), "bad"
    day = format_date(say, until.astimezone(ZONE).date(), width="medium")
    if until <= now:
        return translate(say, "dpo.expired_on", day=day), "bad"
    return translate(say, "dpo.counts_until", day=day), "warn" if until <= now + SOON else "ok"


ROUTES = (training,)
