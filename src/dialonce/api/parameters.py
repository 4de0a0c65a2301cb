"""Parameters of the classic API: query string, form body or JSON body, however mixed. Body beats query."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request

from dialonce.errors import Invalid, TooLarge

LARGEST_BODY = 16 * 1024
MOST_PARAMETERS = 64
LONGEST_VALUE = 2_048


async def classic_parameters(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """All parameters as given; empty ones count as absent. Raises `Invalid` for a body that is neither form nor JSON.

    The body's form is told by its first character: old libraries send JSON with a GET, a JSON header over nothing, or a
    form without a header.
    """
    query = request.scope.get("query_string", b"")
    parameters: dict[str, Any] = _pairs(query.decode("latin-1")) if query else {}
    body = await _body(request)
    if body:
        parameters.update(_json(body) if body[:1] in b"{[" else _form(body))
    if len(parameters) > MOST_PARAMETERS:
        raise Invalid("There are too many parameters.")
    return {name: value for name, value in parameters.items() if value not in ("", None)}


async def _body(request: Request[Any, Any, Any]) -> bytes:
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdecimal() or int(length) > LARGEST_BODY:
        raise TooLarge(f"The body is larger than {LARGEST_BODY} bytes, or its length is unreadable.")
    if length == "0" and "transfer-encoding" not in request.headers:
        return b""
    body = await request.body()
    if len(body) > LARGEST_BODY:
        raise TooLarge(f"The body is larger than {LARGEST_BODY} bytes.")
    return body.strip()


def _pairs(text: str) -> dict[str, Any]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
    except ValueError as wrong:
        raise Invalid("The parameters cannot be read.") from wrong


def _form(body: bytes) -> dict[str, Any]:
    try:
        return _pairs(body.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise Invalid("The body is not UTF-8.") from wrong


def _json(body: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.DecodeError as wrong:
        raise Invalid("The body is not a JSON object.") from wrong


def text_parameter(parameters: dict[str, Any], name: str) -> str:
    """A parameter that must be there, as text; numbers in JSON are taken as written. Raises `Invalid`."""
    value = parameters.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise Invalid(f"The parameter `{name}` is missing, or is not text.")
    return value


def optional_text(parameters: dict[str, Any], name: str) -> str | None:
    """A parameter that may be missing, as text. Raises `Invalid` when it is something else."""
    return text_parameter(parameters, name) if name in parameters else None
