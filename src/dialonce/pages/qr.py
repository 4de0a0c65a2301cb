"""QR codes of addresses, for a phone's camera."""

import io

import segno
from markupsafe import Markup


def qr_svg(text: str, label: str) -> Markup:
    """The code as inline SVG that scales with its box; `label` says what it leads to."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True, border=2, dark="#000", light="#fff", title=label, svgclass=None, lineclass=None
    )
    return Markup(drawing.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704  (segno escapes the title)


def qr_png(text: str, scale: int = 8) -> bytes:
    """The code as a PNG, `scale` pixels a module, with the quiet zone that ISO/IEC 18004 asks for."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def qr_svg_file(text: str) -> bytes:
    """The same as an SVG file, to print at any size."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=8, border=4)
    return out.getvalue()
