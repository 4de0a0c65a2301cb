"""What the loads send: calls of 5,000 callers to one line."""

import json
import random
import uuid
from datetime import timedelta

from bench.load import request
from dialonce.vault import system_clock
from tests.house_of import Furnished

CALLERS = [f"+336{number:08d}" for number in range(5_000)]
BATCH = 1_000


def eligible_requests(house: Furnished) -> list[bytes]:
    called = house.number[1:]
    return [
        request("GET", f"/ivr/isEligible?caller=%2B{caller[1:]}&called=%2B{called}", house.token) for caller in CALLERS
    ]


def log_requests(house: Furnished) -> list[bytes]:
    return [request("POST", "/ivr/log", house.token, _log_body(caller, house.number)) for caller in CALLERS]


def _log_body(caller: str, called: str) -> bytes:
    return json.dumps({"caller": caller, "called": called, "type": "call-start", "data": {"culture": "fr-FR"}}).encode()


def empty_get() -> list[bytes]:
    return [request("GET", "/empty")]


def empty_post(house: Furnished) -> list[bytes]:
    return [request("POST", "/empty", house.token, _log_body(CALLERS[0], house.number))]


def an_event(house: Furnished, *, ago: timedelta = timedelta(0), callers: int = len(CALLERS)) -> dict[str, str]:
    return {
        "id": str(uuid.uuid4()),
        "type": "call-start",
        "occurred_at": (system_clock() - ago).isoformat(),
        "line": house.number,
        "caller": f"+336{random.randrange(callers):08d}",
        "culture": "fr-FR",
    }


def batch_request(house: Furnished, count: int = BATCH, *, callers: int = len(CALLERS)) -> bytes:
    body = b"\n".join(json.dumps(an_event(house, callers=callers)).encode() for _ in range(count))
    return request("POST", "/v1/events", house.token, body, "application/x-ndjson")
