"""Keys as they rest: wrapped by the one above, each bound to its place."""

from uuid import UUID

import msgspec


class PublisherKeyRow(msgspec.Struct, frozen=True):
    """A publisher's key as it rests."""

    purpose: str
    version: int
    wrapped: bytes


class SubjectKeyRow(msgspec.Struct, frozen=True):
    """A subject's key as it rests."""

    subject_id: UUID
    version: int
    wrapped: bytes


def belongs_publisher(publisher_id: UUID, purpose: str, version: int) -> bytes:
    """Associated data of a publisher's wrapped key."""
    return b"publisher-key|%b|%b|%d" % (publisher_id.bytes, purpose.encode(), version)


def belongs_subject(publisher_id: UUID, subject_id: UUID) -> bytes:
    """Associated data of a subject's wrapped key."""
    return b"subject-key|%b|%b" % (publisher_id.bytes, subject_id.bytes)
