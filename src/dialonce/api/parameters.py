"""Parameters of the classic API: query string, form body or JSON body, however mixed. Body beats query."""

import re
from codecs import BOM_UTF8
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request
from litestar.enums import RequestEncodingType

from dialonce.errors import Invalid

LARGEST_BODY = 16 * 1024
MOST_PARAMETERS = 64
LONGEST_VALUE = 2_048
_NESTED = re.compile(r"(\w+)\[(\w+)\]", re.ASCII)
_UNENCODED_PLUS = re.compile(r"^ (?=[1-9])")

Parameters = dict[str, Any]


async def classic_parameters(request: Request[Any, Any, Any]) -> Parameters:
    """All parameters as given; empty ones count as absent. Raises `Invalid` for a body that is neither form nor JSON.

    A body's form is told by its first character: old libraries send JSON with a GET, a JSON header over nothing, or a
    form without a header. `data[culture]=fr` is how forms nest.
    """
    query = request.scope.get("query_string", b"")
    parameters = _given(_pairs(query.decode("latin-1"))) if query else {}
    parameters.update(_given(await _body_parameters(request)))
    if len(parameters) > MOST_PARAMETERS:
        raise Invalid("There are too many parameters.")
    return parameters


def _given(parameters: Parameters) -> Parameters:
    return {name: value for name, value in parameters.items() if value not in ("", None)}


async def _body_parameters(request: Request[Any, Any, Any]) -> Parameters:
    headers = request.headers
    if request.method == "GET" and "content-length" not in headers and "transfer-encoding" not in headers:
        return {}
    if request.content_type[0] == RequestEncodingType.MULTI_PART:
        form = await request.form()
        return _nested([(name, value) for name, value in form.multi_items() if isinstance(value, str)])
    body = (await request.body()).removeprefix(BOM_UTF8).strip()
    return _json(body) if body[:1] in (b"{", b"[") else _form(body)


def _pairs(text: str) -> Parameters:
    try:
        return _nested(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
    except ValueError as wrong:
        raise Invalid("The parameters cannot be read.") from wrong


def _nested(pairs: list[tuple[str, str]]) -> Parameters:
    parameters: Parameters = {}
    for name, value in pairs:
        nested = _NESTED.fullmatch(name)
        if nested is None:
            parameters[name] = value
        elif isinstance(inner := parameters.setdefault(nested[1], {}), dict):
            inner[nested[2]] = value
    return parameters


def _form(body: bytes) -> Parameters:
    try:
        return _pairs(body.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise Invalid("The body is not UTF-8.") from wrong


def _json(body: bytes) -> Parameters:
    try:
        return msgspec.json.decode(body, type=Parameters)
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise Invalid("The body is not a JSON object.") from wrong


def text_parameter(parameters: Parameters, name: str) -> str:
    """A parameter that must be there, as text; numbers in JSON are taken as written. Raises `Invalid`."""
    value = parameters.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise Invalid(f"The parameter `{name}` is missing, or is not text.")
    return value


def number_parameter(parameters: Parameters, name: str) -> str:
    """A telephone number that must be there. The + of `caller=+33…` that nobody encoded arrives as a space."""
    return _UNENCODED_PLUS.sub("+", text_parameter(parameters, name), count=1)


def optional_text(parameters: Parameters, name: str) -> str | None:
    """A parameter that may be missing, as text. Raises `Invalid` when it is something else."""
    return text_parameter(parameters, name) if name in parameters else None


def json_object(text: str, name: str) -> dict[str, Any]:
    """An object that a library sent as JSON text in the parameter `name`. Raises `Invalid`."""
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise Invalid(f"`{name}` is not a JSON object.") from wrong
