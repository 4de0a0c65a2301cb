"""Publishers' HTML made safe to show.

Pictures that a publisher puts into its texts are its content: embedded (`data:`) ones and https ones stay,
the latter loaded lazily and without referrer, and `picture_hosts` names their servers so that a page's
security policy can admit exactly those. Third-party frames never stay.
"""

import re
from html import escape

import nh3

from dialonce.menus.markup.allowed import ATTRIBUTES, DROPPED_WITH_CONTENT, EVERYWHERE, TAGS
from dialonce.menus.markup.cost import is_reasonable
from dialonce.menus.styles import publisher_classes, safe_style_attribute
from dialonce.menus.urls import host_of, safe_link, safe_picture

MAX_PLAIN = 20_000

_MARKUP = re.compile(r"<[^<>]*>?")
_PICTURE = re.compile(r'<img [^<>]*?src="([^"]*)"')


def sanitise_html(html: str) -> str:
    """Well-formed markup without scripts, handlers, forms, frames and unsafe styles; links leave no referrer.

    Publishers' classes get the prefix that their stylesheet gets, ids are dropped. Markup that is not
    reasonable is shown as plain text, at most `MAX_PLAIN` characters of it.
    """
    return _CLEANER.clean(html) if is_reasonable(html) else escape(_MARKUP.sub(" ", html[:MAX_PLAIN]))


def picture_hosts(sanitised: str) -> tuple[str, ...]:
    """The servers that the pictures in sanitised markup would be loaded from, each once."""
    hosts = (host_of(url) for url in _PICTURE.findall(sanitised))
    return tuple(dict.fromkeys(host for host in hosts if host))


def _filter(_tag: str, attribute: str, value: str) -> str | None:
    match attribute:
        case "href":
            return safe_link(value)
        case "src":
            return safe_picture(value)
        case "class":
            return publisher_classes(value) or None
        case "style":
            return safe_style_attribute(value).css or None
        case _:
            return value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()} | {"*": set(EVERYWHERE)},
    attribute_filter=_filter,
    url_schemes={"http", "https", "tel", "mailto", "sms", "data"},
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"img": {"referrerpolicy": "no-referrer"}},
)
