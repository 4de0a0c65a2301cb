"""Colours and whether text on them can be read (WCAG 2.2, 1.4.3)."""

from msgspec import Struct
from tinycss2.color3 import parse_color

AA_TEXT = 4.5
BLACK = "#000000"
WHITE = "#ffffff"


class Colour(Struct, frozen=True):
    """An opaque sRGB colour; each part from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def hex(self) -> str:
        return "#" + "".join(f"{round(part * 255):02x}" for part in (self.red, self.green, self.blue))

    @property
    def luminance(self) -> float:
        """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)

    @property
    def chroma(self) -> float:
        """How far from grey, from 0 to 1."""
        parts = (self.red, self.green, self.blue)
        return max(parts) - min(parts)


def parse_colour(text: str) -> Colour | None:
    """The opaque colour that a CSS value names; None for anything else, also for see-through colours."""
    parsed = parse_color(text)
    if parsed is None or parsed == "currentColor" or parsed.alpha < 1:
        return None
    return Colour(*(min(1.0, max(0.0, part)) for part in parsed[:3]))


def contrast_ratio(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(background: Colour) -> str:
    """Black or white, whichever is easier to read there; it always reaches `AA_TEXT`."""
    return BLACK if (background.luminance + 0.05) / 0.05 >= 1.05 / (background.luminance + 0.05) else WHITE


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
