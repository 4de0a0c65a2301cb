import asyncio

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import EgressRules, check_endpoint
from dialonce.channels.egress import is_public, permitted_addresses, resolve_host
from dialonce.errors import Invalid

STRICT = EgressRules()
HOUSE = EgressRules(allow_private=True, allow_plaintext=True)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
        *["224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"],
        *["::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"],
        *["::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378::"],
        *["", "localhost", "1.1.1"],
    ],
)
def test_address_inside_or_wrapping_one_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_private_address_wrapped_in_any_ipv6_is_not_public(address) -> None:
    number = int(address)
    for wrapped in (0xFFFF << 32 | number, number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert not is_public(str(st_ipv6(wrapped)))


def st_ipv6(number: int):
    from ipaddress import IPv6Address

    return IPv6Address(number)


@pytest.mark.clause("4.1-d")
@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://hooks.example.org/a", "https"),
        ("ftp://hooks.example.org/a", "https"),
        ("hooks.example.org/a", "https"),
        ("https:///a", "host"),
        ("https://user:secret@hooks.example.org/a", "password"),
        ("https://hooks.example.org/a#b", "fragment"),
        ("https://127.0.0.1/a", "private"),
        ("https://[::1]:8443/a", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://hooks.example.org:port/a", "not a URL"),
    ],
)
def test_endpoint_that_we_would_never_call_is_invalid_and_not_quoted(url: str, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as error:
        check_endpoint(url, STRICT)
    assert url not in error.value.detail
    assert "secret" not in error.value.detail


def test_endpoint_inside_is_allowed_where_the_rules_say_so() -> None:
    assert check_endpoint("http://127.0.0.1:8080/a", HOUSE).port == 8080


def addresses(url: str, rules: EgressRules, *found: str) -> list[str]:
    async def resolve(host: str, port: int) -> list[str]:
        return list(found)

    return asyncio.run(permitted_addresses(httpx.URL(url), rules, resolve))


def test_addresses_of_a_name_with_one_inside_are_none_at_all() -> None:
    assert addresses("https://hooks.example.org", STRICT, "1.1.1.1", "10.0.0.1") == []
    assert addresses("https://hooks.example.org", STRICT, "1.1.1.1") == ["1.1.1.1"]
    assert addresses("https://hooks.example.org", HOUSE, "1.1.1.1", "10.0.0.1") == ["1.1.1.1", "10.0.0.1"]
    assert addresses("https://hooks.example.org", STRICT) == []


@pytest.mark.parametrize("host", ["localhost", "2130706433", "127.1"])
def test_addresses_of_names_for_this_machine_are_refused_once_resolved(host: str) -> None:
    async def look_up() -> list[str]:
        return await permitted_addresses(httpx.URL(f"https://{host}/"), STRICT, resolve_host)

    assert asyncio.run(look_up()) == []


def test_addresses_of_an_impossible_name_are_none() -> None:
    assert asyncio.run(resolve_host("a" * 70 + ".invalid", 443)) == []
