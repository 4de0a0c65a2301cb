"""One-time codes from an app (RFC 6238): six digits, thirty seconds, one step of grace either way, each code once."""

import hmac
import io
import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256
from typing import Final

import pyotp
import segno

from dialonce.vault import Key

STEP: Final = 30
GRACE: Final = 1
ISSUER: Final = "Dial-Once"
RECOVERY_CODES: Final = 10
_SECRET_BYTES: Final = 20
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_LENGTH: Final = 12


def totp_secret(key: Key, said: str) -> bytes:
    """A secret to set up with: the same for the same words, so that nothing is kept before it is confirmed."""
    return hmac.new(key.secret, f"totp|{said}".encode(), sha256).digest()[:_SECRET_BYTES]


def totp_uri(secret: bytes, email: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(base32(secret)).provisioning_uri(name=email, issuer_name=ISSUER)


def totp_picture(uri: str) -> str:
    """The same as a QR code: SVG that scales to its box."""
    drawing = io.BytesIO()
    segno.make_qr(uri, error="m").save(drawing, kind="svg", border=4, xmldecl=False, omitsize=True, light="#fff")
    return drawing.getvalue().decode()


def base32(secret: bytes) -> str:
    """The secret as people type it into an app."""
    return b32encode(secret).decode().rstrip("=")


def code_at(secret: bytes, now: datetime) -> str:
    """The code of the moment."""
    return pyotp.TOTP(base32(secret)).generate_otp(_step(now))


def matching_step(secret: bytes, code: str, now: datetime, last: int) -> int | None:
    """The step whose code this is, if it is later than the `last` one used; None when the code is not right."""
    code = "".join(code.split())
    totp = pyotp.TOTP(base32(secret))
    for step in range(_step(now) - GRACE, _step(now) + GRACE + 1):
        if step > last and hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def _step(now: datetime) -> int:
    return int(now.timestamp()) // STEP


def new_recovery_codes() -> tuple[str, ...]:
    """Codes to keep on paper, sixty bits each."""
    return tuple(
        "-".join(_grouped("".join(secrets.choice(_LETTERS) for _ in range(_RECOVERY_LENGTH))))
        for _ in range(RECOVERY_CODES)
    )


def _grouped(code: str) -> list[str]:
    return [code[start : start + 4] for start in range(0, len(code), 4)]


def recovery_digest(key: Key, code: str) -> str:
    """What is kept of a recovery code: a keyed digest, since the code itself cannot be guessed."""
    plain = "".join(char for char in code.lower() if char in _LETTERS)
    return hmac.new(key.secret, f"recovery|{plain}".encode(), sha256).hexdigest()
