"""A request that came by e-mail, letter or phone, entered by staff: its clock began on the day it came."""

from collections.abc import Mapping

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.i18n import Locale, translate
from dialonce.numbers import find_number
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import area, below, local_moment
from dialonce.pages.console.rights.deeds import HOME
from dialonce.pages.console.rights.queue import QUEUE
from dialonce.pages.console.rights.words import channel_words, right_words
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Choices, Field, FieldKind, Option
from dialonce.pages.templating import ZONE
from dialonce.rights import Channel, NewRequest, Right, open_request, subject_of
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.rights_desk import letterhead_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

BY_HAND = (Channel.EMAIL, Channel.LETTER, Channel.PHONE)


class EntryView(Struct, frozen=True):
    action: str
    right: Choices
    channel: Choices
    fields: tuple[Field, ...]


@get(f"{QUEUE}/new")
async def entry(request: AnyRequest, slug: str) -> Response[str]:
    """The form."""
    at_work = await require_staff(request, Permission.RIGHTS_WORK, slug)
    return _page(request, at_work, {}, None)


@post(f"{QUEUE}/new")
async def enter(request: AnyRequest, slug: str) -> Response[str]:
    """Register the request, and go to it."""
    at_work = await require_staff(request, Permission.RIGHTS_WORK, slug)
    form = await read_staff_form(request, at_work)
    say = at_work.locale
    try:
        async with work_session(request, at_work) as session:
            head = letterhead_of(parts_of(request), at_work.publisher_id)
            made = await open_request(session, await _new(session, form), head)
    except Invalid as wrong:
        missing = {fault.where.strip("/") for fault in wrong.faults}
        text = translate(say, "rights.entry_paper_missing" if "paper" in missing else "rights.entry_wrong")
        return _page(request, at_work, form, Banner(translate(say, "rights.not_done"), text, "bad"))
    return see(area(at_work, "requests", str(made.request_id)))


async def _new(session: Session, form: Mapping[str, str]) -> NewRequest:
    received = local_moment(form.get("received_day", ""), form.get("received_time", ""))
    if received is None or form.get("right") not in set(Right) or form.get("channel") not in set(BY_HAND):
        raise Invalid("The request cannot be registered like this.")
    written = form.get("number", "").strip()
    number = find_number(written, HOME) if written else None
    subject = await subject_of(session, number.text) if number else None
    return NewRequest(
        right=Right(form["right"]),
        channel=Channel(form["channel"]),
        received_at=received,
        subject=subject,
        body=form.get("body", "").replace("\r\n", "\n").strip(),
        locale="en" if form.get("language") == "en" else "fr",
        name=form.get("name", "").strip() if subject is None else "",
        email=form.get("email", "").strip() if subject is None else "",
        paper=form.get("paper", "").strip(),
    )


def _page(request: AnyRequest, at_work: AtWork, form: Mapping[str, str], banner: Banner | None) -> Response[str]:
    say = at_work.locale
    title = translate(say, "rights.entry")
    view = EntryView(
        action=area(at_work, "requests", "new"),
        right=Choices(
            "right",
            translate(say, "rights.right"),
            tuple(
                Option(one.value, right_words(say, one), translate(say, f"rights.means_{_key(one)}")) for one in Right
            ),
            frozenset({form.get("right", "")}),
        ),
        channel=Choices(
            "channel",
            translate(say, "rights.channel"),
            tuple(Option(one.value, channel_words(say, one)) for one in BY_HAND),
            frozenset({form.get("channel", Channel.EMAIL.value)}),
        ),
        fields=_fields(say, form, request),
    )
    crumbs = below(at_work, translate(say, "console.requests"), "requests", title)
    banners = (banner,) if banner else ()
    frame = frame_of(request, at_work, title=title, section="requests", crumbs=crumbs, banners=banners)
    return console_answer(
        request, at_work, "console/rights_entry.html", frame, status=400 if banner else 200, view=view
    )


def _fields(say: Locale, form: Mapping[str, str], request: AnyRequest) -> tuple[Field, ...]:
    here = parts_of(request).now.astimezone(ZONE)

    def asked(
        name: str, kind: FieldKind = "text", value: str = "", *, required: bool = False, most: int = 200
    ) -> Field:
        hint = translate(say, f"rights.entry_{name}_hint")
        return Field(
            name,
            translate(say, f"rights.entry_{name}"),
            form.get(name, value),
            kind,
            hint,
            required=required,
            max_length=most,
        )

    languages = (Option("fr", "Français"), Option("en", "English"))
    return (
        asked("received_day", "date", here.date().isoformat(), required=True),
        asked("received_time", "time", f"{here:%H:%M}", required=True),
        asked("number", "tel"),
        asked("name"),
        asked("email", "email"),
        asked("paper"),
        asked("body", "textarea", most=20_000),
        Field(
            "language",
            translate(say, "rights.entry_language"),
            form.get("language", say),
            "select",
            required=True,
            options=languages,
        ),
    )


def _key(right: Right) -> str:
    return right.value.replace("-", "_")


ROUTES = (entry, enter)
