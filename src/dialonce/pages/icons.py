"""Icons, drawn into the page: no further request, and they take the colour of the text beside them."""

import re
from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

from dialonce.pages.assets import read_static

_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="([0-9 ]+)">(.*?)</symbol>', re.DOTALL)


def icon(name: str) -> Markup:
    """The icon as inline SVG, hidden from assistive technology: the words beside it say what it means.

    Raises KeyError for a name that `static/icons.svg` does not have.
    """
    return _drawings()[name]


def icon_names() -> tuple[str, ...]:
    return tuple(_drawings())


@cache
def _drawings() -> Mapping[str, Markup]:
    return {
        name: Markup(  # noqa: S704  (our own drawings)
            f'<svg class="icon" viewBox="{box}" aria-hidden="true" focusable="false">{shapes}</svg>'
        )
        for name, box, shapes in _SYMBOL.findall(read_static("icons.svg"))
    }
