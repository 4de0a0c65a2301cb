"""`/v1/publishers`: the operator opens them and sees them all; each sees and changes itself."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.noun import SMALL_BODY, Noun, created, problems, shown
from dialonce.api.v1.scope import AnyRequest, is_operator, managed_session, managers_only, operator_only
from dialonce.errors import Forbidden
from dialonce.publishers import (
    NewPublisher,
    PublisherChange,
    change_publisher,
    create_publisher,
    list_publishers,
    read_publisher,
)
from dialonce.vault import Who, exceptional_accesses
from dialonce.web.bearer import require_caller
from dialonce.web.parts import parts_of

Name = Annotated[str, Meta(max_length=120, description="As callers know the company", examples=["Télécom Azur"])]
Locale = Annotated[str, Meta(description="Language of its people: `fr` or `en`", examples=["fr"])]
Sector = Annotated[str, Meta(max_length=80, description="What it does, in a word", examples=["telecom"])]
Slug = Annotated[
    str, Meta(description="Short address: lower-case letters, digits and dashes", examples=["telecom-azur"])
]
Country = Annotated[str, Meta(description="ISO 3166; national numbers are read in it", examples=["FR"])]
PublisherId = Annotated[UUID, Parameter(description="Id of the publisher")]
Enabled = Annotated[bool, Meta(description="A disabled publisher is as if it were not there; nothing is deleted")]


class PublisherAnswer(msgspec.Struct, frozen=True):
    publisher_id: Annotated[UUID, Meta(description="Its id")]
    slug: Slug
    name: Name
    country: Country
    locale: Locale
    sector: Sector
    enabled: Enabled
    created_at: Annotated[datetime, Meta(description="When it was opened")]


class AccessAnswer(msgspec.Struct, frozen=True):
    break_glass_id: Annotated[UUID, Meta(description="Its id; the journal names it")]
    staff: Annotated[str, Meta(description="Id of the member of the operator's staff")]
    reason: Annotated[str, Meta(description="Why, in their words")]
    opened_at: Annotated[datetime, Meta(description="Since when")]
    until: Annotated[datetime, Meta(description="Until when; then nothing can be read any more")]


class NewPublisherBody(NewPublisher, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name
    country: Country = "FR"
    locale: Locale = "fr"
    sector: Sector = ""
    slug: Slug | None = None


class PublisherChangeBody(PublisherChange, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name | None = None
    locale: Locale | None = None
    sector: Sector | None = None
    enabled: Enabled | None = None


class Publishers(Noun):
    path = "/v1/publishers"
    tags = ("publishers",)
    request_max_body_size = SMALL_BODY

    @post(guards=[operator_only], operation_id="createPublisher", responses=problems(409, 413))
    async def create(self, request: AnyRequest, data: NewPublisherBody) -> Response[PublisherAnswer]:
        """Open a publisher. For the operator; then make its first token with `POST /v1/publishers/{publisher_id}/tokens`."""
        made = await create_publisher(parts_of(request).vault, data, Who(require_caller(request).name))
        return created(shown(PublisherAnswer, made), f"/v1/publishers/{made.publisher_id}")

    @get(guards=[managers_only], operation_id="listPublishers", responses=problems())
    async def list_all(self, request: AnyRequest) -> list[PublisherAnswer]:
        """List publishers. The operator sees all; a publisher sees itself."""
        caller = require_caller(request)
        only = None if caller.publisher is None else caller.publisher.publisher_id
        found = await list_publishers(parts_of(request).vault, Who(caller.name), only=only)
        return [shown(PublisherAnswer, one) for one in found]

    @get("/{publisher_id:uuid}", guards=[managers_only], operation_id="readPublisher", responses=problems(404))
    async def read(self, request: AnyRequest, publisher_id: PublisherId) -> PublisherAnswer:
        """Read a publisher. For the operator and for the publisher itself."""
        async with managed_session(request, publisher_id) as session:
            return shown(PublisherAnswer, await read_publisher(session))

    @get(
        "/{publisher_id:uuid}/exceptional-accesses",
        guards=[managers_only],
        operation_id="listExceptionalAccesses",
        responses=problems(404),
    )
    async def accesses(self, request: AnyRequest, publisher_id: PublisherId) -> list[AccessAnswer]:
        """List exceptional accesses of the operator's staff to the publisher's data, newest first (2-l)."""
        async with managed_session(request, publisher_id) as session:
            await read_publisher(session)
            return [shown(AccessAnswer, one) for one in await exceptional_accesses(session)]

    @patch("/{publisher_id:uuid}", guards=[managers_only], operation_id="changePublisher", responses=problems(404, 413))
    async def change(
        self, request: AnyRequest, publisher_id: PublisherId, data: PublisherChangeBody
    ) -> PublisherAnswer:
        """Change a publisher. What is left out stays; only the operator disables and enables."""
        if data.enabled is not None and not is_operator(request):
            raise Forbidden("Only the operator disables or enables a publisher.")
        async with managed_session(request, publisher_id) as session:
            return shown(PublisherAnswer, await change_publisher(session, data))
