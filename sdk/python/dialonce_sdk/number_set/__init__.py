"""The exact, signed, versioned set of registered numbers (docs/reference/number-set.md).

All files here but this one and `signature.py` are the service's own, unchanged; a test of the repository compares them.
"""

from dialonce_sdk.number_set.contents import COSTS_MORE, HAS_SATISFACTION, Payload, Plan
from dialonce_sdk.number_set.difference import apply_difference
from dialonce_sdk.number_set.number_set import NumberSet
from dialonce_sdk.number_set.wire import NumberSetError

__all__ = [
    "COSTS_MORE",
    "HAS_SATISFACTION",
    "NumberSet",
    "NumberSetError",
    "Payload",
    "Plan",
    "apply_difference",
]
