"""Where our server may connect on behalf of others: the public Internet over TLS, and nothing inside the house."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from dialonce.errors import Invalid

Resolver = Callable[[str, int], Awaitable[list[str]]]

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class EgressRules:
    """Both are for development on one machine; in production they stay off (4.1-d: no plaintext endpoint)."""

    allow_private: bool = False
    allow_plaintext: bool = False


def check_endpoint(url: str, rules: EgressRules) -> httpx.URL:
    """Return `url` parsed; raise `Invalid`, without quoting it, when we would never send there.

    To be called when a publisher enters the address. It does not resolve names: `permitted_addresses`
    does, at every delivery, because a name may change its mind.
    """
    try:
        endpoint = httpx.URL(url)
    except httpx.InvalidURL:
        raise Invalid("The webhook address is not a URL.") from None
    if endpoint.scheme != "https" and not (rules.allow_plaintext and endpoint.scheme == "http"):
        raise Invalid("The webhook address must begin with https://.")
    if not endpoint.host or endpoint.userinfo or endpoint.fragment:
        raise Invalid("The webhook address needs a host, and neither user, password nor fragment.")
    if _is_address(endpoint.host) and not _is_permitted(endpoint.host, rules):
        raise Invalid("The webhook address points into a private network; give one on the public Internet.")
    return endpoint


async def permitted_addresses(endpoint: httpx.URL, rules: EgressRules, resolve: Resolver) -> list[str]:
    """Return the addresses to connect to; none when the name is unknown or *any* of its addresses is forbidden.

    The caller connects to these very addresses: resolving a second time would let a name answer
    differently (DNS rebinding).
    """
    port = endpoint.port or (443 if endpoint.scheme == "https" else 80)
    addresses = [endpoint.host] if _is_address(endpoint.host) else await resolve(endpoint.host, port)
    return addresses if all(_is_permitted(address, rules) for address in addresses) else []


async def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of `host` as the system knows them; an unknown name has none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Return whether `address` is on the public Internet; what wraps another address is judged by that one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False  # a scoped address such as fe80::1%eth0 parses, all else here is no address
    if isinstance(parsed, ipaddress.IPv4Address):
        return _is_public_v4(parsed)
    if parsed in _NAT64:
        return _is_public_v4(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF))
    tunnelled = parsed.sixtofour is not None or parsed.teredo is not None
    return parsed in _GLOBAL_UNICAST and parsed.is_global and not tunnelled


def _is_public_v4(address: ipaddress.IPv4Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _is_permitted(address: str, rules: EgressRules) -> bool:
    return rules.allow_private or is_public(address)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
