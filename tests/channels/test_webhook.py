import asyncio
import dataclasses
import logging
import ssl
from datetime import timedelta
from pathlib import Path

import pytest

from dialonce.channels import (
    DeliveryStatus,
    EgressRules,
    FailureReason,
    Handover,
    Outbound,
    SigningSecret,
    WebhookCarrier,
    verify_webhook,
    webhook,
    webhook_client,
)
from tests.channels.certificates import certificate_for
from tests.channels.messages import AT, event
from tests.channels.servers import http_server

HOUSE = EgressRules(allow_private=True, allow_plaintext=True)
SECRET = SigningSecret(b"s" * 32)


def post(message: Outbound, tls: ssl.SSLContext | None = None, **options) -> Handover:
    async def run() -> Handover:
        async with webhook_client(tls) as http:
            options.setdefault("rules", HOUSE)
            return await WebhookCarrier(http, [SECRET], **options).hand_over(message)

    return asyncio.run(run())


def pointing_to(*addresses: str):
    async def resolve(host: str, port: int) -> list[str]:
        return list(addresses)

    return resolve


def test_webhook_to_a_server_arrives_signed_and_counts_as_delivered() -> None:
    with http_server() as far:
        handover = post(event(f"http://127.0.0.1:{far.port}/hooks?tenant=1"))
    assert handover == Handover(DeliveryStatus.DELIVERED)
    [received] = far.received
    assert (received.path, received.body) == ("/hooks?tenant=1", b'{"type":"call.ended"}')
    assert received.headers["content-type"] == "application/json"
    assert received.headers["webhook-id"] == "msg_4"
    assert verify_webhook([SECRET], received.headers, received.body, int(AT.timestamp()))


def test_webhook_tried_again_keeps_its_id_and_signs_the_new_time() -> None:
    with http_server(503, 200) as far:
        message = event(f"http://127.0.0.1:{far.port}/")
        assert post(message).may_retry
        again = dataclasses.replace(message, attempted_at=AT + timedelta(minutes=5))
        assert post(again).status is DeliveryStatus.DELIVERED
    first, second = far.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 300


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (301, FailureReason.MESSAGE_REFUSED),
        (400, FailureReason.MESSAGE_REFUSED),
        (401, FailureReason.MESSAGE_REFUSED),
        (410, FailureReason.RECIPIENT_GONE),
        (429, FailureReason.CARRIER_BUSY),
        (500, FailureReason.CARRIER_UNAVAILABLE),
        (503, FailureReason.CARRIER_UNAVAILABLE),
    ],
)
def test_webhook_that_is_refused_fails_with_its_reason(status: int, reason: FailureReason) -> None:
    with http_server(status) as far:
        assert post(event(f"http://127.0.0.1:{far.port}/")).reason is reason


def test_webhook_that_is_redirected_does_not_follow() -> None:
    with http_server() as inside, http_server(307) as far:
        far.location = f"http://127.0.0.1:{inside.port}/metadata"
        assert post(event(f"http://127.0.0.1:{far.port}/")).reason is FailureReason.MESSAGE_REFUSED
    assert inside.received == []


def test_webhook_to_a_slow_server_gives_up_in_time() -> None:
    with http_server(slow=True) as far:
        handover = post(event(f"http://127.0.0.1:{far.port}/"), timeout=0.2)
    assert handover.reason is FailureReason.CARRIER_TIMEOUT


def test_webhook_to_a_closed_port_is_unreachable() -> None:
    with http_server() as far:
        pass
    handover = post(event(f"http://127.0.0.1:{far.port}/"))
    assert handover.reason is FailureReason.CARRIER_UNREACHABLE
    assert handover.may_retry


@pytest.mark.parametrize("url", ["https://127.0.0.1:{port}/", "http://127.0.0.1:{port}/", "https://localhost:{port}/"])
def test_webhook_into_the_house_is_never_sent_by_default(url: str) -> None:
    with http_server() as far:
        handover = post(event(url.format(port=far.port)), rules=EgressRules())
    assert handover.reason is FailureReason.ADDRESS_FORBIDDEN
    assert not handover.may_retry
    assert far.received == []


def test_webhook_to_a_name_that_answers_with_an_inside_address_is_never_sent() -> None:
    with http_server() as far:
        message = event(f"https://hooks.example.org:{far.port}/")
        handover = post(message, rules=EgressRules(), resolve=pointing_to("1.1.1.1", "127.0.0.1"))
    assert handover.reason is FailureReason.ADDRESS_FORBIDDEN
    assert far.received == []


def test_webhook_when_the_first_address_is_dead_uses_the_next() -> None:
    with http_server() as far:
        message = event(f"http://hooks.example.org:{far.port}/")
        assert post(message, resolve=pointing_to("127.0.0.2", "127.0.0.1")).status is DeliveryStatus.DELIVERED
    assert far.received[0].headers["host"] == f"hooks.example.org:{far.port}"


@pytest.mark.clause("4.1-d")
@pytest.mark.parametrize(("name", "arrives"), [("hooks.example.org", True), ("other.example.org", False)])
def test_webhook_over_tls_verifies_the_name_and_not_the_address(tmp_path: Path, name: str, arrives: bool) -> None:
    server, client = certificate_for("hooks.example.org", tmp_path)
    with http_server(tls=server) as far:
        handover = post(event(f"https://{name}:{far.port}/"), client, resolve=pointing_to("127.0.0.1"))
    assert (handover.status is DeliveryStatus.DELIVERED) is arrives
    assert len(far.received) == arrives


def test_webhook_logs_nothing_of_an_address_whose_path_is_secret(caplog) -> None:
    with caplog.at_level(logging.DEBUG), http_server() as far:
        post(event(f"http://127.0.0.1:{far.port}/hooks/T0PS3CRET"))
    assert "T0PS3CRET" not in caplog.text
    assert str(far.port) not in caplog.text


def test_trusted_authorities_are_read_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take longer to read than a request may wait, and housekeeping opens a client every few minutes."""
    read: list[ssl.SSLContext] = []

    def create(**options: bool) -> ssl.SSLContext:
        read.append(ssl.create_default_context())
        return read[-1]

    monkeypatch.setattr(webhook.httpx, "create_ssl_context", create)
    webhook._trusted_authorities.cache_clear()

    async def open_two() -> None:
        async with webhook_client(), webhook_client():
            pass

    asyncio.run(open_two())
    webhook._trusted_authorities.cache_clear()
    assert len(read) == 1
