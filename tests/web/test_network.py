import re
from pathlib import Path

import pytest

import dialonce
from dialonce.web.network import client_address, coarse_network

ROOM = Path(dialonce.__file__).parent
ADDRESS = re.compile(r"\.client\.host|\"x-forwarded-for\"")
PROXIES = frozenset(("10.0.0.1", "10.0.0.2"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_network_does_not_tell_neighbours_apart(address: str, network: str) -> None:
    assert coarse_network(address) == network


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_only_trusted_proxies_are_believed(peer: str, forwarded: str, address: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == address


@pytest.mark.clause("4.3-e")
def test_addresses_are_read_in_one_place_and_cut_there_so_that_no_place_is_guessed_from_one() -> None:
    readers = [path.name for path in ROOM.rglob("*.py") if ADDRESS.search(path.read_text("utf-8"))]
    assert readers == ["network.py"]
    needed = (ROOM.parents[1] / "pyproject.toml").read_text("utf-8")
    assert re.search("geoip|maxmind|ip2location", needed, re.IGNORECASE) is None
