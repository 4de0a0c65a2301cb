"""An installed SDK as the service sees it: the requests of `docs/reference/sdk-protocol.md`, and nothing else."""

from uuid import UUID, uuid4

from httpx import Response
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.vault import system_clock

TABLES = frozenset(("publisher", "solution", "credential", "token", "line", "interface"))


async def refresh(client: AsyncTestClient, running: Running) -> None:
    """Bring the application's memory up to date now, not within a second."""
    async with running.directory_pool.connection() as conn:
        await client.app.state.parts.vault.directory.refresh(conn, TABLES)


class Installation:
    """One installation, with its random id and its token."""

    def __init__(self, client: AsyncTestClient, solution: str) -> None:
        self._client = client
        self._solution = solution
        self.device: UUID = uuid4()
        self.token = ""

    async def register(self, **members: object) -> Response:
        body = {"device": str(self.device), "solution": self._solution, "library": "dialonce.js/0.1.0"}
        body |= {"sim_country": "FR", "culture": "fr-FR", **members}
        answer = await self._client.post("/v1/devices", json=body)
        if answer.is_success:
            self.token = answer.json()["token"]
        return answer

    async def consent(self, purpose: str, choice: str, application: str | None = None) -> Response:
        body = {"id": str(uuid4()), "purpose": purpose, "application": application, "choice": choice}
        return await self._post("/v1/consents", {**body, "culture": "fr-FR", "decided_at": _now()})

    async def locate(self, application: str, **members: object) -> Response:
        body = {"id": str(uuid4()), "application": application, "occurred_at": _now(), "precision": "coarse"}
        body |= {"cell": "g6:2574:1930", **members}
        return await self._post("/v1/location", {name: value for name, value in body.items() if value is not None})

    async def _post(self, path: str, body: object) -> Response:
        return await self._client.post(path, json=body, headers={"Authorization": f"Bearer {self.token}"})


def _now() -> str:
    return system_clock().isoformat()
