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
