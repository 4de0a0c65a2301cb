"""All page routes."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, Router
from litestar.types import ControllerRouterHandler

from dialonce.pages.console import CONSOLE_ROUTES
from dialonce.pages.errors import wants_page
from dialonce.pages.handlers import (
    addresses,
    centre,
    centre_browser,
    centre_choices,
    centre_delete,
    centre_details,
    centre_download,
    centre_receipts,
    centre_requests,
    centre_sign_in,
    files,
    filling,
    noticing,
    operating,
    privacy,
    screens,
    site,
    taps,
    trial,
)
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, page_answer, see
from dialonce.pages.handlers.stay import LINK_BASE, MENU_BASE, LinkGone
from dialonce.pages.public import LinkExpiredView, render_link_expired
from dialonce.pages.simulator import simulator
from dialonce.pages.visitor import page_of
from dialonce.web.caller import SignInFirst
from dialonce.web.forms import LARGEST_FORM
from dialonce.web.problems import answer_problem


def _answer_gone(request: Request[Any, Any, Any], gone: LinkGone) -> Response[Any]:
    """Forged and expired links get one and the same page, which names no line."""
    if not wants_page(request):
        return answer_problem(request, gone)
    body = render_link_expired(LinkExpiredView(), page_of(request, path="/"))
    return page_answer(body, status=gone.status, headers={**NO_STORE, **NO_ROBOTS})


def _answer_stranger(request: Request[Any, Any, Any], first: SignInFirst) -> Response[Any]:
    """People are asked who they are and come back; programs are told."""
    return see(first.path) if wants_page(request) else answer_problem(request, first)


_INTERFACE = (
    screens.show_screen,
    screens.show_sheet,
    taps.call,
    taps.leave,
    taps.rate,
    taps.interception,
    filling.send,
    noticing.answer_notice,
)


def _site(*handlers: ControllerRouterHandler, path: str = "/") -> Router:
    return Router(
        path,
        route_handlers=handlers,
        include_in_schema=False,
        request_max_body_size=LARGEST_FORM,
        exception_handlers={LinkGone: _answer_gone, SignInFirst: _answer_stranger},
    )


_EVERYBODY = (
    site.landing,
    site.choose,
    privacy.privacy,
    privacy.versions,
    privacy.old_version,
    privacy.changes,
    privacy.policy_json,
    privacy.policy_linked,
    privacy.global_privacy_control,
    files.static_file,
    files.sdk_file,
    files.favicon,
    files.robots,
    operating.health,
    operating.problem,
    trial.outbox,
    simulator,
)
_CENTRE = (
    centre.home,
    centre.looks,
    centre.history,
    centre_requests.requests,
    centre_requests.ask,
    centre_requests.end,
    centre_requests.forget_wishes,
    centre_requests.take_back,
    centre_details.details,
    centre_details.correct,
    centre_browser.browser,
    centre_delete.ask_delete,
    centre_delete.delete,
    centre_download.download,
    centre_download.prepare,
    centre_download.fetch,
    centre_browser.forget,
    centre_choices.choices,
    centre_choices.choices_at,
    centre_choices.choose,
    centre_choices.leave_service,
    centre_receipts.receipts,
    centre_receipts.receipt,
    centre_sign_in.sign_in_page,
    centre_sign_in.send_code,
    centre_sign_in.enter_code,
    centre_sign_in.welcome,
    centre_sign_in.leave,
)
_SHARING = (addresses.share, addresses.code_svg, addresses.code_png)

PAGE_ROUTES: Sequence[ControllerRouterHandler] = (
    _site(*_INTERFACE, path=LINK_BASE + "/{secret:str}"),
    _site(*_INTERFACE, *_SHARING, path=MENU_BASE + "/{slug:str}"),
    _site(*_EVERYBODY, *_CENTRE),
    *CONSOLE_ROUTES,
)
