"""Policy versions: semantic numbers that can be compared."""

from functools import lru_cache

Number = tuple[int, int, int]


@lru_cache(maxsize=256)
def parse_version(text: str | None) -> Number | None:
    """`major.minor.patch` as numbers; None for anything else, which then reaches nothing."""
    parts = (text or "").split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 6 for part in parts):
        return None
    major, minor, patch = map(int, parts)
    return major, minor, patch


def reaches(version: str | None, since: str | None) -> bool:
    """Whether something given under `version` covers a meaning that was last widened in `since` (1-d)."""
    given, needed = parse_version(version), parse_version(since)
    return given is not None and needed is not None and given >= needed
