"""The reference pages that are generated from the code: settings and HTTP API."""

from collections.abc import Iterator, Mapping
from typing import Any, get_type_hints

import msgspec

from dialonce.app.addresses import Addresses
from dialonce.app.create import create_app
from dialonce.settings import Settings

GENERATED = "<!-- Made by `dialonce reference`; change the code instead. -->"
METHODS = ("get", "post", "put", "patch", "delete")


def reference_pages() -> Mapping[str, str]:
    """The text of every generated page by its file name in `docs/reference`."""
    return {"settings.md": "\n".join(_settings()) + "\n", "http-api.md": "\n".join(_http_api()) + "\n"}


def _settings() -> Iterator[str]:
    yield from (
        "# Settings",
        "",
        GENERATED,
        "",
        "All come from the environment.",
        "",
        "| variable | default | what it is |",
        "| --- | --- | --- |",
    )
    hints = get_type_hints(Settings, include_extras=True)
    for field in msgspec.structs.fields(Settings):
        (meta,) = (extra for extra in hints[field.name].__metadata__ if isinstance(extra, msgspec.Meta))
        yield f"| `DIALONCE_{field.name.upper()}` | {_default(field.default)} | {meta.description} |"


def _default(value: object) -> str:
    if isinstance(value, tuple):
        return f"`{','.join(value)}`" if value else ""
    return f"`{value}`" if value != "" else ""


def _http_api() -> Iterator[str]:
    yield from (
        "# HTTP API",
        "",
        GENERATED,
        "",
        "The machine-readable description is at `/schema` (OpenAPI 3.1). Errors of `/v1` are RFC 9457",
    )
    yield from ("problem documents; the classic calls keep the shape of 2016.", "")
    nowhere = Addresses("postgresql:///", "postgresql:///", "", "")
    paths: dict[str, Any] = create_app(Settings(), nowhere).openapi_schema.to_schema()["paths"]
    by_tag: dict[str, list[str]] = {}
    for path, item in sorted(paths.items()):
        for method in METHODS:
            if method in item:
                operation = item[method]
                tag = (operation.get("tags") or ["other"])[0]
                by_tag.setdefault(tag, []).append(_row(path, method, operation))
    for tag, rows in sorted(by_tag.items()):
        yield from (f"## {tag}", "", "| call | what it does | answers |", "| --- | --- | --- |", *rows, "")


def _row(path: str, method: str, operation: Mapping[str, Any]) -> str:
    words = operation.get("description") or operation.get("summary") or ""
    return f"| `{method.upper()} {path}` | {' '.join(words.split())} | {', '.join(sorted(operation['responses']))} |"
