"""`/v1/credentials`: the client ids and secrets that solutions change for access tokens."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.noun import SMALL_BODY, Noun, created, problems, shown
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.publishers import create_credential, list_credentials, revoke_credential

ClientId = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9_.~!$&'()*+,;=@-]{1,256}$",
        description="Unique in this installation",
        examples=["7f3c0e5b9a1d4c2e8b6f0a9d3e5c7b1a"],
    ),
]
Secret = Annotated[
    str,
    Meta(min_length=8, max_length=256, description="Kept as a hash only", examples=["correct-horse-battery-staple"]),
]
Solution = Annotated[UUID, Meta(description="The solution it speaks for")]


class NewCredentialBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bring an existing pair along, or leave both out to have them made."""

    solution_id: Solution
    client_id: ClientId | None = None
    client_secret: Secret | None = None


class MadeCredential(msgspec.Struct, frozen=True):
    client_id: ClientId
    client_secret: Annotated[Secret, Meta(extra_json_schema={"readOnly": True})]


class CredentialAnswer(msgspec.Struct, frozen=True):
    client_id: ClientId
    solution_id: Solution
    created_at: Annotated[datetime, Meta(description="When it was made")]
    revoked_at: Annotated[datetime, Meta(description="Since when it is useless")] | None


class Credentials(Noun):
    path = "/v1/credentials"
    tags = ("credentials",)
    guards = (publishers_only,)
    request_max_body_size = SMALL_BODY

    @post(operation_id="createCredential", responses=problems(404, 409, 413))
    async def create(self, request: AnyRequest, data: NewCredentialBody) -> Response[MadeCredential]:
        """Make a credential, or bring one along. The secret is in this answer and nowhere else, ever again."""
        async with publisher_session(request) as session:
            made = await create_credential(
                session, data.solution_id, client_id=data.client_id, client_secret=data.client_secret
            )
        return created(shown(MadeCredential, made), f"/v1/credentials/{made.client_id}", {"Cache-Control": "no-store"})

    @get(operation_id="listCredentials", responses=problems())
    async def list_all(self, request: AnyRequest) -> list[CredentialAnswer]:
        """List all credentials, without their secrets. Revoked ones stay in the list."""
        async with publisher_session(request) as session:
            return [shown(CredentialAnswer, one) for one in await list_credentials(session)]

    @delete("/{client_id:str}", operation_id="revokeCredential", responses=problems(404))
    async def revoke(
        self, request: AnyRequest, client_id: Annotated[str, Parameter(description="The client id", max_length=256)]
    ) -> None:
        """Revoke a credential. Every access token it got ends with it."""
        async with publisher_session(request) as session:
            await revoke_credential(session, client_id)
