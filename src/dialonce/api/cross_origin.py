"""Other origins: what the browsers on a solution's own sites and apps may ask of the device API (the Fetch standard, CORS).

A solution's allowed origins and no others. No cookies are used, so none are allowed.
"""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response
from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from dialonce.web.parts import parts_of

REQUEST_HEADERS = "Authorization, Content-Type, If-None-Match, If-Range, Range"
EXPOSED_HEADERS = "ETag, Retry-After"
METHODS = "GET, POST, DELETE"
PREFLIGHT_SECONDS = "600"
_ORIGINS = "dialonce_origins"


def only_for(request: Request[Any, Any, Any], origins: Sequence[str]) -> None:
    """From here on only these origins may read the answer: those of the solution that is asked for."""
    request.scope["state"][_ORIGINS] = frozenset(origins)


def cross_origin(app: ASGIApp) -> ASGIApp:
    """Middleware: tell the browser that the asking site may read the answer, errors included."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        request: Request[Any, Any, Any] = Request(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers.add("Vary", "Origin")
                if origin := _allowed_origin(request):
                    headers["Access-Control-Allow-Origin"] = origin
                    headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
            await send(message)

        await app(scope, receive, send_with_headers)

    return answer


def preflight(request: Request[Any, Any, Any]) -> Response[None]:
    """What may be asked from the origin; an origin that is nobody's gets no leave."""
    headers = {}
    if _allowed_origin(request):
        headers = {
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": REQUEST_HEADERS,
            "Access-Control-Max-Age": PREFLIGHT_SECONDS,
        }
    return Response(None, status_code=204, headers=headers)


def _allowed_origin(request: Request[Any, Any, Any]) -> str | None:
    """The asking origin, if the solution allows it; before the solution is known, if any solution does."""
    origin = request.headers.get("origin")
    if not origin:
        return None
    origins = request.scope["state"].get(_ORIGINS)
    if origins is not None:
        return origin if origin in origins else None
    solutions = parts_of(request).vault.directory.solutions.values()
    return origin if any(one.enabled and origin in one.allowed_origins for one in solutions) else None
