"""Who may do what in `/v1`: the operator opens publishers, a publisher keeps its own house."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import UUID

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from dialonce.errors import Forbidden, NotFound
from dialonce.vault import Session, Who
from dialonce.web.bearer import require_caller, require_inbox, require_operator, require_publisher
from dialonce.web.parts import parts_of

AnyRequest = Request[Any, Any, Any]
AnyConnection = ASGIConnection[Any, Any, Any, Any]


def publishers_only(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """A guard: the API token of a publisher. Runs before the body is read."""
    require_publisher(_request(connection))


def inbox_only(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """A guard: a token that was made for the inbox."""
    require_inbox(_request(connection))


def operator_only(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """A guard: the operator's token."""
    require_operator(_request(connection))


def managers_only(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """A guard: the operator's token, or the API token of a publisher."""
    if require_caller(_request(connection)).kind not in {"operator", "api"}:
        raise Forbidden("This needs the operator's token or a publisher's API token, not the token of a solution.")


def _request(connection: AnyConnection) -> AnyRequest:
    return Request(connection.scope)


def is_operator(request: AnyRequest) -> bool:
    """Whether the operator asks."""
    return require_caller(request).kind == "operator"


def publisher_session(request: AnyRequest) -> AbstractAsyncContextManager[Session]:
    """One transaction on what belongs to the publisher that asks; everything else is as if it were not there."""
    return _session_on(request, require_publisher(request).publisher_id)


def inbox_session(request: AnyRequest) -> AbstractAsyncContextManager[Session]:
    """One transaction on the publisher whose own system fetches the inbox."""
    return _session_on(request, require_inbox(request).publisher_id)


def _session_on(request: AnyRequest, publisher_id: UUID) -> AbstractAsyncContextManager[Session]:
    who = Who(require_caller(request).name)
    return parts_of(request).vault.session([publisher_id], who)


@asynccontextmanager
async def managed_session(request: AnyRequest, publisher_id: UUID) -> AsyncIterator[Session]:
    """One transaction on a named publisher: any for the operator, a publisher itself. `NotFound` for all others."""
    caller = require_caller(request)
    if caller.publisher is not None and caller.publisher.publisher_id != publisher_id:
        raise NotFound("There is no such publisher.")
    async with parts_of(request).vault.session([publisher_id], Who(caller.name)) as session:
        yield session
