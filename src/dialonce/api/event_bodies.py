"""Bodies of `POST /v1/events`: one JSON object, a JSON array, or NDJSON."""

import re

import msgspec

from dialonce.calls import Event
from dialonce.errors import Invalid, TooLarge

MOST_EVENTS = 10_000
MOST_BYTES = 16 * 1024 * 1024

_event = msgspec.json.Decoder(Event)
_raw = msgspec.json.Decoder(list[msgspec.Raw])
# msgspec's messages name the member and the rule and never repeat a value, but for the name of an unknown member.
_UNKNOWN = re.compile(r"unknown field `[^`]*`")


class Malformed(msgspec.Struct, frozen=True):
    """A member of a batch that is no event. `id` is empty when it has none that could be read."""

    id: str
    reason: str


class _Named(msgspec.Struct):
    id: str = ""


_named = msgspec.json.Decoder(_Named)


def events_in(body: bytes, *, lines: bool) -> Event | Malformed | list[Event | Malformed]:
    """What a body holds: a list for a batch, in order, otherwise the one event.

    Raises `Invalid` for a body that holds nothing or is not JSON, and `TooLarge` beyond `MOST_EVENTS`.
    """
    body = body.strip()
    if not body:
        raise Invalid("The body is empty; send one event as JSON, or several as NDJSON.")
    if lines:
        return _of_lines(body)
    if body[:1] == b"[":
        return [_one(bytes(item)) for item in _array(body)]
    return _one(body)


def _of_lines(body: bytes) -> list[Event | Malformed]:
    _check_count(body.count(b"\n") + 1)
    try:
        return list(_event.decode_lines(body))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return [_one(line) for line in body.split(b"\n") if line.strip()]


def _array(body: bytes) -> list[msgspec.Raw]:
    try:
        items = _raw.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise Invalid("The body is not JSON.") from wrong
    _check_count(len(items))
    return items


def _check_count(count: int) -> None:
    if count > MOST_EVENTS:
        raise TooLarge(f"A request holds at most {MOST_EVENTS} events; nothing was stored. Send smaller batches.")


def _one(text: bytes) -> Event | Malformed:
    try:
        return _event.decode(text)
    except msgspec.ValidationError as wrong:
        return Malformed(_id(text), _UNKNOWN.sub("an unknown member", str(wrong)))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Malformed("", "This is not a JSON object in UTF-8.")


def _id(text: bytes) -> str:
    try:
        return _named.decode(text).id[:64]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
