from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import Delivery, DeliveryStatus, FailureReason, next_status
from dialonce.errors import Invalid

QUEUED, SENT, EXPIRED, DELIVERED = (
    Delivery(DeliveryStatus(name)) for name in ("queued", "sent", "expired", "delivered")
)
FAILED = Delivery(DeliveryStatus.FAILED, FailureReason.RECIPIENT_UNREACHABLE)

deliveries = st.one_of(
    st.sampled_from([QUEUED, SENT, EXPIRED, DELIVERED]),
    st.sampled_from(FailureReason).map(lambda reason: Delivery(DeliveryStatus.FAILED, reason)),
)


@pytest.mark.parametrize(
    ("current", "report", "expected"),
    [
        (QUEUED, SENT, SENT),
        (SENT, DELIVERED, DELIVERED),
        (SENT, FAILED, FAILED),
        (SENT, EXPIRED, EXPIRED),
        (DELIVERED, SENT, DELIVERED),
        (DELIVERED, FAILED, DELIVERED),
        (FAILED, SENT, FAILED),
        (FAILED, DELIVERED, DELIVERED),
        (EXPIRED, DELIVERED, DELIVERED),
        (EXPIRED, FAILED, FAILED),
        (SENT, SENT, SENT),
    ],
)
def test_next_status_of_a_report_is_what_is_known_after_it(current, report, expected) -> None:
    assert next_status(current, report) == expected


def test_next_status_of_two_failures_keeps_the_more_exact_reason() -> None:
    vague = Delivery(DeliveryStatus.FAILED, FailureReason.UNKNOWN)
    assert next_status(vague, FAILED) == next_status(FAILED, vague) == FAILED


@given(st.lists(deliveries, min_size=1, max_size=5))
def test_next_status_of_reports_in_any_order_and_number_ends_the_same(reports: list[Delivery]) -> None:
    ends = {reduce(next_status, order, QUEUED) for order in permutations(reports)}
    ends.add(reduce(next_status, reports + reports, QUEUED))
    assert len(ends) == 1


@given(deliveries, deliveries)
def test_next_status_after_an_arrival_is_never_anything_else(report: Delivery, other: Delivery) -> None:
    assert next_status(next_status(DELIVERED, report), other) == DELIVERED


@pytest.mark.parametrize("status", [status for status in DeliveryStatus if status is not DeliveryStatus.FAILED])
def test_delivery_with_a_reason_but_not_failed_is_invalid(status: DeliveryStatus) -> None:
    with pytest.raises(Invalid, match="exactly when it failed"):
        Delivery(status, FailureReason.UNKNOWN)


def test_delivery_failed_without_a_reason_is_invalid() -> None:
    with pytest.raises(Invalid, match="exactly when it failed"):
        Delivery(DeliveryStatus.FAILED)


def test_failure_reasons_about_the_carrier_are_temporary_and_about_the_recipient_are_not() -> None:
    temporary = {reason.value for reason in FailureReason if reason.is_temporary}
    assert temporary == {"carrier-unreachable", "carrier-timeout", "carrier-unavailable", "carrier-busy"}
