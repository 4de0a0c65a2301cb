"""The HTTP API: decode, call one service, encode."""

from dialonce.api.classic import CLASSIC_ROUTES
from dialonce.api.devices import DEVICE_ROUTES
from dialonce.api.errors import answer_error
from dialonce.api.short_way import ShortWay
from dialonce.api.v1 import MANAGEMENT_ROUTES
from dialonce.api.v1.json_request import JsonRequest

API_ROUTES = [*CLASSIC_ROUTES, *DEVICE_ROUTES, *MANAGEMENT_ROUTES]

__all__ = ["API_ROUTES", "JsonRequest", "ShortWay", "answer_error"]
