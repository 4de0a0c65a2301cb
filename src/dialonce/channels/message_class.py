"""What every text has in common: its class, and the languages it may be in."""

from enum import StrEnum
from typing import Literal

Locale = Literal["fr", "en"]


class MessageClass(StrEnum):
    """Service answers what the person asked for; marketing needs explicit consent (4.2-b2 to b4)."""

    SERVICE = "service"
    MARKETING = "marketing"
