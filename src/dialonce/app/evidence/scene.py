"""What the checks look at, and what they answer."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, cast

import httpx
import msgspec
from litestar import Litestar
from litestar.datastructures import State

from dialonce.app.parts import Running
from dialonce.pages import PAGE_ROUTES
from dialonce.policy import Catalogue, EffectivePolicy, Policy, load_catalogue
from dialonce.storage.queries import Connection, fetch_all
from dialonce.web.headers import add_security_headers


class Scene(msgspec.Struct, frozen=True):
    """The running system as a check sees it. `catalogue` and `policy` are those that this program enforces."""

    running: Running
    policy: Policy
    catalogue: Catalogue

    @property
    def whole(self) -> EffectivePolicy:
        """What is enforced for publishers without layers of their own."""
        return self.running.policies.whole

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """What the pages answer, asked over https without a network."""
        state: dict[str, Any] = {"parts": self.running.parts}
        app = Litestar(
            PAGE_ROUTES,
            state=State(state),
            before_send=[add_security_headers],
            openapi_config=None,
            logging_config=None,
        )
        transport = httpx.ASGITransport(app=cast("Any", app))
        async with httpx.AsyncClient(transport=transport, base_url="https://localhost") as client:
            return await client.get(path, headers=headers)


class Named(msgspec.Struct, frozen=True):
    """A row of one name."""

    name: str


Faults = AsyncIterator[str]
Check = Callable[[Scene], Faults]


def scene_of(running: Running) -> Scene:
    """The scene of one process."""
    return Scene(running, running.parts.policy, load_catalogue())


async def names(conn: Connection, query: str, parameters: dict[str, object]) -> list[str]:
    """The names that a query of `evidence.sql` finds."""
    return [row.name for row in await fetch_all(conn, f"evidence.{query}", parameters, Named)]
