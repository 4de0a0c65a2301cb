import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import SigningSecret, verify_webhook
from dialonce.channels.standard_webhooks import signature_headers
from dialonce.errors import Invalid

# The first is in the tests of every reference library; the second was signed by the Python one (1.1.0).
VECTORS = [
    (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
    (
        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
        1782295200,
        '{"type":"call.ended","publisher":"Opérateur"}'.encode(),
        "v1,BCs5esVxGwBXBneCtBtIZXRnw/T0l9x/kHHqdpg9Lpo=",
    ),
]
OLD, NEW = SigningSecret(b"o" * 32), SigningSecret(b"n" * 32)
BODY = b'{"type":"call.ended"}'
NOW = 1_782_295_200


@pytest.mark.parametrize(("secret", "message_id", "timestamp", "body", "expected"), VECTORS)
def test_signature_of_a_known_vector_is_the_known_one(secret, message_id, timestamp, body, expected) -> None:
    assert SigningSecret.parse(secret).sign(message_id, timestamp, body) == expected
    assert SigningSecret.parse(secret.removeprefix("whsec_")).sign(message_id, timestamp, body) == expected


def test_headers_while_a_secret_changes_verify_with_either() -> None:
    headers = signature_headers([NEW, OLD], "msg_1", NOW, BODY)
    assert headers["webhook-signature"].count("v1,") == 2
    assert verify_webhook([OLD], headers, BODY, NOW)
    assert verify_webhook([NEW], headers, BODY, NOW)
    assert not verify_webhook([SigningSecret(b"x" * 32)], headers, BODY, NOW)


@pytest.mark.parametrize(("age", "fresh"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)])
def test_webhook_at_the_edge_of_the_tolerance(age: int, fresh: bool) -> None:
    headers = signature_headers([NEW], "msg_1", NOW - age, BODY)
    assert verify_webhook([NEW], headers, BODY, NOW) is fresh


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_2"},
        {"webhook-id": ""},
        {"webhook-timestamp": str(NOW + 1)},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "٣"},
        {"webhook-timestamp": "9" * 5000},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,é"},
    ],
)
def test_webhook_with_a_changed_header_is_not_verified(change: dict[str, str]) -> None:
    headers = signature_headers([NEW], "msg_1", NOW, BODY) | change
    assert not verify_webhook([NEW], headers, BODY, NOW)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_webhook_verifies_exactly_the_body_that_was_signed(body: bytes, other: bytes) -> None:
    headers = signature_headers([NEW], "msg_1", NOW, body)
    assert verify_webhook([NEW], headers, other, NOW) is (body == other)


@pytest.mark.parametrize("size", [0, 23, 65])
def test_secret_of_a_wrong_length_is_invalid_and_not_quoted(size: int) -> None:
    text = "whsec_" + base64.b64encode(b"s" * size).decode()
    with pytest.raises(Invalid, match="24 to 64 bytes") as error:
        SigningSecret.parse(text)
    assert text not in error.value.detail


def test_secret_that_is_no_base64_is_invalid() -> None:
    with pytest.raises(Invalid, match="base64"):
        SigningSecret.parse("whsec_not base64!")


def test_secret_printed_is_hidden() -> None:
    assert f"{NEW} {NEW!r}" == "SigningSecret(hidden) SigningSecret(hidden)"


@pytest.mark.parametrize("message_id", ["", "msg.1"])
def test_signing_a_message_id_that_would_blur_what_is_signed_is_invalid(message_id: str) -> None:
    with pytest.raises(Invalid, match="full stop"):
        NEW.sign(message_id, NOW, BODY)
