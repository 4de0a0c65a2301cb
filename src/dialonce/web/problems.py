"""Errors on the wire: RFC 9457 problem documents. No message of ours holds a personal value."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from dialonce.errors import DialOnceError, Refused, TooMany, Unavailable

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger(__name__)


class ProblemFault(msgspec.Struct, frozen=True):
    where: str
    what: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457, with the places that are wrong and the clauses that refuse."""

    type: str
    title: str
    status: int
    detail: str
    faults: list[ProblemFault] = []
    clauses: list[str] = []
    policy: str = ""


def to_problem(error: Exception, public_url: str) -> Problem:
    """The problem document of any error. An unforeseen one tells nothing but that it happened."""
    if isinstance(error, DialOnceError):
        return _of_ours(error, public_url)
    if isinstance(error, ValidationException):
        return _plain(400, "The request is not as the API describes it.", _places(error))
    if isinstance(error, HTTPException) and error.status_code < 500:
        return _plain(error.status_code, error.detail)
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _plain(status, "Something went wrong here. It was noted; try again later.")


def _plain(status: int, detail: str, faults: Sequence[ProblemFault] = ()) -> Problem:
    """A problem that is no more than its status; then the title is the status's own phrase (RFC 9457, 4.2.1)."""
    return Problem("about:blank", HTTPStatus(status).phrase, status, detail, list(faults))


def _places(error: ValidationException) -> list[ProblemFault]:
    given = [one for one in error.extra or () if isinstance(one, dict)]
    return [ProblemFault(str(one.get("key", "")), str(one.get("message", ""))) for one in given]


def _of_ours(error: DialOnceError, public_url: str) -> Problem:
    faults = [ProblemFault(fault.where, fault.what) for fault in error.faults]
    kind = f"{public_url}/problems/{error.code}"
    if isinstance(error, Refused):
        first = error.clauses[0] if error.clauses else ""
        return Problem(
            kind, error.title, error.status, error.detail, faults, list(error.clauses), f"{public_url}/privacy#{first}"
        )
    return Problem(kind, error.title, error.status, error.detail, faults)


def retry_headers(error: Exception) -> dict[str, str]:
    """When to come back, where that is known."""
    return {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany | Unavailable) else {}


def answer_problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The answer to a program."""
    problem = to_problem(error, request.app.state.parts.public_url)
    note(request, error, problem.status)
    headers = retry_headers(error)
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def note(request: Request[Any, Any, Any], error: Exception, status: int) -> None:
    """Log an unforeseen error by its kind and place in the code: no values, no query, no body."""
    if status >= 500 and not isinstance(error, DialOnceError):
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}" if place else ""
        handler = request.scope.get("route_handler")
        _log.error(
            "request.failed", kind=type(error).__name__, where=where, route=str(getattr(handler, "handler_name", ""))
        )
