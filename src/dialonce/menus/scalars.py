"""Texts and numbers as the original service compared them: it was written in JavaScript."""

import math
import re

_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?\s*", re.ASCII)


def as_text(value: str | float) -> str:
    """A scalar as JavaScript would write it: `1.0` is `1`, true is `true`."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        case _:
            return str(value)


def as_number(text: str) -> float:
    """The number that the text writes out in decimal digits; NaN when it is none."""
    return float(text) if _NUMBER.fullmatch(text) else math.nan
