"""The outbox of a trial installation."""

import asyncio
import re
from typing import Final

from litestar import Response, get

from dialonce.channels import OutboxEntry, read_outbox
from dialonce.errors import NotFound
from dialonce.i18n import Locale, format_moment, translate
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest, page_answer
from dialonce.pages.kit import Badge, Step
from dialonce.pages.public import OutboxMessage, OutboxView, render_outbox
from dialonce.pages.templating import ZONE
from dialonce.pages.visitor import page_of
from dialonce.web.parts import parts_of

NEWEST: Final = 30
_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")


@get("/outbox")
async def outbox(request: AnyRequest) -> Response[str]:
    """The newest messages, with their links. Only a demo shows them: elsewhere they belong to their callers."""
    parts = parts_of(request)
    if not parts.demo:
        raise NotFound("There is no such page.")
    entries = await asyncio.to_thread(read_outbox, parts.outbox_path, NEWEST)
    page = page_of(request)
    view = OutboxView(tuple(_message(entry, page.locale) for entry in entries), str(parts.outbox_path))
    return page_answer(render_outbox(view, page), headers={**NO_STORE, **NO_ROBOTS})


def _message(entry: OutboxEntry, locale: Locale) -> OutboxMessage:
    done = translate(locale, "outbox.handed_over")
    when = format_moment(locale, entry.at, zone=ZONE)
    link = _ADDRESS.search(entry.text)
    return OutboxMessage(
        id=entry.id,
        channel=entry.kind.value.upper(),
        to=entry.recipient,
        body=entry.text,
        state=Badge(done, "ok"),
        steps=(Step(done, when, entry.at.isoformat(), tone="ok"),),
        link=link[0].rstrip(".,") if link else None,
    )
