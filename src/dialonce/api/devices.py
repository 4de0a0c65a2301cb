"""What devices ask and tell (docs/reference/sdk-protocol.md): reachable from the solutions' own origins, and no others."""

from litestar import Router
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from dialonce.api.advertising_ids import forget, link, report, report_event
from dialonce.api.cross_origin import cross_origin, preflight
from dialonce.api.device_reports import consent, location, register
from dialonce.api.device_revocation import revoke
from dialonce.api.events import EVENT_ROUTES
from dialonce.api.number_sets import number_set, number_set_key


def _preflight(*paths: str) -> HTTPRouteHandler:
    return HTTPRouteHandler(
        list(paths), http_method=[HttpMethod.OPTIONS], status_code=204, include_in_schema=False, sync_to_thread=False
    )(preflight)


_OWN = (
    _preflight(
        "/number-set",
        "/number-set/key",
        "/devices",
        "/devices/{device:uuid}",
        "/consents",
        "/location",
        "/advertising-ids",
        "/advertising-ids/events",
        "/advertising-ids/forget",
        "/advertising-ids/link",
    ),
    number_set,
    number_set_key,
    register,
    revoke,
    consent,
    location,
    report,
    report_event,
    forget,
    link,
)

DEVICE_ROUTES = [
    Router("/v1", route_handlers=_OWN, middleware=[cross_origin]),
    Router("/", route_handlers=[_preflight("/v1/events"), *EVENT_ROUTES], middleware=[cross_origin]),
]
