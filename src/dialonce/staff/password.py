"""Passwords: how hard one must be to guess, and how it is kept.

CNIL, délibération 2022-100: 50 bits of entropy where tries are throttled, as they are here. Counted by the kinds of characters
that occur, and not at all for what everybody tries first. No forced renewal. Kept as argon2id (RFC 9106).
"""

import asyncio
import math
import re
from functools import cache
from itertools import pairwise
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dialonce.errors import Fault, Invalid

LEAST_BITS = 50
LONGEST = 256
_KINDS: Final = ((re.compile(r"[a-z]"), 26), (re.compile(r"[A-Z]"), 26), (re.compile(r"[0-9]"), 10))
_OTHERS: Final = (re.compile(r"[^a-zA-Z0-9]"), 37)
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiop", "qwertyuiop", "qsdfghjklm", "asdfghjkl")
_COMMON: Final = ("password", "motdepasse", "welcome", "bienvenue", "dialonce", "letmein", "admin")


def entropy_bits(password: str) -> float:
    """Bits of entropy: distinct-enough characters times the bits of the kinds that occur. Known words and runs count as one."""
    kinds = sum(size for pattern, size in (*_KINDS, _OTHERS) if pattern.search(password))
    return len(_condense(password)) * math.log2(kinds) if kinds else 0.0


def _condense(password: str) -> str:
    """The password with repetitions, keyboard runs, and common words shrunk to one character."""
    text = password.lower()
    for word in _COMMON:
        text = text.replace(word, word[0])
    text = re.sub(r"(.)\1+", r"\1", text, flags=re.DOTALL)
    return _without_runs(text)


def _without_runs(text: str) -> str:
    kept = text[:1]
    for before, char in pairwise(text):
        if not any(before + char in run or char + before in run for run in _RUNS):
            kept += char
    return kept


def check_password(password: str, *known: str) -> None:
    """Raise `Invalid` unless the password has 50 bits of entropy without what is `known` of its owner."""
    if len(password) > LONGEST:
        raise Invalid("The password is too long.", faults=(Fault("/password", f"at most {LONGEST} characters"),))
    rest = password
    for word in known:
        if len(word) > 2:
            rest = re.sub(re.escape(word), "", rest, flags=re.IGNORECASE)
    if entropy_bits(rest) < LEAST_BITS:
        wanted = "longer, or with capitals, digits and signs; without names, rows of keys and common words"
        raise Invalid("The password is too easy to guess.", faults=(Fault("/password", wanted),))


async def hash_password(password: str) -> str:
    """What is kept of a password."""
    return await asyncio.to_thread(_hasher.hash, password)


async def is_password(kept: str, password: str) -> bool:
    """Whether it is the password kept; takes equally long when none is kept."""
    return await asyncio.to_thread(_verify, kept, password[: LONGEST + 1])


@cache
def _nobodys() -> str:
    """What an unknown account's password is checked against, so that it takes as long as a known one's."""
    return _hasher.hash("nobody")


def _verify(kept: str, password: str) -> bool:
    try:
        _hasher.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)
