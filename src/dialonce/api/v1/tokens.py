"""`/v1/tokens`: tokens that last. Kept as digests; revoked by digest."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.noun import SMALL_BODY, Noun, created, problems, shown
from dialonce.api.v1.publishers import PublisherId
from dialonce.api.v1.scope import AnyRequest, managed_session, operator_only, publisher_session, publishers_only
from dialonce.publishers import create_token, list_tokens, read_publisher, revoke_token, token_digest
from dialonce.vault import Session

Name = Annotated[str, Meta(max_length=80, description="What it is for", examples=["nightly import"])]
Solution = Annotated[
    UUID, Meta(description="The solution it speaks for; without one, it is an API token of the publisher")
]
Expiry = Annotated[datetime, Meta(tz=True, description="When it ends", examples=["2030-01-31T00:00:00Z"])]
Digest = Annotated[
    str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 of the token, in hexadecimal", examples=["5f" * 32])
]
Token = Annotated[
    str, Meta(min_length=16, max_length=512, description="The token itself", examples=["dl_api_" + "x" * 43])
]


class NewTokenBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name = ""
    solution_id: Solution | None = None
    token: Token | None = None
    expires_at: Expiry | None = None


class FirstTokenBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name = ""
    expires_at: Expiry | None = None


class MadeToken(msgspec.Struct, frozen=True):
    digest: Digest
    token: Token


class TokenAnswer(msgspec.Struct, frozen=True):
    digest: Digest
    kind: Annotated[
        str,
        Meta(description="`api` (publisher), `inbox` (its own system) or `long-lived` (solution)", examples=["api"]),
    ]
    solution_id: Solution | None
    name: Name
    created_at: Annotated[datetime, Meta(description="When it was made")]
    expires_at: Expiry | None
    revoked_at: Annotated[datetime, Meta(description="Since when it is useless")] | None


class Tokens(Noun):
    path = "/v1"
    tags = ("tokens",)
    request_max_body_size = SMALL_BODY

    @post("/tokens", guards=[publishers_only], operation_id="createToken", responses=problems(404, 409, 413))
    async def create(self, request: AnyRequest, data: NewTokenBody) -> Response[MadeToken]:
        """Make a token, or bring one along with `token`. It is in this answer and nowhere else, ever again."""
        async with publisher_session(request) as session:
            return await _make(session, data)

    @post(
        "/publishers/{publisher_id:uuid}/tokens",
        guards=[operator_only],
        operation_id="createFirstToken",
        responses=problems(404, 413),
    )
    async def create_first(
        self, request: AnyRequest, publisher_id: PublisherId, data: FirstTokenBody
    ) -> Response[MadeToken]:
        """Make an API token for a publisher. For the operator, who hands it over and keeps none."""
        async with managed_session(request, publisher_id) as session:
            await read_publisher(session)
            return await _make(session, NewTokenBody(name=data.name, expires_at=data.expires_at))

    @get("/tokens", guards=[publishers_only], operation_id="listTokens", responses=problems())
    async def list_all(self, request: AnyRequest) -> list[TokenAnswer]:
        """List all tokens by digest. The tokens themselves are not kept."""
        async with publisher_session(request) as session:
            return [shown(TokenAnswer, one) for one in await list_tokens(session)]

    @delete("/tokens/{digest:str}", guards=[publishers_only], operation_id="revokeToken", responses=problems(404))
    async def revoke(
        self,
        request: AnyRequest,
        digest: Annotated[str, Parameter(description="SHA-256 of the token", pattern="^[0-9a-f]{64}$")],
    ) -> None:
        """Revoke a token at once. Also the one that asks: then nothing more can be done with it."""
        async with publisher_session(request) as session:
            await revoke_token(session, bytes.fromhex(digest))


async def _make(session: Session, data: NewTokenBody) -> Response[MadeToken]:
    token = await create_token(
        session, solution_id=data.solution_id, name=data.name, token=data.token, expires_at=data.expires_at
    )
    made = MadeToken(token_digest(token).hex(), token)
    return created(made, f"/v1/tokens/{made.digest}", {"Cache-Control": "no-store"})
