"""The CSS properties that publishers may set, and what each may hold beyond plain keywords, sizes and colours."""

SIDES = ("top", "right", "bottom", "left")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BORDERS = (
    _words("border border-color border-style border-width border-radius border-collapse border-spacing")
    | {f"border-{side}" for side in SIDES}
    | {f"border-{side}-{part}" for side in SIDES for part in ("color", "style", "width")}
    | {f"border-{y}-{x}-radius" for y in ("top", "bottom") for x in ("left", "right")}
)
_SPACING = _words("margin padding gap row-gap column-gap") | {
    f"{name}-{side}" for name in ("margin", "padding") for side in SIDES
}
_SIZES = frozenset(f"{bound}{side}" for bound in ("", "min-", "max-") for side in ("width", "height"))
_FONTS = _words(
    "font font-family font-size font-style font-weight font-variant line-height letter-spacing word-spacing text-align "
    "text-decoration text-decoration-line text-decoration-color text-decoration-style text-transform text-indent "
    "text-shadow vertical-align white-space word-break overflow-wrap hyphens list-style-type"
)
_BACKGROUNDS = _words(
    "background background-color background-image background-position background-repeat background-size "
    "background-clip background-origin"
)
_LAYOUT = _words(
    "display flex flex-direction flex-wrap flex-grow flex-shrink flex-basis justify-content align-items align-self "
    "align-content order grid-template-columns grid-column grid-row box-sizing box-shadow"
)

ALLOWED = frozenset({"color"}) | _BORDERS | _SPACING | _SIZES | _FONTS | _BACKGROUNDS | _LAYOUT

TAKES_PICTURE = frozenset({"background", "background-image"})
TAKES_STRING = frozenset({"font", "font-family"})
TAKES_NEGATIVE = frozenset({"letter-spacing", "background-position", "box-shadow", "text-shadow"})

DISPLAYS = _words("block inline inline-block flex inline-flex grid inline-grid table table-row table-cell list-item")
"""Not `none`: what a caller may not see is said by a `condition`, which the check can read."""
