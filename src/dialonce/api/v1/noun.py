"""What the controllers of `/v1` share: summaries of operations, errors described once, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from inspect import cleandoc
from typing import Any, TypeVar

import msgspec
from litestar import Controller, Response
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example, OpenAPIMediaType, Operation, RequestBody, Schema

from dialonce.api.v1.json_request import JsonRequest
from dialonce.web.problems import MEDIA_TYPE, Problem

Answer = TypeVar("Answer", bound=msgspec.Struct)

SMALL_BODY = 64 * 1024

_REASONS: Mapping[int, str] = {
    400: "The input cannot be understood or breaks a rule; `faults` says where. Nothing was stored.",
    401: "The token is missing, unknown, expired or revoked.",
    403: "The token is of another kind than this operation needs.",
    404: "There is no such thing, or it is another publisher's.",
    409: "It exists already.",
    412: "The draft was changed since it was read.",
    413: "The body is over the limit.",
    428: "`If-Match` is missing.",
}


class Noun(Controller):
    """A controller whose operations have the first sentence of their docstrings as summaries."""

    request_class = JsonRequest

    def get_route_handlers(self) -> list[BaseRouteHandler]:
        handlers = super().get_route_handlers()
        for handler in handlers:
            if isinstance(handler, HTTPRouteHandler) and handler.fn.__doc__:
                words = cleandoc(handler.fn.__doc__)
                handler.summary = words.partition("\n")[0].partition(". ")[0].rstrip(".")
        return handlers


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The errors of an operation, as problem documents (RFC 9457): those of every operation, and `statuses`."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            description=_REASONS[status],
            media_type=MEDIA_TYPE,
            generate_examples=False,
            examples=[Example(value=_example(status))],
        )
        for status in (400, 401, 403, *statuses)
    }


def _example(status: int) -> dict[str, object]:
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": _REASONS[status]}


def document_answer() -> ResponseSpec:
    """A success whose body is a document of the classic format."""
    kind: Any = dict[str, Any]
    return ResponseSpec(kind, description="The document, byte for byte", generate_examples=False)


def picture_answer(media_type: str) -> ResponseSpec:
    """A success whose body is a picture."""
    return ResponseSpec(str, description="The picture", media_type=media_type, generate_examples=False)


def shown(kind: type[Answer], thing: object) -> Answer:
    """A thing of the house as what the wire shows of it: the fields that `kind` names and no other."""
    return msgspec.convert(thing, kind, from_attributes=True)


def created(answer: Answer, location: str, headers: Mapping[str, str] | None = None) -> Response[Answer]:
    """201 with the address of what was made."""
    return Response(answer, status_code=201, headers={"Location": location, **(headers or {})})


def raw_body(bodies: Mapping[str, tuple[Schema, Any]]) -> type[Operation]:
    """An operation whose body reaches the handler as bytes: for each media type its schema and an example."""
    body = RequestBody(
        required=True,
        content={
            media_type: OpenAPIMediaType(schema=schema, examples={"example": Example(value=example)})
            for media_type, (schema, example) in bodies.items()
        },
    )

    @dataclass
    class RawBodyOperation(Operation):
        def __post_init__(self) -> None:
            self.request_body = body

    return RawBodyOperation
