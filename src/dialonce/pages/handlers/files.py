"""Static files and the scripts for publishers' websites."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from litestar import Response, get, route

import dialonce
from dialonce.errors import NotFound
from dialonce.pages.assets import FOREVER, PREFIX, Asset, asset_url, find_asset, make_asset
from dialonce.pages.handlers.answers import GET_OR_HEAD, AnyRequest, see

SDK_FILES = ("dialonce.min.js", "dialonce.min.mjs")
AN_HOUR = "public, max-age=3600"


@route(PREFIX + "/{name:str}", http_method=GET_OR_HEAD)
async def static_file(request: AnyRequest) -> Response[bytes]:
    """A file whose address names its content."""
    found = find_asset(request.url.path)
    if found is None:
        raise NotFound("There is no such file; its address changes with its content.")
    return file_answer(request, found, FOREVER)


@route("/js/{name:str}", http_method=GET_OR_HEAD)
async def sdk_file(request: AnyRequest, name: str) -> Response[bytes]:
    """The tag and the SDK, for publishers' pages: any site may load them."""
    found = _sdk().get(name)
    if found is None:
        raise NotFound(f"The scripts are {' and '.join(SDK_FILES)}.")
    answer = file_answer(request, found, AN_HOUR)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@get("/favicon.ico")
async def favicon() -> Response[bytes]:
    """What browsers ask for without being told."""
    return see(asset_url("mark.svg"))


@get("/robots.txt")
async def robots() -> Response[str]:
    """Search engines may read the policy and public menus, and nothing that belongs to one call."""
    text = "User-agent: *\nDisallow: /l/\nDisallow: /outbox\nDisallow: /console\nAllow: /\n"
    return Response(text, media_type="text/plain", headers={"Cache-Control": AN_HOUR})


def file_answer(request: AnyRequest, asset: Asset, caching: str) -> Response[bytes]:
    """The file, compressed for who accepts that, with how long it may be kept."""
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.gzipped, media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


@cache
def _sdk() -> dict[str, Asset]:
    """The built scripts: inside the installed package, or beside it in a checkout."""
    shipped = files("dialonce.pages").joinpath("sdk")
    checkout = Path(dialonce.__file__).parents[2] / "sdk" / "js" / "built"
    found = {}
    for name in SDK_FILES:
        for place in (shipped.joinpath(name), checkout / name):
            if place.is_file():
                stem, _, kind = name.rpartition(".")
                found[name] = make_asset(f"{stem}.js" if kind == "mjs" else name, place.read_text(encoding="utf-8"))
                break
    return found
