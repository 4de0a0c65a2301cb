"""The exact, signed, versioned set of registered numbers that devices carry.

Every file but `build.py` and `signature.py` also ships, unchanged, in the Python SDK; a test compares them.
"""

from dialonce.numbers.sets.build import build_number_set
from dialonce.numbers.sets.contents import COSTS_MORE, HAS_SATISFACTION, Payload, Plan
from dialonce.numbers.sets.difference import apply_difference, diff_number_sets
from dialonce.numbers.sets.number_set import NumberSet
from dialonce.numbers.sets.wire import NumberSetError

__all__ = [
    "COSTS_MORE",
    "HAS_SATISFACTION",
    "NumberSet",
    "NumberSetError",
    "Payload",
    "Plan",
    "apply_difference",
    "build_number_set",
    "diff_number_sets",
]
