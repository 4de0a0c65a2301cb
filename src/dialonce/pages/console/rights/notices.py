"""What recipients were told because of a request, and whether they have done it (GDPR 19)."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Response, post
from msgspec import Struct

from dialonce.i18n import translate
from dialonce.pages.console.privacy.base import area
from dialonce.pages.console.rights.queue import QUEUE
from dialonce.pages.console.rights.words import day_words
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Snippet, Tone
from dialonce.sharing import NoticeState, RecipientNotice, confirm_notice, name_of, notice_letter
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import Parts
from dialonce.web.rights_desk import writer_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

_TONES: dict[NoticeState, Tone] = {
    NoticeState.QUEUED: "info",
    NoticeState.SENT: "info",
    NoticeState.BY_LETTER: "warn",
    NoticeState.CONFIRMED: "ok",
    NoticeState.FAILED: "bad",
}


class NoticeView(Struct, frozen=True):
    """One recipient. `letter` is there to print when nothing else reaches them; `confirm` is the address of the form."""

    name: str
    badge: Badge
    told: str
    answer: str
    letter: Snippet | None
    confirm: str


async def notice_views(
    session: Session, at_work: AtWork, notices: Sequence[RecipientNotice], parts: Parts
) -> tuple[NoticeView, ...]:
    """The recipients of a request."""
    return tuple([await _view(session, at_work, one, parts) for one in notices])


async def _view(session: Session, at_work: AtWork, notice: RecipientNotice, parts: Parts) -> NoticeView:
    say = at_work.locale
    letter = None
    if notice.state is NoticeState.BY_LETTER:
        written = await notice_letter(session, notice, writer_of(parts))
        letter = Snippet(f"notice-{notice.notice_id.hex}", written.subject, written.body)
    done = notice.state is NoticeState.CONFIRMED
    return NoticeView(
        name=await name_of(session, notice.recipient),
        badge=Badge(translate(say, f"rights.notice_{notice.state.replace('-', '_')}"), _TONES[notice.state]),
        told=translate(say, "rights.reply_by", day=day_words(say, notice.reply_by)),
        answer=notice.answer,
        letter=letter,
        confirm="" if done else area(at_work, "requests", str(notice.request_id), "notices", str(notice.notice_id)),
    )


@post(f"{QUEUE}/{{request_id:uuid}}/notices/{{notice_id:uuid}}")
async def confirm(request: AnyRequest, slug: str, request_id: UUID, notice_id: UUID) -> Response[str]:
    """Write down that a recipient has done it, with what they answered."""
    at_work = await require_staff(request, Permission.RIGHTS_WORK, slug)
    form = await read_staff_form(request, at_work)
    async with work_session(request, at_work) as session:
        await confirm_notice(session, notice_id, form.get("answer", ""))
    return see(f"{area(at_work, 'requests', str(request_id))}?done=1")


ROUTES = (confirm,)
