"""For operators and programmers: whether the service stands, and what a problem type means."""

import asyncio
from collections.abc import Iterator
from typing import Any

import structlog
from litestar import Response, get

from dialonce.errors import DialOnceError, NotFound
from dialonce.pages.handlers.answers import NO_STORE, AnyRequest, page_answer
from dialonce.pages.public import ErrorView, render_error
from dialonce.pages.visitor import page_of
from dialonce.vault import SYSTEM
from dialonce.web.parts import parts_of

PATIENCE = 2.0
"""Seconds until a silent database counts as away."""
_log = structlog.get_logger(__name__)


@get("/health")
async def health(request: AnyRequest) -> Response[dict[str, str]]:
    """200 when the database answers, 503 when it does not."""
    try:
        async with asyncio.timeout(PATIENCE), parts_of(request).vault.session((), SYSTEM):
            pass
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is the same
        _log.warning("health.database_away", kind=type(error).__name__)
        return Response({"status": "unavailable"}, status_code=503, headers={**NO_STORE, "Retry-After": "5"})
    return Response({"status": "ok"}, headers=NO_STORE)


@get("/problems/{code:str}")
async def problem(request: AnyRequest, code: str) -> Response[Any]:
    """What the `type` of a problem document means (RFC 9457, 3.1.1)."""
    for kind in _kinds(DialOnceError):
        if kind.code == code:
            meaning = (kind.__doc__ or kind.title).partition("\n")[0]
            view = ErrorView(kind.status, f"{kind.code} ({kind.status}) — {meaning}")
            return page_answer(render_error(view, page_of(request)))
    raise NotFound("There is no such problem type.")


def _kinds(parent: type[DialOnceError]) -> Iterator[type[DialOnceError]]:
    yield parent
    for kind in parent.__subclasses__():
        yield from _kinds(kind)
