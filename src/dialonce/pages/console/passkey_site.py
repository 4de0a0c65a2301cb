"""Where passkeys belong: the name of this installation, and what a browser needs to show one."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from dialonce.pages.handlers.answers import AnyRequest
from dialonce.staff import Site, ask_passkey
from dialonce.web.parts import Parts, parts_of

LOOPBACK: Final = "localhost"


def site_of(request: AnyRequest, parts: Parts) -> Site | None:
    """Whom browsers answer here; None at an address without a name, to which no passkey can be bound."""
    public = urlsplit(parts.public_url)
    asked = urlsplit(f"//{request.headers.get('host', '')}")
    if asked.hostname == LOOPBACK and _is_loopback(public.hostname or ""):
        return Site(LOOPBACK, f"http://{asked.netloc}")
    host = public.hostname or ""
    return None if _is_address(host) else Site(host, f"{public.scheme}://{public.netloc}")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == LOOPBACK or (_is_address(host) and ip_address(host).is_loopback)


def passkey_options(request: AnyRequest) -> str | None:
    """What a sign-in page hands to the browser; None where passkeys cannot be used."""
    parts = parts_of(request)
    site = site_of(request, parts)
    return ask_passkey(parts.staff, site) if site else None
