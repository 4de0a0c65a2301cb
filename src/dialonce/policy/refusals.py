"""The closed list of reasons for which a request of a person may be declined (7-j). "Impractical" is not one."""

from collections.abc import Mapping
from functools import cache

import msgspec

from dialonce.policy.data_files import read_table


class Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One lawful reason: the article of the GDPR it rests on, and the rights it can be held against."""

    article: str
    rights: tuple[str, ...]
    fr: str
    en: str


@cache
def load_refusals() -> Mapping[str, Refusal]:
    """Every lawful reason, by its code."""
    return msgspec.convert(read_table("refusals.toml"), dict[str, Refusal])
