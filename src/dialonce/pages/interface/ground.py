"""The publisher's background, carried from the menu to the whole page where our own words stay readable on it."""

import re
from typing import Final

from dialonce.menus.styles import AA_TEXT, contrast_ratio, parse_colour
from dialonce.menus.walk import SCOPE

OUR_INKS: Final = ("#1c2528", "#556167", "#0a5c5c")
"""The light scheme's text colours; `static/css/tokens.css` has the same."""

_BODY: Final = re.compile(rf"(?:^|[}}\n]){re.escape(SCOPE)}\{{([^}}]*)\}}")
_BACKGROUND: Final = re.compile(r"(?:^|;)background(?:-color)?:([^;]+)")


def ground_rule(styles: str) -> str:
    """The rule that spreads or frames the background which scoped `styles` give to the menu; empty when they give none."""
    grounds = [value for body in _BODY.findall(styles) for value in _BACKGROUND.findall(body)]
    if not grounds:
        return ""
    return (
        f":root{{--paper:{grounds[-1]}}}"
        if _is_readable(grounds[-1])
        else f"{SCOPE}{{padding:1rem;border-radius:.75rem}}"
    )


def _is_readable(ground: str) -> bool:
    colour = parse_colour(ground)
    inks = [ink for text in OUR_INKS if (ink := parse_colour(text))]
    return colour is not None and all(contrast_ratio(colour, ink) >= AA_TEXT for ink in inks)
