"""Ways to look at an interface: what changed between two texts, the map of its screens, its QR code."""

import json
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.params import Parameter
from msgspec import Meta

from dialonce.api.v1.interfaces import InterfaceId
from dialonce.api.v1.noun import Noun, picture_answer, problems, shown
from dialonce.api.v1.scope import AnyRequest, publisher_session, publishers_only
from dialonce.channels import qr_png, qr_svg
from dialonce.errors import Fault, Invalid, NotFound
from dialonce.menus import Change, Detail, Interface, diff_interfaces, import_classic, outline_view
from dialonce.publishers import read_interface, read_version
from dialonce.vault import Session
from dialonce.web.parts import parts_of

DRAFT = "draft"
LONGEST_VERSION = 9

Text = Annotated[str, Parameter(max_length=LONGEST_VERSION, description="`draft`, or the number of a version")]
Before = Annotated[
    str, Parameter(query="from", max_length=LONGEST_VERSION, description="`draft`, or the number of a version")
]
Scale = Annotated[int, Parameter(ge=1, le=40, description="Pixels a module")]
Kind = Annotated[str, Meta(description="`added`, `removed`, `changed` or `moved`", examples=["changed"])]
Pointer = Annotated[str, Meta(description="Where (RFC 6901); of what was removed, in the text before")]
JsonText = Annotated[str, Meta(description="A JSON value as text; null where there is none")]


class DetailAnswer(msgspec.Struct, frozen=True):
    kind: Kind
    pointer: Pointer
    before: JsonText | None
    after: JsonText | None


class ChangeAnswer(msgspec.Struct, frozen=True):
    kind: Kind
    thing: Annotated[str, Meta(description="`interface`, `goal`, `screen` or `element`", examples=["screen"])]
    pointer: Pointer
    name: Annotated[str, Meta(description="What people know it by")]
    details: Annotated[list[DetailAnswer], Meta(description="The values that differ, the first fifty")]


class ScreenAnswer(msgspec.Struct, frozen=True):
    address: Annotated[str, Meta(description="What commands name it by", examples=["1"])]
    name: Annotated[str, Meta(description="Its name for colleagues")]
    pointer: Pointer
    taps: Annotated[int, Meta(description="Least taps from the entry; null when no way leads there")] | None
    dead_end: Annotated[bool, Meta(description="Whether there is nothing to tap, fill in or open")]


class WayAnswer(msgspec.Struct, frozen=True):
    source: Annotated[str, Meta(description="Screen that it leaves")]
    target: Annotated[str, Meta(description="Screen that it leads to")]
    position: Annotated[int, Meta(description="Place of the element on its screen")]
    label: Annotated[str, Meta(description="What callers read on it")]
    command: Annotated[str, Meta(description="What it does")]
    exists: Annotated[bool, Meta(description="Whether there is such a screen")]
    given_by: Annotated[str, Meta(description="Screen that hands the target over")] | None


class OutlineAnswer(msgspec.Struct, frozen=True):
    event: Annotated[str, Meta(description="The event that shows it", examples=["outgoing-call"])]
    nodes: Annotated[list[ScreenAnswer], Meta(description="Its screens")]
    edges: Annotated[list[WayAnswer], Meta(description="The ways between them")]


class InterfaceViews(Noun):
    path = "/v1/interfaces/{interface_id:uuid}"
    tags = ("interfaces",)
    guards = (publishers_only,)

    @get("/diff", operation_id="compareVersions", responses=problems(404))
    async def diff(
        self, request: AnyRequest, interface_id: InterfaceId, before: Before, to: Text = DRAFT
    ) -> list[ChangeAnswer]:
        """Compare two texts of an interface: two versions, or a version and the draft."""
        async with publisher_session(request) as session:
            old = await _text(session, interface_id, before, "from")
            new = await _text(session, interface_id, to, "to")
        return [_change(change) for change in diff_interfaces(old, new)]

    @get("/outline", operation_id="outlineInterface", responses=problems(404))
    async def outline(
        self, request: AnyRequest, interface_id: InterfaceId, version: Text = DRAFT
    ) -> list[OutlineAnswer]:
        """Map an interface: its screens, how many taps away each is, and the ways between them."""
        async with publisher_session(request) as session:
            interface = await _text(session, interface_id, version, "version")
        return [shown(OutlineAnswer, outline_view(view)) for view in interface.views.values()]

    @get(
        "/qr.svg",
        operation_id="qrCodeSvg",
        responses={**problems(404), 200: picture_answer("image/svg+xml")},
    )
    async def svg(self, request: AnyRequest, interface_id: InterfaceId) -> Response[str]:
        """Draw the QR code of the interface's public address, as SVG. 404 before it is published."""
        address = await _public_address(request, interface_id)
        return Response(qr_svg(address, title=address), media_type="image/svg+xml")

    @get("/qr.png", operation_id="qrCodePng", responses={**problems(404), 200: picture_answer("image/png")})
    async def png(self, request: AnyRequest, interface_id: InterfaceId, scale: Scale = 10) -> Response[bytes]:
        """Draw the QR code of the interface's public address, as PNG. 404 before it is published."""
        return Response(qr_png(await _public_address(request, interface_id), scale=scale), media_type="image/png")


async def _text(session: Session, interface_id: UUID, name: str, where: str) -> Interface:
    if name == DRAFT:
        return import_classic((await read_interface(session, interface_id)).draft.encode())
    if not (name.isascii() and name.isdecimal()):
        raise Invalid("No text is named so.", faults=(Fault(where, "`draft`, or the number of a version"),))
    return import_classic((await read_version(session, interface_id, int(name))).document.encode())


async def _public_address(request: AnyRequest, interface_id: UUID) -> str:
    async with publisher_session(request) as session:
        interface = await read_interface(session, interface_id)
    if interface.published_version is None:
        raise NotFound("The interface has no public address before it is published.")
    return f"{parts_of(request).public_url}/m/{interface.slug}"


def _change(change: Change) -> ChangeAnswer:
    details = [_detail(detail) for detail in change.details]
    return ChangeAnswer(change.kind.value, change.thing.value, change.pointer, change.name, details)


def _detail(detail: Detail) -> DetailAnswer:
    return DetailAnswer(detail.kind.value, detail.pointer, _json(detail.before), _json(detail.after))


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
