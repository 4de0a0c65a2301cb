"""How tests ask for pages."""

import re
from urllib.parse import urlsplit

from dialonce.channels import read_outbox
from dialonce.settings import Settings

PAGE = {"Accept": "text/html", "Accept-Language": "fr"}


def newest_link(settings: Settings) -> str:
    """The path of the link in the newest message; empty when there is none."""
    for entry in read_outbox(settings.outbox_path, 1):
        return urlsplit(re.findall(r"https?://\S+", entry.text)[0]).path
    return ""


def token_in(page: str) -> str:
    """The token of the forms in a page."""
    return re.findall(r'name="_csrf_token" value="([0-9a-f]+)"', page)[0]
