"""Errors as pages."""

from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from dialonce.errors import DialOnceError, Refused
from dialonce.i18n import translate
from dialonce.pages.kit import Link
from dialonce.pages.page import Page
from dialonce.pages.public.error import ErrorView, render_error
from dialonce.pages.visitor import page_of
from dialonce.web.forms import form_scope
from dialonce.web.problems import note, retry_headers


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Whether a person asks, with a browser. Who shows a token is a program, whatever it accepts: Java's old client says HTML."""
    return "text/html" in request.headers.get("accept", "") and "authorization" not in request.headers


def answer_page_error(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """The answer to a person: what happened and what to do now."""
    status = 500
    if isinstance(error, DialOnceError):
        status = error.status
    elif isinstance(error, HTTPException):
        status = error.status_code
    note(request, error, status)
    page = page_of(request)
    clauses = error.clauses if isinstance(error, Refused) else ()
    body = render_error(ErrorView(status, clauses=clauses, home=_menu_of(request, page)), page)
    return Response(body, status_code=status, media_type=MediaType.HTML, headers=retry_headers(error))


def _menu_of(request: Request[Any, Any, Any], page: Page) -> Link | None:
    """The menu in which something went wrong, unless the menu itself is what cannot be shown."""
    base = form_scope(request.url.path)
    return None if base in ("/", request.url.path) else Link(translate(page.locale, "menu.call_back"), base)
