import asyncio
import json
import logging
from collections.abc import Iterator

import pytest

from dialonce.channels import AppriseGateway, DeliveryStatus, FailureReason, Handover, Outbound
from dialonce.errors import Invalid
from tests.channels.messages import LINK, MAILBOX, NUMBER, email, sms
from tests.channels.servers import http_server, smtp_server

# Apprise's e-mail plug-in imports a module that Python 3.13 removes; it copes without.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

TWILIO = "twilio://AC0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef@33644600000/{to}"


def hand_over(address: str, *messages: Outbound, timeout: float = 5.0) -> list[Handover]:
    async def run() -> list[Handover]:
        return list(await asyncio.gather(*map(gateway.hand_over, messages)))

    gateway = AppriseGateway(address, timeout=timeout, allow_plaintext=True)
    try:
        return asyncio.run(run())
    finally:
        gateway.close()


def test_gateway_hands_the_text_over_as_it_is() -> None:
    with http_server() as far:
        [handover] = hand_over(f"json://127.0.0.1:{far.port}/sms/{{to}}/{{from}}", sms())
    assert handover == Handover(DeliveryStatus.SENT)
    [received] = far.received
    assert received.path == "/sms/+33612345678/Operateur"
    payload = json.loads(received.body)
    assert payload["message"] == sms().text.body
    assert payload["title"] == ""


@pytest.mark.parametrize(
    ("status", "reason", "temporary"),
    [
        (400, FailureReason.MESSAGE_REFUSED, False),
        (401, FailureReason.CARRIER_UNAUTHORIZED, False),
        (403, FailureReason.CARRIER_UNAUTHORIZED, False),
        (429, FailureReason.CARRIER_BUSY, True),
        (500, FailureReason.CARRIER_UNAVAILABLE, True),
        (503, FailureReason.CARRIER_UNAVAILABLE, True),
        (302, FailureReason.MESSAGE_REFUSED, False),
    ],
)
def test_gateway_that_refuses_fails_with_its_reason(status: int, reason: FailureReason, temporary: bool) -> None:
    with http_server(status) as far:
        [handover] = hand_over(f"json://127.0.0.1:{far.port}/{{to}}", sms())
    assert handover.reason is reason
    assert handover.may_retry is temporary


def test_gateway_used_at_once_by_many_keeps_their_reasons_apart() -> None:
    with http_server(401, 200, 503, 200, 429, 200) as far:
        handovers = hand_over(f"json://127.0.0.1:{far.port}/{{to}}", *[sms()] * 6)
    reasons = sorted(handover.reason.value for handover in handovers if handover.reason)
    assert reasons == ["carrier-busy", "carrier-unauthorized", "carrier-unavailable"]


def test_gateway_that_is_away_is_unreachable() -> None:
    with http_server() as far:
        pass
    [handover] = hand_over(f"json://127.0.0.1:{far.port}/{{to}}", sms())
    assert handover.reason is FailureReason.CARRIER_UNREACHABLE


def test_gateway_that_is_slow_is_left_in_time() -> None:
    with http_server(slow=True) as far:
        [handover] = hand_over(f"json://127.0.0.1:{far.port}/{{to}}", sms(), timeout=0.2)
        far.pause.set()
    assert handover.reason is FailureReason.CARRIER_TIMEOUT


def test_gateway_for_mail_sends_plain_text_with_subject_sender_and_one_recipient() -> None:
    with smtp_server() as (port, mails):
        [handover] = hand_over(f"mailto://127.0.0.1:{port}?to={{to}}&from={{from}}", email())
    assert handover.status is DeliveryStatus.SENT
    [mail] = mails
    assert "Content-Type: text/plain" in mail
    assert "Subject: Votre demande" in mail
    assert "dpo@example.org" in mail
    assert f"To: {MAILBOX}" in mail
    assert "Bonjour & <bienvenue>" in mail


def test_gateway_for_mail_that_is_refused_fails_with_its_reason() -> None:
    with smtp_server("550 no") as (port, _):
        [handover] = hand_over(f"mailto://127.0.0.1:{port}?to={{to}}&from={{from}}", email())
    assert handover.reason is FailureReason.MESSAGE_REFUSED


@pytest.mark.parametrize(
    "message",
    [
        email(f"{MAILBOX},other@example.org"),
        email(f"{MAILBOX} other@example.org"),
        email(f"{MAILBOX}\nBcc: other@example.org"),
        sms("+33612345678,+33612345679"),
        sms("+33612345678/+33612345679"),
        sms("anonymous"),
    ],
)
def test_gateway_given_more_than_one_recipient_sends_to_none(message: Outbound) -> None:
    with http_server() as far:
        [handover] = hand_over(f"json://127.0.0.1:{far.port}/{{to}}", message)
    assert handover.reason is FailureReason.RECIPIENT_UNKNOWN
    assert far.received == []


@pytest.fixture
def everything_logged(caplog) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("apprise").setLevel(logging.DEBUG)
        yield caplog


@pytest.mark.parametrize("status", [200, 500])
def test_gateway_logs_neither_secret_nor_recipient_nor_text(everything_logged, status: int) -> None:
    with http_server(status) as far:
        hand_over(f"json://user:pa55w0rd@127.0.0.1:{far.port}/T0KEN/{{to}}", sms())
    for secret in ("pa55w0rd", "T0KEN", NUMBER[3:], LINK, "Opérateur"):
        assert secret not in everything_logged.text


def test_gateway_printed_shows_its_scheme_only() -> None:
    assert repr(AppriseGateway(TWILIO)) == "AppriseGateway(twilio://…)"


@pytest.mark.clause("4.1-d")
@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("twilio://AC0123:token@33644600000/", "{to}"),
        ("nonsense://secret/{to}", "does not understand"),
        ("twilio://secret/{to}", "does not understand"),
        ("json://secret/{to}", "not encrypted"),
        ("mailto://secret:pw@example.org?to={to}", "not encrypted"),
        ("jsons://secret/{to}?verify=no", "not encrypted"),
    ],
)
def test_gateway_address_that_is_wrong_or_unencrypted_is_invalid_and_not_quoted(address: str, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as error:
        AppriseGateway(address)
    assert "secret" not in error.value.detail
    assert "token" not in error.value.detail


@pytest.mark.parametrize("address", [TWILIO, "jsons://gateway.example.org/{to}", "mailtos://a:b@example.org?to={to}"])
def test_gateway_address_that_is_encrypted_is_taken(address: str) -> None:
    AppriseGateway(address).close()
