"""Ed25519 (RFC 8032) over a number set, where the `cryptography` package is installed."""

from .wire import NumberSetError


def verify(public_key: bytes, signature: bytes, message: bytes) -> None:
    """Returns when the signature is that of the key's owner over the message. Raises NumberSetError otherwise.

    Raises it too when nothing here can verify: an unverified set is never used.
    """
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (an extra)
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 (an extra)
    except ImportError:
        raise NumberSetError("its signature cannot be verified: pip install dialonce-sdk[verify]") from None
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise NumberSetError(
            "its signature does not hold: it was damaged, tampered with or signed by another"
        ) from None
