"""What became of a message: five statuses, and one rule that joins reports in whatever order they come."""

from dataclasses import dataclass
from enum import StrEnum

from dialonce.errors import Invalid


class DeliveryStatus(StrEnum):
    """Declared from the least to the most that can be known of a message; `next_status` relies on the order."""

    QUEUED = "queued"
    """Accepted by us; no carrier has it yet."""
    SENT = "sent"
    """A carrier has it; whether the phone has it is not known."""
    EXPIRED = "expired"
    """Its term passed before any carrier told that it arrived."""
    FAILED = "failed"
    """It did not arrive; the reason says why."""
    DELIVERED = "delivered"
    """The phone, mailbox or server confirmed it."""


class FailureReason(StrEnum):
    """Why a message failed, declared from the vaguest to the most exact; stable codes, kept in the history."""

    UNKNOWN = "unknown"
    CARRIER_UNREACHABLE = "carrier-unreachable"
    CARRIER_TIMEOUT = "carrier-timeout"
    CARRIER_UNAVAILABLE = "carrier-unavailable"
    CARRIER_BUSY = "carrier-busy"
    CARRIER_UNAUTHORIZED = "carrier-unauthorized"
    NO_CARRIER = "no-carrier"
    CLASS_REFUSED = "class-refused"
    MESSAGE_REFUSED = "message-refused"
    ADDRESS_FORBIDDEN = "address-forbidden"
    RECIPIENT_UNREACHABLE = "recipient-unreachable"
    RECIPIENT_UNKNOWN = "recipient-unknown"
    RECIPIENT_LANDLINE = "recipient-landline"
    RECIPIENT_GONE = "recipient-gone"
    RECIPIENT_OPTED_OUT = "recipient-opted-out"

    @property
    def is_temporary(self) -> bool:
        """Whether the same message may pass if it is handed over again later."""
        return self in _TEMPORARY


_TEMPORARY = frozenset(
    {
        FailureReason.CARRIER_UNREACHABLE,
        FailureReason.CARRIER_TIMEOUT,
        FailureReason.CARRIER_UNAVAILABLE,
        FailureReason.CARRIER_BUSY,
    }
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of one attempt to deliver one message; a carrier's report has the same shape."""

    status: DeliveryStatus
    reason: FailureReason | None = None

    def __post_init__(self) -> None:
        if (self.status is DeliveryStatus.FAILED) != (self.reason is not None):
            raise Invalid("A delivery has a reason exactly when it failed: give `reason` with status `failed`.")


_STATUS_RANK = {status: rank for rank, status in enumerate(DeliveryStatus)}
_REASON_RANK = {reason: rank for rank, reason in enumerate(FailureReason)}


def next_status(current: Delivery, report: Delivery) -> Delivery:
    """Return what is known after `report`: the larger of the two in the order of declaration.

    Taking the larger is commutative, associative and idempotent, so reports that come twice, late or out
    of order end in the same state as the same reports in order. It follows that an arrival is never
    unsaid; that "failed" a day after "expired" is kept, being more exact; and that a retry is a new
    attempt with a record of its own, never a step back to "queued".
    """
    return max(current, report, key=_rank)


def _rank(delivery: Delivery) -> tuple[int, int]:
    return _STATUS_RANK[delivery.status], -1 if delivery.reason is None else _REASON_RANK[delivery.reason]
