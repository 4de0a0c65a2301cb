import asyncio
from pathlib import Path

import pytest

from dialonce.channels import FailureReason, MessageKind, Outbox, Switchboard, read_outbox
from tests.channels.messages import email, marketing, sms


def test_switchboard_with_a_route_uses_it(tmp_path: Path) -> None:
    board = Switchboard(service={MessageKind.SMS: Outbox(tmp_path / "outbox")})
    assert asyncio.run(board.hand_over(sms())).carrier_reference == "outbox:msg_1"


def test_switchboard_without_a_route_for_the_kind_fails_with_no_carrier(tmp_path: Path) -> None:
    board = Switchboard(service={MessageKind.SMS: Outbox(tmp_path / "outbox")})
    assert asyncio.run(board.hand_over(email())).reason is FailureReason.NO_CARRIER


@pytest.mark.clause("4.2-b1", "4.2-b4")
def test_switchboard_given_marketing_never_uses_a_service_route(tmp_path: Path) -> None:
    service, other = Outbox(tmp_path / "service"), Outbox(tmp_path / "marketing")
    closed = Switchboard(service={MessageKind.SMS: service})
    assert asyncio.run(closed.hand_over(marketing())).reason is FailureReason.CLASS_REFUSED
    opened = Switchboard(service={MessageKind.SMS: service}, marketing={MessageKind.SMS: other})
    asyncio.run(opened.hand_over(marketing()))
    assert read_outbox(service.path, 10) == []
    assert [entry.id for entry in read_outbox(other.path, 10)] == ["msg_2"]
