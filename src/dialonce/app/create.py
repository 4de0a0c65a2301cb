"""The web application of one process."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response
from litestar.config.app import AppConfig
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from dialonce.api import API_ROUTES, JsonRequest, ShortWay, answer_error
from dialonce.app.addresses import Addresses
from dialonce.app.parts import open_parts
from dialonce.pages import PAGE_ROUTES, answer_page_error, wants_page, warm_up
from dialonce.settings import Settings
from dialonce.web.headers import add_security_headers

LARGEST_BODY = 16 * 1024 * 1024
# Small answers, and files that are compressed already.
UNCOMPRESSED = ["^/static/", "^/js/", "^/v1/number-set", "^/ivr", "^/oauth", "^/privacy/me/download/"]


def create_app(settings: Settings, addresses: Addresses, *, work: bool = True) -> Litestar:
    """The application; its parts open with its lifespan. `work`: this process also takes jobs from the queue."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with open_parts(settings, addresses, lane=os.getpid() % 16) as running:
            app.state.parts = running.parts
            if work:
                running.jobs.start()
            warming = asyncio.create_task(asyncio.to_thread(warm_up))
            yield
            await warming

    config = AppConfig(
        route_handlers=[*API_ROUTES, *PAGE_ROUTES],
        lifespan=[lifespan],
        exception_handlers={Exception: _answer},
        before_send=[add_security_headers],
        request_class=JsonRequest,
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=6, exclude=UNCOMPRESSED),
        request_max_body_size=LARGEST_BODY,
        state=State({}),
        openapi_config=OpenAPIConfig(
            title="Dial-Once",
            version="1",
            description="A visual menu for the people who call you. Errors are RFC 9457 problem documents.",
            path="/schema",
            use_handler_docstrings=True,
            render_plugins=[JsonRenderPlugin(path="/")],
            components=Components(security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}),
            security=[{"bearer": []}],
        ),
    )
    app = Litestar.from_config(config)
    app.asgi_handler = ShortWay(app.asgi_handler)
    return app


def _answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """People get a page, programs the shape of the API they called."""
    return answer_page_error(request, error) if wants_page(request) else answer_error(request, error)
