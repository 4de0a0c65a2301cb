"""Constraint violations as the errors that callers see."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import UniqueViolation

from dialonce.errors import Conflict


@contextmanager
def conflict_when_taken(detail: str) -> Iterator[None]:
    """Turn a uniqueness violation inside the block into `Conflict(detail)`."""
    try:
        yield
    except UniqueViolation as taken:
        raise Conflict(detail) from taken
