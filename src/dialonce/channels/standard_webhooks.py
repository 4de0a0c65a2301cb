"""Standard Webhooks 1.0 signatures (standardwebhooks.com), symmetric scheme v1: HMAC-SHA256 of `id.timestamp.body`."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence

from dialonce.errors import Invalid

PREFIX = "whsec_"
TOLERANCE = 300
"""Seconds that a message's timestamp may differ from the receiver's clock; older ones may be replays."""


class SigningSecret:
    """A shared secret of 24 to 64 bytes, written `whsec_` + base64; never shown by repr."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        if not 24 <= len(key) <= 64:
            raise Invalid("A webhook secret must have 24 to 64 bytes; make one with 32 random bytes.")
        self._key = key

    @classmethod
    def parse(cls, text: str) -> "SigningSecret":
        """Raise `Invalid`, without quoting `text`, when it is no base64 or of a wrong length."""
        try:
            return cls(base64.b64decode(text.removeprefix(PREFIX), validate=True))
        except binascii.Error:
            raise Invalid(f"A webhook secret must be `{PREFIX}` followed by base64.") from None

    def sign(self, message_id: str, timestamp: int, body: bytes) -> str:
        """Return one signature, `v1,` + base64. `timestamp` is in seconds since the epoch."""
        if not message_id or "." in message_id:
            raise Invalid(
                "A webhook message id must not be empty nor hold a full stop, which separates what is signed."
            )
        signed = f"{message_id}.{timestamp}.".encode() + body
        return "v1," + base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode()

    def text(self) -> str:
        """As it is written down for whoever verifies: `whsec_` + base64. Shown once, to them alone."""
        return PREFIX + base64.b64encode(self._key).decode()

    def __repr__(self) -> str:
        return "SigningSecret(hidden)"


def signature_headers(secrets: Sequence[SigningSecret], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers. One signature per secret, so that a secret can be changed without a gap."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(secret.sign(message_id, timestamp, body) for secret in secrets),
    }


def verify_webhook(secrets: Sequence[SigningSecret], headers: Mapping[str, str], body: bytes, now: int) -> bool:
    """Return whether one of `secrets` signed `body` within `TOLERANCE` of `now` (seconds since the epoch).

    `headers` are keyed in lower case. It does not remember ids: replays inside the tolerance are the
    receiver's to refuse.
    """
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or "." in message_id or not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 16):
        return False
    if abs(int(stamp) - now) > TOLERANCE:
        return False
    given = [part.encode() for part in headers.get("webhook-signature", "").split(" ")]
    expected = [secret.sign(message_id, int(stamp), body).encode() for secret in secrets]
    return any(hmac.compare_digest(one, other) for one in expected for other in given)
