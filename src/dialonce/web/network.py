"""The network that a request comes from: enough to slow down a flood, too coarse to tell one person from their neighbours."""

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final

from litestar import Request

from dialonce.web.parts import parts_of

KEPT_BITS: Final = {4: 24, 6: 48}
UNKNOWN: Final = "unknown"


def network_of(request: Request[Any, Any, Any]) -> str:
    """The /24 (IPv4) or /48 (IPv6) network of who asks, behind the proxies that the settings trust; `unknown` without one.

    It is still about somebody: count by it in memory, and write it nowhere.
    """
    peer = request.client.host if request.client else ""
    return coarse_network(
        client_address(peer, request.headers.get("x-forwarded-for", ""), parts_of(request).trusted_proxies)
    )


def coarse_network(address: str) -> str:
    """The address with the bits cut off that tell neighbours apart; `unknown` for what is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed, KEPT_BITS[parsed.version]), strict=False))


def client_address(peer: str, forwarded: str, proxies: Collection[str]) -> str:
    """The last hop that is no trusted proxy: what stands before it in the header anybody may have written."""
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    while peer in proxies and hops:
        peer = hops.pop()
    return peer
