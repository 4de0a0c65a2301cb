"""The colours by which a publisher's interface is recognised."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from dialonce.menus.model import Interface
from dialonce.menus.styles.contrast import Colour, parse_colour, readable_on
from dialonce.menus.styles.stylesheet import safe_rules

_GREYISH = 0.12
_WEIGHTS = {"background-color": 3, "background": 3, "border-color": 1, "color": 1}


class BrandColours(Struct, frozen=True):
    """`primary` as `#rrggbb`, and black or white, whichever can be read on it."""

    primary: str
    on_primary: str


def brand_colours(interface: Interface) -> BrandColours | None:
    """The colour the stylesheet uses most, backgrounds counting most; None when it uses none but greys."""
    return _from_css(interface.styles)


@lru_cache(maxsize=256)
def _from_css(css: str) -> BrandColours | None:
    votes: Counter[Colour] = Counter()
    for name, value in _declared(css):
        colour = parse_colour(value)
        if colour is not None and colour.chroma > _GREYISH:
            votes[colour] += _WEIGHTS[name]
    if not votes:
        return None
    colour = votes.most_common(1)[0][0]
    return BrandColours(colour.hex, readable_on(colour))


def _declared(css: str) -> Iterator[tuple[str, str]]:
    for rule in safe_rules(css, ".menu", []):
        yield from (item for item in rule.declarations if item[0] in _WEIGHTS)
