"""The short way: what IVRs ask in every call, in its plain form, answered before the framework routes and wraps anything.

Two requests make nearly all of the classic contract's traffic: `GET /ivr/isEligible` and `POST /ivr/log`. As the client
libraries write them they are answered here. Whatever is not plain (another method, another way to pass parameters, a token that
is not good, a value that is refused) goes on to the handlers of `classic.py`, body included: they are the contract, and they
say what is wrong.
"""

from collections.abc import Iterable
from typing import Any, Final, cast

import msgspec
from litestar import Litestar, Request
from litestar.types import ASGIApp, HTTPReceiveMessage, HTTPScope, Receive, Scope, Send

from dialonce.api.classic import is_eligible, record_step, step_of
from dialonce.api.classic_errors import answer_classic
from dialonce.api.parameters import LARGEST_BODY, Parameters
from dialonce.calls import Sender
from dialonce.errors import DialOnceError
from dialonce.web.bearer import caller_of
from dialonce.web.parts import Parts

_START: Final = "http.response.start"
_ANSWERS = {
    (name, yes): b'{"%b":%b}' % (name.encode(), b"true" if yes else b"false")
    for name in ("eligible", "success")
    for yes in (True, False)
}


class _Data(msgspec.Struct):
    culture: str | None = None
    sda: str | None = None
    did: str | None = None


class _Log(msgspec.Struct):
    """The plain body of `POST /ivr/log`. Other members are of no meaning, as for the long way."""

    caller: str
    called: str
    type: str
    data: _Data | None = None


_log = msgspec.json.Decoder(_Log)


class ShortWay:
    """ASGI: answers what is plain, and hands everything else on to `long_way` as it came."""

    def __init__(self, long_way: ASGIApp) -> None:
        self.long_way = long_way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = (scope.get("method"), scope["path"])
        if asked == ("POST", "/ivr/log"):
            await self._log(cast("HTTPScope", scope), receive, send)
        elif asked != ("GET", "/ivr/isEligible") or not await self._eligible(cast("HTTPScope", scope), send):
            await self.long_way(scope, receive, send)

    async def _eligible(self, scope: HTTPScope, send: Send) -> bool:
        """Whether the question was answered."""
        parameters = _plain_query(scope["query_string"])
        headers = _plain_headers(scope["headers"])
        if parameters is None or headers is None or headers.keys() & {b"content-length", b"transfer-encoding"}:
            return False
        parts = _parts(scope)
        sender = _sender(parts, headers)
        if sender is None:
            return False
        try:
            yes = await is_eligible(parts, sender, parameters)
        except DialOnceError:
            return False
        await _say(send, "eligible", yes=yes)
        return True

    async def _log(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        body, more = await _whole_body(receive)
        parts = _parts(scope)
        headers = _plain_headers(scope["headers"])
        parameters = None if more or headers is None or scope["query_string"] else _plain_log(body)
        sender = _sender(parts, headers) if parameters and headers else None
        if parameters is None or sender is None:
            await self.long_way(scope, _again(body, receive, more=more), send)
            return
        try:
            step = step_of(parts, sender, parameters)
        except DialOnceError:
            await self.long_way(scope, _again(body, receive, more=False), send)
            return
        try:
            yes = await record_step(parts, step)
        except DialOnceError as error:
            # Not once more the long way: that would be another step.
            await _refuse(scope, receive, send, error)
        else:
            await _say(send, "success", yes=yes)


def _parts(scope: HTTPScope) -> Parts:
    parts: Parts = Litestar.from_scope(scope).state["parts"]
    return parts


def _plain_headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes] | None:
    """The headers by name, or None when one comes twice, and for a form in parts, which only the long way reads."""
    given = list(headers)
    found = dict(given)
    return None if len(found) < len(given) or b"multipart" in found.get(b"content-type", b"") else found


def _sender(parts: Parts, headers: dict[bytes, bytes]) -> Sender | None:
    """The solution that asks, with its publisher, or None: the long way says why not."""
    caller = caller_of(parts, headers.get(b"authorization", b"").decode("latin-1"))
    if caller is None or caller.publisher is None or caller.solution is None or caller.device is not None:
        return None
    return caller.publisher, caller.solution


def _plain_query(query: bytes) -> Parameters | None:
    """The parameters of a query whose only escape is `%2B`, the plus of a number; None for any other."""
    if b"+" in query or b"[" in query or query.count(b"%") != query.count(b"%2B"):
        return None
    try:
        pairs = query.replace(b"%2B", b"+").decode("ascii").split("&")
        parameters = dict(pair.split("=", 1) for pair in pairs)
    except ValueError:
        return None
    return parameters if len(parameters) == len(pairs) and all(parameters.values()) else None


def _plain_log(body: bytes) -> Parameters | None:
    """The parameters of a step as JSON with texts throughout; None for any other."""
    try:
        log = _log.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not (log.caller and log.called and log.type):
        return None
    given = {"caller": log.caller, "called": log.called, "type": log.type}
    return {**given, "data": msgspec.structs.asdict(log.data)} if log.data else given


async def _whole_body(receive: Receive) -> tuple[bytes, bool]:
    """The body, and whether there is more of it than a step can have."""
    message = await receive()
    body: bytes = message.get("body", b"")  # type: ignore[assignment]
    while message.get("more_body") and len(body) <= LARGEST_BODY:
        message = await receive()
        body += message.get("body", b"")  # type: ignore[operator]
    return body, bool(message.get("more_body")) or len(body) > LARGEST_BODY


def _again(body: bytes, receive: Receive, *, more: bool) -> Receive:
    """What was received, once more, and then the rest."""
    first: list[HTTPReceiveMessage] = [{"type": "http.request", "body": body, "more_body": more}]

    async def replay() -> HTTPReceiveMessage:
        return first.pop() if first else await receive()  # type: ignore[return-value]

    return replay


async def _say(send: Send, name: str, *, yes: bool) -> None:
    body = _ANSWERS[name, yes]
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": _START, "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _refuse(scope: HTTPScope, receive: Receive, send: Send, error: DialOnceError) -> None:
    request: Request[Any, Any, Any] = Request(scope)
    answer = answer_classic(request, error).to_asgi_response(request.app, request)
    await answer(scope, receive, send)
