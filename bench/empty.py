"""The limit of the framework: one Litestar handler that answers a constant, on the same server with the same settings."""

import os
from typing import Any

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from litestar import Litestar, Request, Response, route
from litestar.enums import HttpMethod

from dialonce.settings import load_settings


@route(["/ivr/status", "/empty"], http_method=[HttpMethod.GET, HttpMethod.POST], status_code=200)
async def empty(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Read the body, answer a constant."""
    await request.body()
    return Response(b'{"success":true}', media_type="application/json")


def worker() -> Litestar:
    """The application of one worker."""
    return Litestar([empty], openapi_config=None)


if __name__ == "__main__":
    settings = load_settings(os.environ)
    Granian(
        "bench.empty:worker",
        factory=True,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        loop=Loops.uvloop,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
        backlog=1_024,
    ).serve()
