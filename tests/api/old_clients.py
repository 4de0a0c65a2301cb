"""What the five old client libraries put on the wire, as data.

They differ in where they put parameters, in slashes, in headers over nothing, and in how they write the nested `data`.
"""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import msgspec

Values = Mapping[str, object]
JAVA_ACCEPT = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
UTF8_MARK = b"\xef\xbb\xbf"


class Wire(msgspec.Struct, frozen=True):
    """One request as sent. `chunked`: without a Content-Length."""

    method: str
    target: str
    headers: dict[str, str] = {}
    body: bytes = b""
    chunked: bool = False


class Library(msgspec.Struct, frozen=True):
    """How one library sends each kind of call."""

    token: Callable[[str, str], Wire]
    read: Callable[[str, Values], Wire]
    write: Callable[[str, Values], Wire]
    log_path: str


def _json(values: Values) -> bytes:
    return msgspec.json.encode(dict(values))


def _flat(values: Values) -> dict[str, object]:
    """Nested objects as JSON text."""
    return {name: _json(value).decode() if isinstance(value, dict) else value for name, value in values.items()}


def _bracketed(values: Values) -> dict[str, object]:
    """Nested objects as `data[culture]=fr`."""
    flat: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat.update({f"{name}[{inner}]": one for inner, one in value.items()})
        else:
            flat[name] = value
    return flat


JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
GRANT = {"grant_type": "client_credentials"}


def _pair(client_id: str, secret: str) -> dict[str, str]:
    return {"client_id": client_id, "client_secret": secret}


# A JSON body with everything, GET included.
NODE = Library(
    token=lambda who, secret: Wire("POST", "/oauth/token", JSON, _json({**GRANT, **_pair(who, secret)})),
    read=lambda path, values: Wire("GET", path, JSON, _json(values) if values else b""),
    write=lambda path, values: Wire("POST", path, JSON, _json(values)),
    log_path="/ivr/log",
)

# `grant_type` in the query, the rest in a form; a slash before every query; PHP's brackets.
PHP = Library(
    token=lambda who, secret: Wire(
        "POST", "/oauth/token/?grant_type=client_credentials", FORM, urlencode(_pair(who, secret)).encode()
    ),
    read=lambda path, values: Wire("GET", f"{path}/?{urlencode(values)}"),
    write=lambda path, values: Wire("POST", f"{path}/", FORM, urlencode(_bracketed(values)).encode()),
    log_path="/ivr/log",
)

# The Accept header that Java's own HTTP class sends by itself; forms; `data` as JSON text; the other log path.
JAVA = Library(
    token=lambda who, secret: Wire(
        "POST", "/oauth/token", {**FORM, "accept": JAVA_ACCEPT}, urlencode({**GRANT, **_pair(who, secret)}).encode()
    ),
    read=lambda path, values: Wire("GET", f"{path}?{urlencode(values)}", {"accept": JAVA_ACCEPT}),
    write=lambda path, values: Wire("POST", path, {**FORM, "accept": JAVA_ACCEPT}, urlencode(_flat(values)).encode()),
    log_path="/ivrlogs",
)

# A JSON header over an empty body on GET; chunked JSON on POST.
GO = Library(
    token=lambda who, secret: Wire("POST", "/oauth/token", JSON, _json({**GRANT, **_pair(who, secret)}), chunked=True),
    read=lambda path, values: Wire("GET", f"{path}?{urlencode(values)}", JSON),
    write=lambda path, values: Wire("POST", path, JSON, _json(values), chunked=True),
    log_path="/ivrlogs",
)

# A byte order mark before the JSON; everything in the query of an empty POST; empty and unknown parameters.
DOTNET = Library(
    token=lambda who, secret: Wire(
        "POST",
        "/oauth/token",
        {"content-type": "application/json; charset=utf-8"},
        UTF8_MARK + _json({**GRANT, **_pair(who, secret), "scope": ""}),
    ),
    read=lambda path, values: Wire("GET", f"{path}/?{urlencode({**values, 'cultureISO_': 'x', 'timestamp': ''})}"),
    write=lambda path, values: Wire(
        "POST", f"{path}/?{urlencode({**_flat(values), 'unknown': '1', 'culture': ''})}", {"content-length": "0"}
    ),
    log_path="/ivrlogs",
)

LIBRARIES = {"node": NODE, "php": PHP, "java": JAVA, "go": GO, "dotnet": DOTNET}
