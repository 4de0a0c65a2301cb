"""The publisher's styles of one screen as a stylesheet of its own.

A strict Content-Security-Policy forbids styles inside the page, and caching likes them apart. The address holds the hash of
the text, so it may be kept for ever, and the text follows from the published version alone: any worker can answer it.
"""

import hashlib

from msgspec import Struct

from dialonce.menus.styles import BrandColours
from dialonce.menus.walk import SCOPE, ElementView, ScreenView, TextView
from dialonce.pages.interface.ground import ground_rule
from dialonce.pages.interface.markup import lift_markup


class Sheet(Struct, frozen=True):
    mark: str
    css: str


def screen_sheet(screen: ScreenView, brand: BrandColours | None) -> Sheet | None:
    """Brand colours, the interface's and the screen's rules, and one rule for each element with styles of its own.

    None when the publisher has no wishes. All parts were made safe and scoped by `dialonce.menus`.
    """
    parts = [_brand_rule(brand)] if brand else []
    parts += [part for part in (screen.styles, ground_rule(screen.styles)) if part]
    parts += [f"{SCOPE} .e{element.position}{{{element.style}}}" for element in screen.elements if element.style]
    parts += [rules for element in screen.elements if (rules := _text_rules(element))]
    if not parts:
        return None
    css = "\n".join(parts)
    return Sheet(hashlib.sha256(css.encode()).hexdigest()[:12], css)


def element_classes(element: ElementView) -> str:
    """The publisher's classes of an element, and the one its own styles go by."""
    own = f"e{element.position}" if element.style else ""
    return f"{element.css_class} {own}".strip()


def _text_rules(element: ElementView) -> str:
    return lift_markup(element.html, element.position).rules if isinstance(element, TextView) else ""


def _brand_rule(brand: BrandColours) -> str:
    colours = f"background:{brand.primary};border-color:{brand.primary};color:{brand.on_primary}"
    return f".m-row.call,.button.main{{{colours}}}"
