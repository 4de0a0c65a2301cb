"""Conditional requests and byte ranges (RFC 9110, sections 13 and 14), as far as resuming a download needs them."""

import re
from typing import Any

from litestar import Request, Response

_RANGE = re.compile(r"bytes=(\d+)-(\d*)", re.ASCII)


def is_known(request: Request[Any, Any, Any], etag: str) -> bool:
    """Whether `If-None-Match` names the tag: then the asker has it already."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in given.split(",")}


def answer_bytes(
    request: Request[Any, Any, Any], body: bytes, media_type: str, headers: dict[str, str]
) -> Response[bytes]:
    """All bytes (200), or those that `Range` asks for (206) while `If-Range` holds; 416 when there are none of them.

    `headers` must hold the `ETag`. One range is understood; of several, all bytes are the answer.
    """
    headers = {"Accept-Ranges": "bytes", **headers}
    wanted = _RANGE.fullmatch(request.headers.get("range", "").strip())
    unchanged = request.headers.get("if-range", headers["ETag"]) == headers["ETag"]
    if wanted is None or not unchanged:
        return Response(body, status_code=200, media_type=media_type, headers=headers)
    first, last = int(wanted[1]), min(int(wanted[2] or len(body)), len(body) - 1)
    if first > last:
        headers["Content-Range"] = f"bytes */{len(body)}"
        return Response(b"", status_code=416, media_type=media_type, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    return Response(body[first : last + 1], status_code=206, media_type=media_type, headers=headers)
