"""Where a page of a list ends, as text that callers hand back and do not read."""

import re
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from dialonce.engagement import FormPlace
from dialonce.errors import Fault, Invalid

LONGEST_CURSOR = 64
_FORM = struct.Struct(">q16s")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"\+\d{1,15}|[A-Z]{2}:\d{2,6}", re.ASCII)


def write_cursor(number: str) -> str:
    """The cursor after the line of this canonical number."""
    return urlsafe_b64encode(number.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    """The number that a cursor stands for. Raises `Invalid` for a text that is no cursor of ours."""
    try:
        number = urlsafe_b64decode(cursor.encode() + b"==").decode()
    except ValueError:
        number = ""
    if not _NUMBER.fullmatch(number):
        raise _no_cursor()
    return number


def write_form_cursor(place: FormPlace) -> str:
    """The cursor behind a form."""
    moment = (place.received_at - _EPOCH) // timedelta(microseconds=1)
    return urlsafe_b64encode(_FORM.pack(moment, place.answer_id.bytes)).decode()


def read_form_cursor(cursor: str) -> FormPlace:
    """The place that a cursor stands for. Raises `Invalid` for a text that is no cursor of ours."""
    try:
        moment, answer_id = _FORM.unpack(urlsafe_b64decode(cursor.encode()))
        return FormPlace(_EPOCH + timedelta(microseconds=moment), UUID(bytes=answer_id))
    except (ValueError, struct.error, OverflowError) as wrong:
        raise _no_cursor() from wrong


def _no_cursor() -> Invalid:
    return Invalid("The cursor is not one.", faults=(Fault("after", "`next` of the page before"),))
