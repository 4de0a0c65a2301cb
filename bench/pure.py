"""What needs neither server nor database: decisions and number sets."""

import gzip
import json
import math
import random
import shutil
import subprocess
import timeit
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.figure import Figure, median
from dialonce.numbers import NumberSet, Payload, build_number_set, diff_number_sets
from dialonce.policy import Action, Actor, Facts, Permit, Sensitivity, Use, decide, effective_policy, load_policy
from dialonce.vault import system_clock

FIRST, LAST = 10**8, 10**9
BLOOM_RATE = 1e-6


def measure_decision() -> list[Figure]:
    """A warm decision beside one dictionary look-up."""
    policy, now = effective_policy(load_policy()), system_clock()
    categories = frozenset(("phone-number", "called-number"))
    use = Use(UUID(int=1), Actor.PUBLISHER, Action.TRANSIENT, "service-link", categories)
    facts = Facts(
        line_registered=True,
        line_sensitivity=Sensitivity.ORDINARY,
        action_by_user=True,
        legal_hold=False,
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
    )
    if not isinstance(decide(use, facts, policy, now), Permit):
        raise TypeError("The decision that is measured must be a permit, the dearer answer.")
    table = {"a": 1}
    ours = _seconds(lambda: decide(use, facts, policy, now)) * 1e6
    beside = _seconds(lambda: table["a"]) * 1e6
    return [
        Figure(
            what="policy decision, pure, warm",
            ours=f"{ours:.2f} µs",
            beside=f"one dictionary look-up: {beside:.3f} µs",
            target="≤ 5 µs",
            score=5 / ours,
        )
    ]


def _seconds(act: object, times: int = 20_000) -> float:
    return median([timeit.timeit(act, number=times) / times for _ in range(5)])  # type: ignore[arg-type]


def measure_number_sets() -> list[Figure]:
    """Size beside the Elias-Fano bound, a Bloom filter and gzip; look-ups; differences."""
    figures = [figure for count in (10_000, 100_000) for figure in _sizes(count)]
    return [*figures, *_update(), *_lookups(), *_lookups_in_javascript()]


def _numbers(count: int, seed: int = 7) -> list[str]:
    return [f"+33{value:09d}" for value in sorted(random.Random(seed).sample(range(FIRST, LAST), count))]


def _built(numbers: list[str], version: int = 1) -> tuple[bytes, Ed25519PrivateKey]:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    payload = Payload("publisher", "menu")
    entries = [(number, payload) for number in numbers]
    data = build_number_set(entries, version=version, issued_at=system_clock(), key=key, solution="bench")
    return data, key


def _sizes(count: int) -> list[Figure]:
    numbers = _numbers(count)
    size = len(_built(numbers)[0])
    bound = count * (2 + math.log2((LAST - FIRST) / count)) / 8
    bloom = -count * math.log(BLOOM_RATE) / math.log(2) ** 2 / 8
    packed = len(gzip.compress(json.dumps(numbers).encode(), 9))
    return [
        Figure(
            what=f"number set, {count:,} numbers",
            ours=f"{size:,} bytes, signed",
            beside=f"bound {bound:,.0f}; Bloom filter at 10⁻⁶ {bloom:,.0f}; gzip of the JSON list {packed:,}",
            target=f"≤ 1.05 × bound (is {size / bound:.3f}), smaller than both",
            score=min(1.05 * bound / size, bloom / size, packed / size),
        )
    ]


def _update() -> list[Figure]:
    numbers = _numbers(100_000)
    gone, came = set(numbers[::200]), [number for number in _numbers(500, seed=8) if number not in set(numbers)]
    old, new = _built(numbers)[0], _built(sorted({*numbers, *came} - gone), version=2)[0]
    share = len(diff_number_sets(old, new)) / len(new)
    return [
        Figure(
            what="number-set update, 1 % changed",
            ours=f"{share:.2%} of the whole set",
            beside=f"the whole set: {len(new):,} bytes",
            target="≤ 5 %",
            score=0.05 / share,
        )
    ]


def _lookups() -> list[Figure]:
    numbers = _numbers(100_000)
    data, key = _built(numbers)
    opened = NumberSet.open(data, key.public_key().public_bytes_raw())
    asked = [*random.Random(9).sample(numbers, 10_000), *(f"+33{value:09d}" for value in range(10_000))]
    took = median([timeit.timeit(lambda: [opened.lookup(number) for number in asked], number=1) for _ in range(5)])
    rate = len(asked) / took
    return [
        Figure(
            what="number-set look-ups in Python, half of them hits",
            ours=f"{rate:,.0f}/s",
            beside="—",
            target="≥ 500,000/s",
            score=rate / 500_000,
        )
    ]


def _lookups_in_javascript() -> list[Figure]:
    """The SDK's own reader under Node.js; no row without it."""
    node = shutil.which("node")
    if node is None:
        return []
    numbers = _numbers(100_000)
    data, key = _built(numbers)
    known = set(numbers)
    strangers = (f"+33{value:09d}" for value in random.Random(9).sample(range(FIRST, LAST), 60_000))
    absent = [number for number in strangers if number not in known][:50_000]
    asked = [*random.Random(9).sample(numbers, 50_000), *absent]
    random.Random(10).shuffle(asked)
    public = urlsafe_b64encode(key.public_key().public_bytes_raw()).decode().rstrip("=")
    given = {"set": b64encode(data).decode(), "key": {"kty": "OKP", "crv": "Ed25519", "x": public}, "numbers": asked}
    script = Path(__file__).parent / "rows" / "lookups.mjs"
    ran = subprocess.run([node, str(script)], input=json.dumps(given), capture_output=True, text=True, check=True)
    rate = float(ran.stdout)
    return [
        Figure(
            what="number-set look-ups in JavaScript, half of them hits",
            ours=f"{rate:,.0f}/s",
            beside="—",
            target="≥ 2 M/s",
            score=rate / 2_000_000,
        )
    ]
