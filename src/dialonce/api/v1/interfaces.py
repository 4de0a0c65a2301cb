"""`/v1/interfaces`: visual menus, as documents of the classic format."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.openapi.spec import Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.conditional import entity_tag
from dialonce.api.v1.noun import SMALL_BODY, Noun, created, problems, raw_body, shown
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.menus import MAX_BYTES
from dialonce.publishers import change_interface, create_interface, list_interfaces, read_interface

LARGEST_DOCUMENT = MAX_BYTES + 1
EXAMPLE = {
    "name": "Télécom Azur",
    "culture": "fr",
    "views": {"outgoing-call": [{"name": "Accueil", "order": 1, "elements": [
        {"templateType": "text", "order": 1, "data": {"html": "<h2>Bonjour</h2>"}},
        {"templateType": "button", "order": 2, "data": {"label": "Appeler", "command": "callPhoneNumber"}},
    ]}]},
}  # fmt: skip
DOCUMENT = {
    "application/json": (
        Schema(type=OpenAPIType.OBJECT, description="A document of the classic format; unknown members are kept"),
        EXAMPLE,
    )
}

Name = Annotated[str, Meta(max_length=120, description="Unique within the publisher", examples=["Télécom Azur"])]
Slug = Annotated[str, Meta(description="Its public short address is `/m/<slug>`", examples=["telecom-azur-3f9a1c"])]
Enabled = Annotated[bool, Meta(description="A disabled interface is offered to nobody")]
InterfaceId = Annotated[UUID, Parameter(description="Id of the interface")]
NameChosen = Annotated[str | None, Parameter(max_length=120, description="Its name; the document's own when left out")]
SlugChosen = Annotated[
    str | None, Parameter(max_length=40, description="Its short address; made of the name when left out")
]


class InterfaceAnswer(msgspec.Struct, frozen=True):
    interface_id: Annotated[UUID, Meta(description="Its id")]
    publisher_id: Annotated[UUID, Meta(description="Whose it is")]
    name: Name
    culture: Annotated[str, Meta(description="Language of the draft", examples=["fr"])]
    slug: Slug
    draft_revision: Annotated[int, Meta(description="Grows with every change of the draft; the draft's `ETag`")]
    published_version: Annotated[int, Meta(description="What callers see; null before the first publication")] | None
    enabled: Enabled
    created_at: Annotated[datetime, Meta(description="When it was imported")]
    updated_at: Annotated[datetime, Meta(description="When it was last changed or published")]


class InterfaceChangeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name | None = None
    enabled: Enabled | None = None


class Interfaces(Noun):
    path = "/v1/interfaces"
    tags = ("interfaces",)
    guards = (publishers_only,)

    @post(
        operation_id="importInterface",
        responses=problems(409, 413),
        operation_class=raw_body(DOCUMENT),
        request_max_body_size=LARGEST_DOCUMENT,
    )
    async def import_document(
        self, request: AnyRequest, body: bytes, name: NameChosen = None, slug: SlugChosen = None
    ) -> Response[InterfaceAnswer]:
        """Import a document as a new interface. It becomes the draft, byte for byte; nobody sees it before it is published."""
        async with publisher_session(request) as session:
            made = await create_interface(session, body, name=name, slug=slug)
        tag = {"ETag": entity_tag(made.draft_revision)}
        return created(shown(InterfaceAnswer, made), f"/v1/interfaces/{made.interface_id}", tag)

    @get(operation_id="listInterfaces", responses=problems())
    async def list_all(self, request: AnyRequest) -> list[InterfaceAnswer]:
        """List all interfaces, by name. Without their documents."""
        async with publisher_session(request) as session:
            return [shown(InterfaceAnswer, one) for one in await list_interfaces(session)]

    @get("/{interface_id:uuid}", operation_id="readInterface", responses=problems(404))
    async def read(self, request: AnyRequest, interface_id: InterfaceId) -> InterfaceAnswer:
        """Read an interface. Its document is at `draft`, published ones at `versions`."""
        async with publisher_session(request) as session:
            return shown(InterfaceAnswer, await read_interface(session, interface_id))

    @patch(
        "/{interface_id:uuid}",
        operation_id="changeInterface",
        responses=problems(404, 409, 413),
        request_max_body_size=SMALL_BODY,
    )
    async def change(
        self, request: AnyRequest, interface_id: InterfaceId, data: InterfaceChangeBody
    ) -> InterfaceAnswer:
        """Rename, disable or enable an interface. What is left out stays as it is."""
        async with publisher_session(request) as session:
            changed = await change_interface(session, interface_id, name=data.name, enabled=data.enabled)
            return shown(InterfaceAnswer, changed)
