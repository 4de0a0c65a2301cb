"""QR codes as part of a page."""

from markupsafe import Markup

from dialonce.channels import qr_svg


def qr_picture(url: str) -> Markup:
    """The code of an address as inline SVG that takes the size of its box and is read out as the address."""
    return Markup(qr_svg(url, title=url).replace("<svg ", '<svg role="img" ', 1))  # noqa: S704  (segno escapes)
