"""What can be asked of the service, each as a flow."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from dialonce_sdk.flow import JSON, Answer, Carrier, Flow, Send, read_json, read_object
from dialonce_sdk.number_set import NumberSet, NumberSetError, apply_difference

Step = Literal["call-start", "call-end", "call-error", "answer-get-sms", "answer-no-sms"]


@dataclass(frozen=True)
class HeldSet:
    """A number set as fetched: give it back to fetch only what changed since."""

    numbers: NumberSet
    data: bytes
    etag: str | None
    public_key: bytes


def call(
    carrier: Carrier,
    method: str,
    path: str,
    *,
    params: Mapping[str, str] | None = None,
    body: Any = None,
    idempotency_key: str | None = None,
) -> Flow[Any]:
    """Any call of the API. All but GET carry an idempotency key, made here unless given."""
    answer = yield from carrier.carry(_send(method, path, params, body, idempotency_key))
    return read_json(answer)


def is_mobile(carrier: Carrier, number: str, culture: str | None) -> Flow[bool]:
    params = _given(number=number, cultureISO=culture)
    return (yield from _says(carrier, "mobile", _send("GET", "/phoneNumbers/isMobile", params)))


def is_eligible(carrier: Carrier, caller: str, called: str) -> Flow[bool]:
    params = {"caller": caller, "called": called}
    return (yield from _says(carrier, "eligible", _send("GET", "/ivr/isEligible", params)))


def request_service(carrier: Carrier, caller: str, called: str, culture: str | None) -> Flow[bool]:
    body = _given(caller=caller, called=called, culture=culture)
    return (yield from _says(carrier, "success", _send("POST", "/ivr/serviceRequest", body=body)))


def log(carrier: Carrier, step: Step, caller: str, called: str, data: Mapping[str, str | None]) -> Flow[bool]:
    details = _given(**data)
    body = {"type": step, "caller": caller, "called": called, **({"data": details} if details else {})}
    return (yield from _says(carrier, "success", _send("POST", "/ivr/log", body=body)))


def send_events(carrier: Carrier, events: Iterable[Mapping[str, Any]]) -> Flow[Any]:
    """Each event keeps its `id` from one try to the next; one without gets one here."""
    lines = [json.dumps({"id": str(uuid4()), **event}) for event in events]
    headers = {"Content-Type": "application/x-ndjson"}
    body = "\n".join(lines).encode()
    return read_json((yield from carrier.carry(Send("POST", "/v1/events", headers=headers, body=body))))


def fetch_number_set(carrier: Carrier, solution: str, held: HeldSet | None, public_key: bytes | None) -> Flow[HeldSet]:
    """The newest set: `held` itself when nothing changed. Raises NumberSetError, and `held` stays good, when
    what came is damaged, tampered with or older.
    """
    key = public_key or (held.public_key if held else None) or (yield from _fetch_key(carrier))
    answer = yield from carrier.download(_ask_for_set(solution, held))
    if held and answer.status == 304:
        return held
    if held and "number-set-diff" in answer.headers.get("content-type", ""):
        try:
            return _open(answer, apply_difference(held.data, answer.body), solution, held, key)
        except NumberSetError:
            answer = yield from carrier.download(_ask_for_set(solution, None))
    return _open(answer, answer.body, solution, held, key)


def _send(
    method: str,
    path: str,
    params: Mapping[str, str] | None = None,
    body: Any = None,
    idempotency_key: str | None = None,
) -> Send:
    headers = {} if method == "GET" else {**JSON, "Idempotency-Key": idempotency_key or str(uuid4())}
    return Send(method, path, params or {}, headers, None if body is None else json.dumps(body).encode())


def _says(carrier: Carrier, member: str, send: Send) -> Flow[bool]:
    answer = yield from carrier.carry(send)
    return read_object(answer, member)[member] is True


def _ask_for_set(solution: str, held: HeldSet | None) -> Send:
    params = {"solution": solution, **({"from": str(held.numbers.version)} if held else {})}
    headers = {"If-None-Match": held.etag} if held and held.etag else {}
    return Send("GET", "/v1/number-set", params, headers, token=False)


def _open(answer: Answer, data: bytes, solution: str, held: HeldSet | None, key: bytes) -> HeldSet:
    newer_than = held.numbers.version if held else 0
    numbers = NumberSet.open(data, key, newer_than=newer_than, solution=solution)
    return HeldSet(numbers, data, answer.headers.get("etag"), key)


def _fetch_key(carrier: Carrier) -> Flow[bytes]:
    answer = yield from carrier.carry(Send("GET", "/v1/number-set/key", token=False))
    key = str(read_object(answer, "x")["x"])
    return base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
