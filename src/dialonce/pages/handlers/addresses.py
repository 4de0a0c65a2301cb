"""The public short address of an interface, to print and to scan."""

from typing import Final

from litestar import Response, get

from dialonce.calls import open_address
from dialonce.channels import qr_png, qr_svg
from dialonce.pages.handlers.answers import AnyRequest, page_answer
from dialonce.pages.handlers.stay import MENU_BASE
from dialonce.pages.public import AddressView, render_address
from dialonce.pages.visitor import page_of
from dialonce.web.parts import parts_of

A_DAY: Final = "public, max-age=86400"


@get("/share")
async def share(request: AnyRequest, slug: str) -> Response[str]:
    """The address with its code, and both files to download."""
    url, name = _address(request, slug)
    base = f"{MENU_BASE}/{slug}"
    view = AddressView(name, url, f"{base}/qr.svg", f"{base}/qr.png")
    return page_answer(render_address(view, page_of(request)))


@get("/qr.svg")
async def code_svg(request: AnyRequest, slug: str) -> Response[str]:
    """The QR code as a drawing, for print of any size."""
    url, name = _address(request, slug)
    return Response(qr_svg(url, title=name), media_type="image/svg+xml", headers={"Cache-Control": A_DAY})


@get("/qr.png")
async def code_png(request: AnyRequest, slug: str) -> Response[bytes]:
    """The QR code as a picture, ten pixels a module."""
    url, _ = _address(request, slug)
    return Response(qr_png(url), media_type="image/png", headers={"Cache-Control": A_DAY})


def _address(request: AnyRequest, slug: str) -> tuple[str, str]:
    """The absolute address and the interface's name. Raises `NotFound`."""
    parts = parts_of(request)
    visit = open_address(parts.vault, slug)
    return f"{parts.public_url}{MENU_BASE}/{slug}", parts.vault.directory.interfaces[visit.interface_id].name
