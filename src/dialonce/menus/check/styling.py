"""What of publishers' styles is left out, and what cannot be read with the rest."""

from collections.abc import Iterable, Iterator, Mapping

from dialonce.menus.check.finding import Finding
from dialonce.menus.styles import AA_TEXT, contrast_ratio, parse_colour, safe_declarations, safe_rules

MAX_LISTED = 10
_SCOPE = ".menu"


def check_css(css: str, pointer: str) -> Iterator[Finding]:
    """For CSS text."""
    if not css:
        return
    removed: list[str] = []
    rules = safe_rules(css, _SCOPE, removed)
    yield from _removed(removed, pointer)
    for rule in rules:
        yield from _contrast(dict(rule.declarations), pointer)


def check_declarations(styles: Mapping[str, str], pointer: str) -> Iterator[Finding]:
    """For a map of properties."""
    if styles:
        yield from _removed(safe_declarations(styles).removed, pointer)
        yield from _contrast(styles, pointer)


def _removed(removed: Iterable[str], pointer: str) -> Iterator[Finding]:
    listed = list(dict.fromkeys(removed))[:MAX_LISTED]
    if listed:
        yield Finding("unsafe-css", pointer, {"removed": ", ".join(listed)})


def _contrast(styles: Mapping[str, str], pointer: str) -> Iterator[Finding]:
    if "color" not in styles:
        return
    text = parse_colour(styles["color"])
    background = parse_colour(styles.get("background-color") or styles.get("background") or "")
    if text and background and contrast_ratio(text, background) < AA_TEXT:
        yield Finding("low-contrast", pointer, {"ratio": f"{contrast_ratio(text, background):.1f}"})
