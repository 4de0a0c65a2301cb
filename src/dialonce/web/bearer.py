"""Who asks: bearer tokens, checked from memory."""

from typing import Any
from uuid import UUID

from litestar import Request

from dialonce.errors import Forbidden, Unauthorized
from dialonce.publishers import INBOX, Caller, authenticate_token
from dialonce.storage.directory import PublisherEntry, SolutionEntry
from dialonce.web.parts import Parts, parts_of

SCHEME = "bearer "


def bearer_token(request: Request[Any, Any, Any]) -> str | None:
    """The token of the Authorization header, or None."""
    return _token_of(request.headers.get("authorization", ""))


def _token_of(header: str) -> str | None:
    return header[len(SCHEME) :].strip() if header[: len(SCHEME)].lower() == SCHEME else None


def caller_of(parts: Parts, header: str) -> Caller | None:
    """The program whose `Authorization` header this is, or None when it proves nobody."""
    token = _token_of(header)
    return authenticate_token(parts.token_key.secret, parts.vault.directory, token, parts.now) if token else None


def require_caller(request: Request[Any, Any, Any]) -> Caller:
    """The program that asks. Raises `Unauthorized`."""
    caller = caller_of(parts_of(request), request.headers.get("authorization", ""))
    if caller is None:
        raise Unauthorized("A valid token is needed: `Authorization: Bearer <token>`.")
    return caller


def require_solution(request: Request[Any, Any, Any]) -> tuple[PublisherEntry, SolutionEntry]:
    """The solution that asks, with its publisher. Raises `Unauthorized`, or `Forbidden` for a token of another kind.

    An installation's token is no solution's: anybody may register one, and nobody may send messages with it.
    """
    caller = require_caller(request)
    if caller.publisher is None or caller.solution is None or caller.device is not None:
        raise Forbidden("This needs the token of a solution; make one with `dialonce token create --solution`.")
    return caller.publisher, caller.solution


def require_reporter(request: Request[Any, Any, Any]) -> tuple[PublisherEntry, SolutionEntry, UUID | None]:
    """Who may report events: a solution, or one installation of it. Raises as `require_solution` does."""
    caller = require_caller(request)
    if caller.publisher is None or caller.solution is None:
        raise Forbidden(
            "This needs the token of a solution or of an installation; `POST /v1/devices` gives the latter."
        )
    return caller.publisher, caller.solution, caller.device


def require_publisher(request: Request[Any, Any, Any]) -> PublisherEntry:
    """The publisher whose API token asks. Raises `Unauthorized`, or `Forbidden` for a solution's or the operator's token."""
    caller = require_caller(request)
    if caller.kind != "api" or caller.publisher is None:
        raise Forbidden("This needs a publisher's API token; make one with `dialonce token create`.")
    return caller.publisher


def require_inbox(request: Request[Any, Any, Any]) -> PublisherEntry:
    """The publisher whose own system may fetch the inbox. Raises `Unauthorized`, or `Forbidden` for every other token."""
    caller = require_caller(request)
    if caller.kind != INBOX or caller.publisher is None:
        raise Forbidden("This needs a token for the inbox; the publisher's administrator makes one at the console.")
    return caller.publisher


def require_operator(request: Request[Any, Any, Any]) -> None:
    """Raises `Unauthorized` or `Forbidden` unless the operator asks."""
    if require_caller(request).kind != "operator":
        raise Forbidden("This needs the operator's token; make one with `dialonce token create --operator`.")
