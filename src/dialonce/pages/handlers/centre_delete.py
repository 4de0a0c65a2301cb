"""Erasing everything: one plain question, then it is done, with a receipt that only the person keeps."""

from typing import Any

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Refused
from dialonce.i18n import Locale, translate
from dialonce.pages.centre import HOME, render_centre, sub_frame
from dialonce.pages.handlers.answers import AnyRequest, page_answer, see
from dialonce.pages.handlers.centre import PRIVATE
from dialonce.pages.handlers.centre_at import own_traces_at, slug_of
from dialonce.pages.handlers.centre_download import signed_in_request
from dialonce.pages.visitor import page_of
from dialonce.rights import ErasureReceipt, Right, fulfil_erasure, open_request
from dialonce.subjects import Trace, holdings_of, traces_of
from dialonce.vault import SUBJECT
from dialonce.web.caller import CallerAtHome, read_caller_form, require_person
from dialonce.web.parts import Parts, parts_of
from dialonce.web.rights_desk import desk_of

PATH = HOME + "/delete"
EVERYWHERE = "all"


class Target(Struct, frozen=True):
    """What an erasure would take: at one publisher, or everywhere."""

    value: str
    name: str
    count: int


class Erased(Struct, frozen=True):
    """What became of it at one publisher: the receipt's text, or the clauses that keep the data."""

    name: str
    reference: str = ""
    letter: str = ""
    digest: str = ""
    clauses: tuple[str, ...] = ()


@get(PATH)
async def ask_delete(request: AnyRequest) -> Response[Any]:
    """What would go, and what stays as proof."""
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request)
    targets = await _targets(parts, page.locale, await traces_of(parts.vault, caller.person))
    chosen = request.query_params.get("at")
    target = next((one for one in targets if one.value == chosen), targets[0] if len(targets) == 1 else None)
    frame = sub_frame(page.locale, translate(page.locale, "me.delete"), caller.form_token)
    return page_answer(render_centre("delete", page, frame, targets=targets, target=target), headers=PRIVATE)


@post(PATH, status_code=200)
async def delete(request: AnyRequest) -> Response[Any]:
    """Erase, and show the receipt. The session stays, so that it can be seen that nothing is left."""
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    parts, page = parts_of(request), page_of(request, path=PATH)
    if form.get("sure") != "yes":
        return see(PATH)
    erased = await _erase(parts, page.locale, caller, form.get("at", ""))
    frame = sub_frame(page.locale, translate(page.locale, "me.erased"), caller.form_token)
    return page_answer(render_centre("erased", page, frame, erased=erased), headers=PRIVATE)


async def _targets(parts: Parts, locale: Locale, traces: list[Trace]) -> list[Target]:
    counts: dict[str, Target] = {}
    for holding in await holdings_of(parts.vault, traces):
        slug, name = slug_of(parts, holding.trace), parts.vault.directory.publishers[holding.trace.publisher_id].name
        before = counts[slug].count if slug in counts else 0
        counts[slug] = Target(slug, name, before + holding.rows)
    found = list(counts.values())
    if len(found) > 1:
        everywhere = Target(EVERYWHERE, translate(locale, "me.everywhere"), sum(one.count for one in found))
        return [everywhere, *found]
    return found


async def _erase(parts: Parts, locale: Locale, caller: CallerAtHome, at: str) -> list[Erased]:
    traces = await traces_of(parts.vault, caller.person)
    chosen = traces if at == EVERYWHERE else own_traces_at(parts, traces, at)
    return [await _erase_one(parts, locale, trace) for trace in chosen]


async def _erase_one(parts: Parts, locale: Locale, trace: Trace) -> Erased:
    name = parts.vault.directory.publishers[trace.publisher_id].name
    try:
        receipt = await _fulfil(parts, locale, trace)
    except Refused as held:
        return Erased(name, clauses=held.clauses)
    return Erased(name, receipt.reference, receipt.letter.body, receipt.digest)


async def _fulfil(parts: Parts, locale: Locale, trace: Trace) -> ErasureReceipt:
    async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
        asked = await open_request(session, signed_in_request(trace, Right.ERASURE, session.now, locale))
    desk = desk_of(parts, trace.publisher_id)
    return await fulfil_erasure(parts.vault, desk, trace.publisher_id, SUBJECT, asked.request_id)
