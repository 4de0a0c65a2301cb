"""Answers that every handler gives."""

from typing import Any, Final

from litestar import HttpMethod, MediaType, Request, Response
from litestar.response import Redirect

AnyRequest = Request[Any, Any, Any]
GET_OR_HEAD: Final = (HttpMethod.GET, HttpMethod.HEAD)
NO_STORE: Final = {"Cache-Control": "no-store"}
NO_ROBOTS: Final = {"X-Robots-Tag": "noindex, nofollow"}


def page_answer(body: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    """A page. It is not kept by caches on the way: what it shows depends on who looks."""
    own = {"Vary": "Accept-Language, Cookie", "Cache-Control": "private, no-cache", **(headers or {})}
    return Response(body, status_code=status, media_type=MediaType.HTML, headers=own)


def see(path: str) -> Redirect:
    """Go on at another address of ours, with GET."""
    return Redirect(path, status_code=303, headers=NO_STORE)


def nothing_more() -> Response[None]:
    """It was done, and there is nothing to show."""
    return Response(None, status_code=204, headers=NO_STORE)


def local_path(text: str, *, below: str = "/", default: str = "/") -> str:
    """`text` if it is a path of this server at or below `below`, else `default`: nobody is sent elsewhere by a link of ours."""
    plain = text.isascii() and text.isprintable() and text.startswith("/") and text[:2] not in ("//", "/\\")
    inside = below == "/" or text == below or text.startswith((f"{below}/", f"{below}?"))
    return text if plain and inside and "/../" not in text and "\\" not in text else default
