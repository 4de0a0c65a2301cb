"""Sends requests to the application exactly as written, below any client library of ours."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol
from urllib.parse import unquote

import msgspec

from tests.api.old_clients import Wire


class Whole(msgspec.Struct, frozen=True):
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class Served(Protocol):
    """What holds an ASGI application, such as Litestar's test client."""

    app: Callable[..., Awaitable[None]]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def send(client: Any, wire: Wire, token: str | None = None) -> Whole:
    """The answer to the request; `token` goes into the Authorization header."""
    parts = [wire.body[at : at + 7] for at in range(0, len(wire.body), 7)] if wire.chunked else [wire.body]
    events = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    events.append({"type": "http.request", "body": b"", "more_body": False})
    answered: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return events.pop(0) if events else {"type": "http.disconnect"}

    async def take(message: dict[str, Any]) -> None:
        answered.append(message)

    served: Served = client
    await served.app(_scope(served, wire, token), receive, take)
    headers = {name.decode().lower(): value.decode() for name, value in answered[0]["headers"]}
    return Whole(answered[0]["status"], headers, b"".join(one.get("body", b"") for one in answered[1:]))


def _scope(served: Served, wire: Wire, token: str | None) -> dict[str, Any]:
    path, _, query = wire.target.partition("?")
    headers = {"host": "gateway.example", "accept": "*/*", **wire.headers}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    if wire.chunked:
        headers["transfer-encoding"] = "chunked"
    elif wire.body:
        headers["content-length"] = str(len(wire.body))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": wire.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        "client": ("192.0.2.7", 40_000),
        "server": ("127.0.0.1", 8080),
        "state": {},
        "litestar_app": served.app,
    }
