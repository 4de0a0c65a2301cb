"""Publishers' CSS, reduced to what can neither load, hide, cover nor flash, and kept inside one part of the
page.
"""

from dialonce.menus.styles.brand import BrandColours, brand_colours
from dialonce.menus.styles.classes import PREFIX, publisher_classes
from dialonce.menus.styles.contrast import AA_TEXT, Colour, contrast_ratio, parse_colour, readable_on
from dialonce.menus.styles.declarations import SafeDeclarations, safe_declarations, safe_style_attribute
from dialonce.menus.styles.stylesheet import MAX_CSS, SafeRule, SafeStyles, safe_rules, scope_stylesheet

__all__ = [
    "AA_TEXT",
    "MAX_CSS",
    "PREFIX",
    "BrandColours",
    "Colour",
    "SafeDeclarations",
    "SafeRule",
    "SafeStyles",
    "brand_colours",
    "contrast_ratio",
    "parse_colour",
    "publisher_classes",
    "readable_on",
    "safe_declarations",
    "safe_rules",
    "safe_style_attribute",
    "scope_stylesheet",
]
