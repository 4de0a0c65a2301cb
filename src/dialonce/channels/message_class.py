"""The two classes of messages, which the law and the policy treat differently."""

from enum import StrEnum


class MessageClass(StrEnum):
    """Service answers what the person asked for; marketing needs explicit consent (4.2-b2 to b4)."""

    SERVICE = "service"
    MARKETING = "marketing"
