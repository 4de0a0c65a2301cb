"""Errors as pages."""

from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from dialonce.errors import DialOnceError
from dialonce.pages.public.error import ErrorView, render_error
from dialonce.pages.visitor import page_of
from dialonce.web.problems import note, retry_headers


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Whether a person asks, with a browser."""
    return "text/html" in request.headers.get("accept", "")


def answer_page_error(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """The answer to a person: what happened and what to do now."""
    status = 500
    if isinstance(error, DialOnceError):
        status = error.status
    elif isinstance(error, HTTPException):
        status = error.status_code
    note(request, error, status)
    body = render_error(ErrorView(status), page_of(request))
    return Response(body, status_code=status, media_type=MediaType.HTML, headers=retry_headers(error))
