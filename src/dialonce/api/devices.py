"""What devices ask and tell (docs/reference/sdk-protocol.md): one router, reachable from the solutions' own origins."""

from litestar import Router
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from dialonce.api.cross_origin import cross_origin, preflight
from dialonce.api.number_sets import number_set, number_set_key

PATHS = ("/number-set", "/number-set/key", "/devices", "/consents", "/location", "/events", "/advertising-ids")

_preflight = HTTPRouteHandler(
    list(PATHS), http_method=[HttpMethod.OPTIONS], status_code=204, include_in_schema=False, sync_to_thread=False
)(preflight)

DEVICE_ROUTES = [
    Router("/v1", route_handlers=[_preflight, number_set, number_set_key], middleware=[cross_origin]),
]
