"""All page routes."""

from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

PAGE_ROUTES: Sequence[ControllerRouterHandler] = ()
