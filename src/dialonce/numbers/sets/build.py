"""Making the signed number set of a solution; only the service does this, devices read."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from phonenumbers.shortnumberinfo import is_emergency_number

from dialonce.errors import Invalid

from .contents import Contents, Group, Payload, Plan, encode

_NUMBER = re.compile(r"\+(?P<full>[1-9]\d{4,14})|(?P<country>[A-Z]{2}):(?P<short>\d{2,6})", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._~-]{1,64}", re.ASCII)
_NORTH_AMERICA = "1"


def build_number_set(
    entries: Iterable[tuple[str, Payload]],
    *,
    version: int,
    issued_at: datetime,
    key: Ed25519PrivateKey,
    solution: str,
) -> bytes:
    """The signed set of `entries`, pairs of a canonical number (`Number.text`) and its payload.

    Equal arguments give equal bytes. `version` must grow with every change; `issued_at` is kept to the
    second. Raises Invalid for a text that is no canonical number, a number given twice, or a name that is not
    1 to 64 of `A-Z a-z 0-9 . _ ~ -`.
    """
    groups = _group(entries)
    _require_names(
        {solution, *(name for group in groups for p in group.payloads for name in (p.publisher, p.interface))}
    )
    contents = Contents(version, int(issued_at.timestamp()), solution, _plans(groups), groups)
    body = encode(contents)
    return body + key.sign(body)


def _group(entries: Iterable[tuple[str, Payload]]) -> tuple[Group, ...]:
    groups: dict[tuple[str, int], dict[int, Payload]] = defaultdict(dict)
    for text, payload in entries:
        prefix, digits = _split(text)
        members = groups[prefix, len(digits)]
        if int(digits) in members:
            raise Invalid("A number is listed twice in the number set; keep one line for each.")
        members[int(digits)] = payload
    return tuple(
        Group(prefix, digits, sorted(members), [members[value] for value in sorted(members)])
        for (prefix, digits), members in sorted(groups.items())
    )


def _split(text: str) -> tuple[str, str]:
    """A number's prefix, `+` with its country code or the country of a short code, and the digits after
    it.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise Invalid("A number of the set is not in canonical form; write Number.text, such as +33… or FR:3654.")
    if match["short"]:
        if is_emergency_number(match["short"], match["country"]):
            raise Invalid("An emergency number is in the number set; those calls are never touched, leave it out.")
        return f"{match['country']}:", match["short"]
    full: str = match["full"]
    code = next((full[:n] for n in (1, 2, 3) if int(full[:n]) in COUNTRY_CODE_TO_REGION_CODE), None)
    if code is None:
        raise Invalid("A number of the set begins with no country code that exists.")
    return f"+{code}", full[len(code) :]


def _plans(groups: Iterable[Group]) -> tuple[Plan, ...]:
    """The plan of each country in which one of the numbers can be dialled as a home number."""
    countries = {country for group in groups for country in _countries(group.prefix)}
    return tuple(plan for country in sorted(countries) if (plan := _plan(country)))


def _countries(prefix: str) -> tuple[str, ...]:
    return (prefix[:-1],) if prefix.endswith(":") else COUNTRY_CODE_TO_REGION_CODE[int(prefix[1:])]


def _plan(country: str) -> Plan | None:
    metadata = PhoneMetadata.metadata_for_region(country)
    if metadata is None:
        return None
    international = metadata.preferred_international_prefix or metadata.international_prefix or ""
    return Plan(
        country=country,
        calling_code=str(metadata.country_code),
        trunk=metadata.national_prefix or "",
        international=international if international.isdigit() else "00",
        trunk_optional=str(metadata.country_code) == _NORTH_AMERICA,
    )


def _require_names(names: Iterable[str]) -> None:
    if not all(_NAME.fullmatch(name) for name in names):
        raise Invalid("A publisher, interface or solution of the number set is not named by 1 to 64 of A-Za-z0-9._~-.")
