"""`/v1/interfaces/{interface_id}/versions`: what was published, and stays as it was."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from msgspec import Meta

from dialonce.api.v1.interfaces import InterfaceId
from dialonce.api.v1.noun import SMALL_BODY, Noun, created, document_answer, problems, shown
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.errors import NotFound
from dialonce.publishers import VersionSummary, list_versions, publish_interface, read_version, roll_back
from dialonce.vault import Session

Version = Annotated[int, Meta(description="Counts from 1", examples=[1])]
Note = Annotated[str, Meta(max_length=500, description="Why, for colleagues", examples=["New opening hours"])]


class VersionAnswer(msgspec.Struct, frozen=True):
    version: Version
    note: Note
    digest: Annotated[str, Meta(description="SHA-256 of the document, in hexadecimal")]
    published_at: Annotated[datetime, Meta(description="When callers saw it first")]
    size: Annotated[int, Meta(description="Length of the document in characters")]


class PublicationBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: Note = ""
    force: Annotated[bool, Meta(description="Publish even though the check finds errors")] = False


class RollbackBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Annotated[int, Meta(ge=1, le=2_147_483_647, description="The version to show again", examples=[1])]


class Versions(Noun):
    path = "/v1/interfaces/{interface_id:uuid}"
    tags = ("interfaces",)
    guards = (publishers_only,)
    request_max_body_size = SMALL_BODY

    @post("/versions", operation_id="publishInterface", responses=problems(404, 413))
    async def publish(
        self, request: AnyRequest, interface_id: InterfaceId, data: PublicationBody
    ) -> Response[VersionAnswer]:
        """Publish the draft as a new version. 400 with the findings when the check finds errors, unless `force`."""
        async with publisher_session(request) as session:
            version = await publish_interface(session, interface_id, note=data.note, force=data.force)
            return await _made(session, interface_id, version)

    @post("/rollback", operation_id="rollBackInterface", responses=problems(404, 413))
    async def roll_back(
        self, request: AnyRequest, interface_id: InterfaceId, data: RollbackBody
    ) -> Response[VersionAnswer]:
        """Publish the text of an earlier version again, as a new version. The draft stays as it is."""
        async with publisher_session(request) as session:
            version = await roll_back(session, interface_id, data.version)
            return await _made(session, interface_id, version)

    @get("/versions", operation_id="listVersions", responses=problems(404))
    async def list_all(self, request: AnyRequest, interface_id: InterfaceId) -> list[VersionAnswer]:
        """List all published versions, newest first."""
        async with publisher_session(request) as session:
            return [shown(VersionAnswer, one) for one in await list_versions(session, interface_id)]

    @get("/versions/{version:int}", operation_id="readVersion", responses=problems(404))
    async def read(self, request: AnyRequest, interface_id: InterfaceId, version: int) -> VersionAnswer:
        """Read what is known of a published version."""
        async with publisher_session(request) as session:
            return shown(VersionAnswer, await _summary(session, interface_id, version))

    @get(
        "/versions/{version:int}/document",
        operation_id="exportVersion",
        responses={**problems(404), 200: document_answer()},
    )
    async def export(self, request: AnyRequest, interface_id: InterfaceId, version: int) -> Response[bytes]:
        """Export a published version, byte for byte."""
        async with publisher_session(request) as session:
            found = await read_version(session, interface_id, version)
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return Response(found.document.encode(), media_type="application/json", headers=headers)


async def _summary(session: Session, interface_id: UUID, version: int) -> VersionSummary:
    for one in await list_versions(session, interface_id):
        if one.version == version:
            return one
    raise NotFound("There is no such version of this interface.")


async def _made(session: Session, interface_id: UUID, version: int) -> Response[VersionAnswer]:
    answer = shown(VersionAnswer, await _summary(session, interface_id, version))
    return created(answer, f"/v1/interfaces/{interface_id}/versions/{version}")
