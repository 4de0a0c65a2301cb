"""Twilio's delivery reports in our words."""

from collections.abc import Mapping

from dialonce.channels.delivery import Delivery, DeliveryStatus, FailureReason

_STATUSES = {
    "accepted": DeliveryStatus.QUEUED,
    "scheduled": DeliveryStatus.QUEUED,
    "queued": DeliveryStatus.QUEUED,
    "sending": DeliveryStatus.QUEUED,
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.DELIVERED,
    "undelivered": DeliveryStatus.FAILED,
    "failed": DeliveryStatus.FAILED,
    "canceled": DeliveryStatus.EXPIRED,
}
_REASONS = {
    "21211": FailureReason.RECIPIENT_UNKNOWN,
    "21610": FailureReason.RECIPIENT_OPTED_OUT,
    "21614": FailureReason.RECIPIENT_LANDLINE,
    "30001": FailureReason.CARRIER_BUSY,
    "30002": FailureReason.CARRIER_UNAUTHORIZED,
    "30003": FailureReason.RECIPIENT_UNREACHABLE,
    "30004": FailureReason.MESSAGE_REFUSED,
    "30005": FailureReason.RECIPIENT_UNKNOWN,
    "30006": FailureReason.RECIPIENT_LANDLINE,
    "30007": FailureReason.MESSAGE_REFUSED,
}
_TERM_PASSED = "30036"


def parse_twilio_report(form: Mapping[str, str]) -> Delivery | None:
    """Return the report in a status callback; None for a status that says nothing of delivery."""
    status = _STATUSES.get(form.get("MessageStatus", form.get("SmsStatus", "")).lower())
    if status is None:
        return None
    code = form.get("ErrorCode", "")
    if status is DeliveryStatus.FAILED and code == _TERM_PASSED:
        return Delivery(DeliveryStatus.EXPIRED)
    return Delivery(status, _REASONS.get(code, FailureReason.UNKNOWN) if status is DeliveryStatus.FAILED else None)
