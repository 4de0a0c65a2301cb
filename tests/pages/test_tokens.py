"""The colours can be read: WCAG 2.2, 1.4.3 (text) and 1.4.11 (edges and marks), in both schemes."""

import re

import pytest

from dialonce.menus.styles import contrast_ratio, parse_colour
from dialonce.pages.assets import read_static

GROUNDS = ("paper", "card", "sunken")
TEXT = [(ink, ground) for ink in ("ink", "muted", "accent") for ground in GROUNDS]
TEXT += [
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("accent-deep", "tint"),
    ("ink", "tint"),
    ("muted", "tint"),
]
TEXT += [(tone, f"{tone}-tint") for tone in ("ok", "warn", "bad", "info")]
TEXT += [("ink", f"{tone}-tint") for tone in ("ok", "warn", "bad", "info")]
TEXT += [(tone, ground) for tone in ("ok", "warn", "bad") for ground in ("paper", "card")]
MARKS = [("edge", ground) for ground in ("paper", "card")] + [("accent", "line")]


def tokens(scheme: str) -> dict[str, str]:
    css = read_static("css/tokens.css")
    start = css.index(f"color-scheme: {scheme};")
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css[start : css.index("}", start)]))


def ratio(scheme: str, one: str, other: str) -> float:
    colours = [parse_colour(tokens(scheme)[name]) for name in (one, other)]
    assert colours[0] is not None
    assert colours[1] is not None
    return contrast_ratio(colours[0], colours[1])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_reaches_aa(scheme: str) -> None:
    poor = {pair: round(ratio(scheme, *pair), 2) for pair in TEXT if ratio(scheme, *pair) < 4.5}
    assert poor == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_reach_three_to_one(scheme: str) -> None:
    poor = {pair: round(ratio(scheme, *pair), 2) for pair in MARKS if ratio(scheme, *pair) < 3}
    assert poor == {}
