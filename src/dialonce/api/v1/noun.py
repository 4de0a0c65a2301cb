"""What the controllers of `/v1` share: operations described by their docstrings, and errors described once."""

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
    """A controller whose operations are described by their docstrings: the first sentence is the summary."""

    def get_route_handlers(self) -> list[BaseRouteHandler]:
        handlers = super().get_route_handlers()
        for handler in handlers:
            if isinstance(handler, HTTPRouteHandler) and handler.fn.__doc__:
                handler.description = cleandoc(handler.fn.__doc__)
                handler.summary = handler.description.partition("\n")[0].partition(". ")[0].rstrip(".")
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


def text_answer(media_type: str, description: str) -> ResponseSpec:
    """A success whose body is a file or a document of others, not one of our structs."""
    return ResponseSpec(data_container=str, description=description, media_type=media_type, generate_examples=False)


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
