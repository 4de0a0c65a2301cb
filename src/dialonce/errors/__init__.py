"""Errors that callers see, each with a stable code.

Every message says what is wrong, where, and how to mend it; none holds a personal value.
"""

from dialonce.errors.tree import (
    Conflict,
    DialOnceError,
    Fault,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    TooLarge,
    TooMany,
    Unauthorized,
    Unavailable,
)

__all__ = [
    "Conflict",
    "DialOnceError",
    "Fault",
    "Forbidden",
    "Invalid",
    "NotFound",
    "Refused",
    "TooLarge",
    "TooMany",
    "Unauthorized",
    "Unavailable",
]
