"""The public short address of an interface, with its QR code to print or to scan."""

from msgspec import Struct

from dialonce.pages.page import Page
from dialonce.pages.qr import qr_picture
from dialonce.pages.templating import render


class AddressView(Struct, frozen=True):
    """`url` is the absolute address that the code leads to; `svg` and `png` are the files' own addresses."""

    interface_name: str
    url: str
    svg: str
    png: str


def render_address(view: AddressView, page: Page) -> str:
    return render("public/address.html", page, view=view, code=qr_picture(view.url))
