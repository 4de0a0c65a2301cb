"""The name that identifies the sender to the caller (CPCE L34-5: no message hides on whose behalf it comes)."""

import re

from dialonce.errors import Invalid

LONGEST_NAME = 40
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029%€$£<>{}]|://|www\.", re.IGNORECASE)


def check_publisher_name(name: str) -> str:
    """Return `name` without outer blanks; raise `Invalid` if it could carry more than a name.

    A name stands inside service messages and spoken prompts, so no line break, address, price or
    percentage may travel in it (4.2-b1).
    """
    trimmed = name.strip()
    if not trimmed or len(trimmed) > LONGEST_NAME:
        raise Invalid(f"The publisher's name in messages must have 1 to {LONGEST_NAME} characters; shorten it.")
    if _UNFIT.search(trimmed):
        raise Invalid("The publisher's name in messages holds a sign of a link, price or mark-up; leave only the name.")
    return trimmed


def fit_publisher_name(name: str) -> str:
    """Return what of a registered `name`, however long, may stand in messages: whole words, without unfit signs.

    Raises `Invalid` only when nothing of it is left.
    """
    words = _UNFIT.sub(" ", name).split()
    while len(words) > 1 and len(" ".join(words)) > LONGEST_NAME:
        words.pop()
    return check_publisher_name(" ".join(words)[:LONGEST_NAME])
