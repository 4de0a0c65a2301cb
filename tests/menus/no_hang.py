"""A guard for inputs that are made to exhaust: fails a test that would take minutes, on however busy a machine."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 60
"""Seconds. What is linear takes a twentieth of it at the most, what is quadratic many times as much."""


@contextmanager
def no_hang() -> Iterator[None]:
    """Raise TimeoutError when what is inside takes longer than `LONGEST`."""

    def give_up(*_: object) -> None:
        raise TimeoutError("This input costs far more than its size.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
