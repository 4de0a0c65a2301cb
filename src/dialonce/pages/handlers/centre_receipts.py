"""Receipts: the proof of every answer, to read and to take away."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get
from msgspec import Struct

from dialonce.consent import LOCATION, Standing, consents_of, find_receipt, receipt_json, receipt_jsonld
from dialonce.errors import NotFound
from dialonce.i18n import Locale, format_date, translate
from dialonce.pages.centre import HOME, render_centre, sub_frame
from dialonce.pages.handlers.answers import AnyRequest, page_answer
from dialonce.pages.handlers.centre import PRIVATE
from dialonce.pages.handlers.centre_at import own_traces_at, slug_of
from dialonce.pages.templating import ZONE
from dialonce.pages.visitor import page_of
from dialonce.subjects import Trace, traces_of
from dialonce.vault import SUBJECT
from dialonce.web.caller import require_person
from dialonce.web.parts import Parts, parts_of

FORMS = {"json": ("application/json", receipt_json), "jsonld": ("application/ld+json", receipt_jsonld)}
CHANNEL_SCOPES = ("sms", "email", "voice")


class ReceiptLink(Struct, frozen=True):
    title: str
    detail: str
    href: str


@get(HOME + "/receipts")
async def receipts(request: AnyRequest) -> Response[Any]:
    """Every answer that stands, with its proof to take away."""
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request)
    found: list[ReceiptLink] = []
    for trace in await traces_of(parts.vault, caller.person):
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            standings = await consents_of(session, trace.publisher_id, trace.subject_id)
        found += [_receipt_link(parts, page.locale, trace, one) for one in standings]
    frame = sub_frame(page.locale, translate(page.locale, "consent.receipts"), caller.form_token)
    return page_answer(render_centre("receipts", page, frame, receipts=found), headers=PRIVATE)


@get(HOME + "/receipts/{slug:str}/{name:str}")
async def receipt(request: AnyRequest, slug: str, name: str) -> Response[bytes]:
    """One receipt, as JSON or as DPV JSON-LD."""
    caller = await require_person(request)
    parts = parts_of(request)
    text, _, form = name.partition(".")
    if form not in FORMS or not _is_uuid(text):
        raise NotFound("There is no such receipt.")
    media_type, write = FORMS[form]
    for trace in own_traces_at(parts, await traces_of(parts.vault, caller.person), slug):
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            try:
                found = await find_receipt(
                    session, trace.publisher_id, trace.subject_id, UUID(text), parts.contacts, parts.public_url
                )
            except NotFound:
                continue
        return Response(msgspec.json.encode(write(found)), media_type=media_type, headers=PRIVATE)
    raise NotFound("There is no such receipt.")


def _receipt_link(parts: Parts, locale: Locale, trace: Trace, one: Standing) -> ReceiptLink:
    purpose = one.fact.purpose.replace("-", "_")
    place = one.fact.purpose == LOCATION
    detail = translate(
        locale,
        "consent.receipt_detail",
        publisher=parts.vault.directory.publishers[trace.publisher_id].name,
        day=format_date(locale, one.changed_at.astimezone(ZONE).date()),
        answer=translate(locale, f"consent.level_{one.choice}")
        if place
        else translate(locale, f"consent.answer_{one.choice}"),
    )
    scope = one.fact.scope
    title = translate(locale, f"consent.title_{purpose}")
    if scope in CHANNEL_SCOPES:
        title += ", " + translate(locale, f"consent.channel_{scope}").lower()
    elif scope:
        title += f", {scope}"
    return ReceiptLink(title, detail, f"{HOME}/receipts/{slug_of(parts, trace)}/{one.consent_id}")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
