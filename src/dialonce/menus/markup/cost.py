"""Whether markup can be parsed at a reasonable price.

An HTML parser repeats open formatting in every block that follows, and looks through all open elements for
each new one: a few kilobytes made for it cost seconds and megabytes. Whatever the markup, the price is
bounded by its number of tags squared, and by formatting tags times tags; real texts stay far below both
bounds.
"""

import re

MAX_HTML = 512 * 1024
MAX_TAGS = 8_000
MAX_REPEATS = 250_000

_TAG = re.compile(r"</?[a-zA-Z]")
_FORMATTING = re.compile(
    r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![a-z0-9])", re.IGNORECASE | re.ASCII
)


def is_reasonable(html: str) -> bool:
    """Whether `html` is below the bounds; it says nothing about safety."""
    if len(html) > MAX_HTML:
        return False
    tags = sum(1 for _ in _TAG.finditer(html))
    return tags <= MAX_TAGS and tags * sum(1 for _ in _FORMATTING.finditer(html)) <= MAX_REPEATS
