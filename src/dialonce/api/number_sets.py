"""The number set that devices carry (docs/reference/sdk-protocol.md, section 1). Asking tells us the solution, nothing else."""

from base64 import urlsafe_b64encode
from typing import Any

from litestar import Request, Response, get

from dialonce.api.byte_ranges import answer_bytes, is_known
from dialonce.api.cross_origin import only_for
from dialonce.errors import Invalid
from dialonce.publishers import SignedSet
from dialonce.web.parts import parts_of

WHOLE = "application/vnd.dialonce.number-set"
DIFFERENCE = "application/vnd.dialonce.number-set-diff"
LATEST_VERSION = 2**53 - 1

AnyRequest = Request[Any, Any, Any]


@get("/number-set", operation_id="numberSet", tags=["devices"])
async def number_set(request: AnyRequest) -> Response[bytes]:
    """The signed set of the solution's registered numbers, or what changed since `from`."""
    sets = parts_of(request).number_sets
    solution = sets.solution(request.query_params.get("solution", ""))
    only_for(request, solution.allowed_origins)
    newest = await sets.newest(solution)
    headers = {"ETag": _tag(newest), "Cache-Control": "no-cache, no-transform"}
    if is_known(request, headers["ETag"]):
        return Response(b"", status_code=304, media_type=WHOLE, headers=headers)
    since = _version(request.query_params.get("from"))
    difference = await sets.difference(solution, since, newest)
    if difference is not None:
        return answer_bytes(request, difference, DIFFERENCE, headers)
    return answer_bytes(request, newest.bytes, WHOLE, headers)


@get("/number-set/key", operation_id="numberSetKey", tags=["devices"])
async def number_set_key(request: AnyRequest) -> dict[str, str]:
    """The Ed25519 key that sets are signed with, as a JWK (RFC 8037)."""
    x = urlsafe_b64encode(parts_of(request).number_sets.public_key).decode().rstrip("=")
    return {"kty": "OKP", "crv": "Ed25519", "x": x}


def _tag(signed: SignedSet) -> str:
    """Names the version, and its signature's end: a restored database may count a version twice."""
    return f'"{signed.version}-{signed.bytes[-8:].hex()}"'


def _version(text: str | None) -> int:
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(LATEST_VERSION)):
        raise Invalid("`from` is not a version: the whole number that the set in use carries.")
    return int(text)
