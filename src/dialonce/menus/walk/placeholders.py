"""`{{phoneNumber}}`, `{{logo}}` and `{{name}}` in publishers' texts.

In one text, the first `MAX_FILLED` placeholders are filled, each with at most `MAX_VALUE` characters, so
that a short text cannot become an endless one.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import quote

MAX_FILLED = 20
MAX_VALUE = 8 * 1024

_PLACEHOLDER = re.compile(r"\{\{ {0,4}(phoneNumber|logo|name) {0,4}\}\}", re.ASCII)

Values = Mapping[str, str]


def fill_plain(text: str, values: Values) -> str:
    """For plain text; filled-in values are not searched for placeholders again."""
    return _fill(text, values, str)


def fill_html(html: str, values: Values) -> str:
    """For markup, text and attributes alike: what is filled in cannot become a tag or leave its quotes."""
    return _fill(html, values, escape)


def fill_url(url: str, values: Values) -> str:
    """For an address: what is filled in stays inside its segment or value. A whole `{{logo}}` is taken as
    it is.
    """
    if url.strip() in {"{{logo}}", "{{ logo }}"}:
        return values.get("logo", "")
    return _fill(url, values, lambda value: quote(value, safe=""))


def _fill(text: str, values: Values, write: Callable[[str], str]) -> str:
    if "{{" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: write(values.get(match[1], "")[:MAX_VALUE]), text, count=MAX_FILLED)
