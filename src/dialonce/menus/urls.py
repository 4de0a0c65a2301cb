"""Which addresses a publisher's content may name, and what each does to the caller."""

import re
from urllib.parse import urlsplit

MAX_URL = 4096
MAX_EMBEDDED = 256 * 1024

_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.ASCII | re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s\\\"'<>`]+", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|tel:|mailto:|sms:)[^\s\\\"'<>`]+", re.IGNORECASE)


def safe_link(url: str) -> str | None:
    """The address if a tap may open it: web, `tel:`, `mailto:` or `sms:`; None otherwise."""
    url = url.strip()
    return url if len(url) <= MAX_URL and _LINK.fullmatch(url) and (not is_web(url) or host_of(url)) else None


def safe_picture(url: str) -> str | None:
    """The address if a picture may come from it: `data:` image or https; None otherwise."""
    url = url.strip()
    if _EMBEDDED.match(url):
        return url if len(url) <= MAX_EMBEDDED else None
    return url if url[:8].lower() == "https://" and safe_link(url) else None


def is_web(url: str) -> bool:
    return _WEB.match(url.strip()) is not None


def is_plain_http(url: str) -> bool:
    """Whether anybody between caller and server could read and change what is there."""
    return url.strip()[:7].lower() == "http://"


def host_of(url: str) -> str | None:
    """The server that a web address names; None for any other address and for one that cannot be read."""
    try:
        return urlsplit(url.strip()).hostname if is_web(url) else None
    except ValueError:
        return None
