"""The vectors of `conformance/number-sets.json`, which every reader of the format must pass.

`python -m tests.numbers.vectors > conformance/number-sets.json` (with `src` on the path) writes them anew.
"""

import base64
import json
import random
import sys
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dialonce.numbers import Payload, build_number_set, diff_number_sets

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key().public_bytes_raw()
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ISSUED_AT = datetime(2026, 6, 24, 10, tzinfo=UTC)

Entries = dict[str, Payload]


def _mixed() -> Entries:
    bank, operator = Payload("bank", "cards", 1), Payload("operator", "mobile", 2)
    return {
        "+33100000000": bank,
        "+33100000001": operator,
        "+33999999999": operator,
        "+33000000000": bank,
        "+331234": bank,
        "FR:3654": operator,
        "FR:3900": Payload("operator", "mobile", 6),
        "FR:700": operator,
        "FR:0700": bank,
        "BE:3654": bank,
        "+390612345678": bank,
        "+12025550100": Payload("operator", "mobile-en"),
        "+80012345678": bank,
        "+441632960000": Payload("bank", "cards-en", 255),
    }


def _scattered(count: int) -> Entries:
    source = random.Random(7)
    names = [Payload("operator", f"menu-{index}", index % 4) for index in range(9)]
    return {f"+33{value:09d}": names[value % 9] for value in source.sample(range(10**9), count)}


def _changed(entries: Entries) -> Entries:
    numbers = sorted(entries)
    kept = {number: payload for number, payload in entries.items() if number not in numbers[::100]}
    added = {f"+3317000{index:04d}": Payload("bank", "new") for index in range(6)}
    return kept | added | {numbers[1]: Payload("bank", "moved", 3)}


def contents_by_name() -> dict[str, Entries]:
    mixed, scattered = _mixed(), _scattered(600)
    return {
        "empty": {},
        "one": {"FR:3654": Payload("operator", "mobile")},
        "block": {f"+3318000{index:04d}": Payload("operator", "mobile") for index in range(500)},
        "mixed": mixed,
        "mixed-later": {n: p for n, p in mixed.items() if n[:3] != "+12"} | {"DE:115": Payload("bank", "cards")},
        "scattered": scattered,
        "scattered-later": _changed(scattered),
    }


def build(entries: Entries, version: int, key: Ed25519PrivateKey = KEY, solution: str = "shop") -> bytes:
    return build_number_set(entries.items(), version=version, issued_at=ISSUED_AT, key=key, solution=solution)


def make_vectors() -> dict[str, Any]:
    contents = contents_by_name()
    built = {name: build(entries, 2 if name.endswith("later") else 1) for name, entries in contents.items()}
    return {
        "specification": "docs/reference/number-set.md",
        "public_key": {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(PUBLIC_KEY).decode().rstrip("=")},
        "sets": [_set(name, built[name], entries) for name, entries in contents.items()],
        "differences": _differences(built),
        "refused": _refused(contents, built),
        "dialled": _dialled(),
    }


def _set(name: str, data: bytes, entries: Entries) -> dict[str, Any]:
    return {
        "name": name,
        "bytes": _base64(data),
        "version": 2 if name.endswith("later") else 1,
        "issued_at": int(ISSUED_AT.timestamp()),
        "solution": "shop",
        "members": [[n, p.publisher, p.interface, p.flags] for n, p in sorted(entries.items())],
        "absent": [text for text in _near_misses(entries) if text not in entries],
    }


def _near_misses(entries: Entries) -> list[str]:
    """Neighbours of members, and spellings that a careless number parser takes for one."""
    odd = ["", "+", "+33", "FR:", "+33 100000000", "+331_0000000", "+331000000e0", "+33١٠٠٠٠٠٠٠٠", "fr:3654", "3654"]
    near = []
    for number in sorted(entries)[:40]:
        near += [number[:-1], f"{number}0", number[:-1] + str((int(number[-1]) + 1) % 10), number.replace(":", ":0")]
    return sorted({*odd, *near})


def _differences(built: dict[str, bytes]) -> list[dict[str, str]]:
    pairs = [("mixed", "mixed-later"), ("scattered", "scattered-later"), ("empty", "mixed-later")]
    return [{"from": old, "to": new, "bytes": _base64(diff_number_sets(built[old], built[new]))} for old, new in pairs]


def _refused(contents: dict[str, Entries], built: dict[str, bytes]) -> list[dict[str, Any]]:
    good = built["mixed"]
    flipped = bytearray(good)
    flipped[40] ^= 1
    stranger = build(contents["mixed"], 1, STRANGER)
    return [
        {"why": "one bit of it is another", "bytes": _base64(bytes(flipped))},
        {"why": "it ends early", "bytes": _base64(good[:-1])},
        {"why": "a byte follows", "bytes": _base64(good + b"\0")},
        {"why": "another key signed it", "bytes": _base64(stranger)},
        {"why": "it is of a format to come", "bytes": _base64(_signed(b"DONS\x02" + good[5:-64]))},
        {"why": "its last group is missing", "bytes": _base64(_signed(good[:-80]))},
        {"why": "it is the version in use", "bytes": _base64(good), "newer_than": 1},
        {"why": "it is older than the version in use", "bytes": _base64(good), "newer_than": 7},
        {"why": "it is another solution's", "bytes": _base64(good), "solution": "other"},
    ]


def _signed(body: bytes) -> bytes:
    return body + KEY.sign(body)


def _dialled() -> list[dict[str, Any]]:
    """What is dialled, in which country, and the number of set `mixed` that it reaches."""
    rows = [
        ("+33 1 00 00 00 00", None, "+33100000000"),
        ("+33 (0)1 00 00 00 00", None, "+33100000000"),
        ("tel:+33-1-00-00-00-00;phone-context=x", None, "+33100000000"),
        ("tel:+33100000000,,1", None, "+33100000000"),
        ("01 00 00 00 00", "FR", "+33100000000"),
        ("01\u00a000\u202f00.00-00", "FR", "+33100000000"),
        ("0033 1 00 00 00 00", "FR", "+33100000000"),
        ("011 33 1 00 00 00 00", "US", "+33100000000"),
        ("0033100000000", "US", None),
        ("100000000", "FR", None),
        ("0100000000", "GB", None),
        ("0100000000", None, None),
        ("3654", "FR", "FR:3654"),
        ("36 54", "BE", "BE:3654"),
        ("3654", "US", None),
        ("3654", None, None),
        ("06 1234 5678", "IT", "+390612345678"),
        ("(202) 555-0100", "US", "+12025550100"),
        ("1-202-555-0100", "CA", "+12025550100"),
        ("+1 (202) 555-0100", "FR", "+12025550100"),
        ("call us", "FR", None),
        ("", "FR", None),
        ("+", "FR", None),
        ("0100000000", "XX", None),
    ]
    return [{"text": text, "country": country, "number": number} for text, country, number in rows]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _lines(vectors: dict[str, Any]) -> str:
    """JSON with one vector a line, so that a change shows as a small difference."""
    parts = []
    for name, value in vectors.items():
        rows = value if isinstance(value, list) else None
        text = json.dumps(value) if rows is None else "[\n" + ",\n".join(map(json.dumps, rows)) + "\n]"
        parts.append(f"{json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    sys.stdout.write(_lines(make_vectors()))
