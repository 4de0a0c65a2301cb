"""All console routes. Each area exports its handlers as `ROUTES`."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, Router
from litestar.types import ControllerRouterHandler

from dialonce.pages.console import (
    account,
    calls,
    codes,
    home,
    inbox,
    insights,
    interfaces,
    joining,
    lines,
    own_data,
    passkeys,
    privacy,
    publishers,
    rights,
    sign_in,
    solutions,
    start,
    team,
    training,
)
from dialonce.pages.errors import wants_page
from dialonce.pages.handlers.answers import see
from dialonce.web.forms import LARGEST_FORM
from dialonce.web.problems import answer_problem
from dialonce.web.staff import GoFirst

_AREAS = (
    sign_in,
    codes,
    joining,
    account,
    training,
    home,
    team,
    lines,
    own_data,
    passkeys,
    solutions,
    calls,
    interfaces,
    privacy,
    inbox,
    insights,
    start,
    publishers,
    rights,
)


def _lead(request: Request[Any, Any, Any], first: GoFirst) -> Response[Any]:
    """People are led to what comes first; a program is told."""
    return see(first.path) if wants_page(request) else answer_problem(request, first)


CONSOLE_ROUTES: Sequence[ControllerRouterHandler] = tuple(
    Router(
        "/",
        route_handlers=area.ROUTES,
        include_in_schema=False,
        request_max_body_size=LARGEST_FORM,
        exception_handlers={GoFirst: _lead},
    )
    for area in _AREAS
)
