"""Errors in the shape that the classic client libraries expect."""

from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from dialonce.errors import DialOnceError, Refused
from dialonce.web.problems import note, retry_headers

# Where the old wording is not that of RFC 9110, or Python's differs between its versions.
MESSAGES = {400: "Bad request", 413: "Payload Too Large"}


def answer_classic(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """`{"status", "message"}` with the exact wording, and our own sentence as `detail`."""
    status = 500
    if isinstance(error, DialOnceError):
        status = error.status
    elif isinstance(error, HTTPException):
        status = error.status_code
    note(request, error, status)
    body: dict[str, object] = {"status": status, "message": MESSAGES.get(status) or HTTPStatus(status).phrase}
    if isinstance(error, DialOnceError):
        body["detail"] = error.detail
    if isinstance(error, Refused):
        body["clauses"] = list(error.clauses)
    headers = retry_headers(error)
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(msgspec.json.encode(body), status_code=status, media_type="application/json", headers=headers)
