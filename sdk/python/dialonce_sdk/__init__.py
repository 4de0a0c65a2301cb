"""Offer Dial-Once menus from a voice script or an application."""

from dialonce_sdk.client import AsyncDialOnce, DialOnce
from dialonce_sdk.errors import (
    Conflict,
    DialOnceError,
    Fault,
    Forbidden,
    Invalid,
    NoAnswer,
    NotFound,
    Refused,
    ServiceError,
    TooLarge,
    TooMany,
    Unauthorized,
    Unavailable,
)
from dialonce_sdk.flow import Retry
from dialonce_sdk.number_set import NumberSet, NumberSetError, Payload, Plan, apply_difference
from dialonce_sdk.operations import HeldSet, Step

__all__ = [
    "AsyncDialOnce",
    "Conflict",
    "DialOnce",
    "DialOnceError",
    "Fault",
    "Forbidden",
    "HeldSet",
    "Invalid",
    "NoAnswer",
    "NotFound",
    "NumberSet",
    "NumberSetError",
    "Payload",
    "Plan",
    "Refused",
    "Retry",
    "ServiceError",
    "Step",
    "TooLarge",
    "TooMany",
    "Unauthorized",
    "Unavailable",
    "apply_difference",
]
