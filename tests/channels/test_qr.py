import struct
import zlib
from xml.etree import ElementTree as ET

import pytest

from dialonce.channels import qr_png, qr_svg
from dialonce.errors import Invalid

SVG = "{http://www.w3.org/2000/svg}"


def test_qr_svg_is_well_formed_scales_and_has_a_title() -> None:
    drawing = ET.fromstring(qr_svg("https://dial.example/op", title="Opérateur & fils"))
    assert drawing.tag == f"{SVG}svg"
    assert "viewBox" in drawing.attrib
    assert "width" not in drawing.attrib
    assert drawing.findtext(f"{SVG}title") == "Opérateur & fils"


def test_qr_png_has_a_quiet_zone_and_the_finder_pattern() -> None:
    rows = png_rows(qr_png("https://dial.example/op", scale=1))
    assert all(not any(row) for row in rows[:4])
    assert rows[4][4:11] == [1] * 7
    assert rows[5][4:11] == [1, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://a b", "https://" + "a" * 1001, "https://é.fr"])
def test_qr_of_no_web_address_is_invalid(url: str) -> None:
    for draw in (qr_svg, qr_png):
        with pytest.raises(Invalid, match="QR code"):
            draw(url)


def png_rows(png: bytes) -> list[list[int]]:
    """Rows of a one-bit greyscale PNG without filters, 1 for a dark module."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert (depth, colour) == (1, 0)
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    data = zlib.decompress(png[start + 4 : start + 4 + length])
    stride = (width + 7) // 8 + 1
    lines = [data[row * stride + 1 : (row + 1) * stride] for row in range(height)]
    return [[1 - (line[x // 8] >> (7 - x % 8) & 1) for x in range(width)] for line in lines]
