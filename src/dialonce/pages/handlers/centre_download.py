"""Taking everything away: one archive a publisher, made when asked for, fetched once signed in, gone after its term."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import NotFound, TooMany
from dialonce.i18n import Locale, format_moment, translate
from dialonce.pages.centre import HOME, render_centre, sub_frame
from dialonce.pages.handlers.answers import AnyRequest, page_answer, see
from dialonce.pages.handlers.centre import PRIVATE
from dialonce.pages.handlers.centre_at import own_traces_at, slug_of
from dialonce.pages.templating import ZONE
from dialonce.pages.visitor import page_of
from dialonce.rights import (
    Channel,
    Identity,
    NewRequest,
    Right,
    fetch_archive,
    fulfil_access,
    open_request,
    waiting_archives,
)
from dialonce.subjects import Trace, traces_of
from dialonce.vault import SUBJECT, count_try
from dialonce.web.caller import read_caller_form, require_person
from dialonce.web.parts import Parts, parts_of
from dialonce.web.rights_desk import desk_of

PATH = HOME + "/download"
MOST_AN_HOUR = 6


class ArchiveLink(Struct, frozen=True):
    """An archive that waits: whose data, what kind, since when, until when."""

    name: str
    kind: str
    made: str
    until: str
    href: str


@get(PATH)
async def download(request: AnyRequest) -> Response[Any]:
    """The archives that wait, and the button that makes new ones."""
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request)
    traces = await traces_of(parts.vault, caller.person)
    archives = [one for trace in traces for one in await _waiting(parts, page.locale, trace)]
    frame = sub_frame(page.locale, translate(page.locale, "me.download"), caller.form_token)
    body = render_centre("download", page, frame, archives=archives, known=bool(traces))
    return page_answer(body, headers=PRIVATE)


@post(PATH, status_code=303)
async def prepare(request: AnyRequest) -> Response[Any]:
    """Make an archive at every publisher that knows the person: a copy of everything (7-d), or what can be taken to another
    service (GDPR 20). Answers when they are ready.
    """
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    right = Right.PORTABILITY if form.get("kind") == "portability" else Right.ACCESS
    parts, page = parts_of(request), page_of(request)
    for trace in await traces_of(parts.vault, caller.person):
        if not await count_try(parts.vault, f"archive|{trace.subject_id}", MOST_AN_HOUR):
            raise TooMany("So many archives were made in this hour already; take one of those.", retry_after=3_600)
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            asked = await open_request(session, signed_in_request(trace, right, session.now, page.locale))
            await fulfil_access(session, desk_of(parts, trace.publisher_id), asked.request_id)
    return see(PATH)


@get(PATH + "/{slug:str}/{archive_id:uuid}")
async def fetch(request: AnyRequest, slug: str, archive_id: UUID) -> Response[bytes]:
    """One archive, for the person it is about alone."""
    caller = await require_person(request)
    parts = parts_of(request)
    for trace in own_traces_at(parts, await traces_of(parts.vault, caller.person), slug):
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            waiting = await waiting_archives(session, trace.subject_id)
            if any(one.archive_id == archive_id for one in waiting):
                contents = await fetch_archive(session, trace.subject_id, archive_id)
                name = {"Content-Disposition": f'attachment; filename="dial-once-{slug}.zip"'}
                return Response(contents, media_type="application/zip", headers={**PRIVATE, **name})
    raise NotFound("This archive is no longer there. Ask for a new one; it takes a moment.")


def signed_in_request(trace: Trace, right: Right, now: datetime, locale: Locale, body: str = "") -> NewRequest:
    """A request of somebody who signed in: their identity is sure (7-g)."""
    return NewRequest(
        right=right,
        channel=Channel.PAGE,
        received_at=now,
        subject=trace.subject_id,
        body=body,
        locale=locale,
        identity=Identity.CONFIRMED,
    )


async def _waiting(parts: Parts, locale: Locale, trace: Trace) -> list[ArchiveLink]:
    async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
        found = await waiting_archives(session, trace.subject_id)
    name, slug = parts.vault.directory.publishers[trace.publisher_id].name, slug_of(parts, trace)
    return [
        ArchiveLink(
            name,
            translate(locale, f"me.right_{one.kind}"),
            format_moment(locale, one.made_at, zone=ZONE),
            format_moment(locale, one.expires_at, zone=ZONE),
            f"{PATH}/{slug}/{one.archive_id}",
        )
        for one in found
    ]
