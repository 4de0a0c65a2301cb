"""Where pictures come from."""

from collections.abc import Iterator

from dialonce.menus.check.finding import Finding
from dialonce.menus.model import Interface
from dialonce.menus.urls import host_of, is_plain_http, safe_picture
from dialonce.menus.walk.placeholders import fill_url


def check_logo(interface: Interface) -> Iterator[Finding]:
    if interface.logo:
        yield from check_picture_source(interface, interface.logo, "/logo")


def check_picture_source(interface: Interface, url: str, pointer: str) -> Iterator[Finding]:
    """Whether the picture can be shown, and who would learn that it is."""
    values = {"logo": interface.logo, "name": interface.name, "phoneNumber": "0"}
    filled = fill_url(url, values)
    host = host_of(filled)
    if is_plain_http(filled):
        yield Finding("plain-http", pointer, {"host": host or "http"})
    if safe_picture(filled) is None:
        yield Finding("bad-picture", pointer)
    elif host:
        yield Finding("remote-picture", pointer, {"host": host})
