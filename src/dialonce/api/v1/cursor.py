"""Where a page of a list ends, as text that callers hand back and do not read."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from dialonce.errors import Fault, Invalid

LONGEST_CURSOR = 64
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
        raise Invalid("The cursor is not one.", faults=(Fault("after", "`next` of the page before"),))
    return number
