import pytest

from dialonce.channels import Delivery, DeliveryStatus, FailureReason, parse_twilio_report


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"MessageStatus": "queued"}, Delivery(DeliveryStatus.QUEUED)),
        ({"MessageStatus": "sent", "ErrorCode": ""}, Delivery(DeliveryStatus.SENT)),
        ({"SmsStatus": "Delivered"}, Delivery(DeliveryStatus.DELIVERED)),
        (
            {"MessageStatus": "undelivered", "ErrorCode": "30005"},
            Delivery(DeliveryStatus.FAILED, FailureReason.RECIPIENT_UNKNOWN),
        ),
        ({"MessageStatus": "failed", "ErrorCode": "99999"}, Delivery(DeliveryStatus.FAILED, FailureReason.UNKNOWN)),
        ({"MessageStatus": "failed"}, Delivery(DeliveryStatus.FAILED, FailureReason.UNKNOWN)),
        ({"MessageStatus": "undelivered", "ErrorCode": "30036"}, Delivery(DeliveryStatus.EXPIRED)),
        ({"MessageStatus": "receiving"}, None),
        ({}, None),
    ],
)
def test_twilio_report_is_told_in_our_words(form: dict[str, str], expected: Delivery | None) -> None:
    assert parse_twilio_report(form) == expected
