"""QR codes (ISO/IEC 18004) of public short addresses."""

import io
import re

import segno

from dialonce.errors import Invalid

_WEB_ADDRESS = re.compile(r"https?://[\x21-\x7e]{1,1000}")
_QUIET_ZONE = 4  # modules; the standard asks for it, and readers fail without it


def qr_svg(url: str, *, title: str = "") -> str:
    """Return an SVG document that scales to its container; `title` is what screen readers say."""
    drawing = io.BytesIO()
    _encode(url).save(
        drawing, kind="svg", border=_QUIET_ZONE, xmldecl=False, omitsize=True, title=title or None, light="#fff"
    )
    return drawing.getvalue().decode()


def qr_png(url: str, *, scale: int = 10) -> bytes:
    """Return a PNG of `scale` pixels per module, black on white."""
    drawing = io.BytesIO()
    _encode(url).save(drawing, kind="png", border=_QUIET_ZONE, scale=scale)
    return drawing.getvalue()


def _encode(url: str) -> segno.QRCode:
    if not _WEB_ADDRESS.fullmatch(url):
        raise Invalid("A QR code is made of an http or https address of at most 1,000 ASCII characters.")
    return segno.make_qr(url, error="m")
