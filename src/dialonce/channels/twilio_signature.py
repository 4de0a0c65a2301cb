"""Whether a request comes from Twilio: the `X-Twilio-Signature` header (Twilio's "Webhooks security")."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit, urlunsplit

_DEFAULT_PORTS = {"https": 443, "http": 80}


def verify_signature(
    auth_token: str,
    url: str,
    form: Mapping[str, str | Sequence[str]],
    signature: str,
    body: bytes | None = None,
) -> bool:
    """Return whether the holder of `auth_token` signed this request.

    `url` is the address as Twilio calls it, with its query; behind a proxy that is the public one. Twilio
    signs now with, now without the port, so both count. A `body` that is no form is checked against the
    `bodySHA256` of the query. Replays are not detected: the scheme has no time in it.
    """
    if body is not None and not _body_matches(url, body):
        return False
    fields = "".join(name + value for name in sorted(form) for value in _values(form[name]))
    return any(
        hmac.compare_digest(_sign(auth_token, variant + fields), signature.encode()) for variant in _spellings(url)
    )


def _sign(auth_token: str, signed: str) -> bytes:
    return base64.b64encode(hmac.digest(auth_token.encode(), signed.encode(), hashlib.sha1))


def _values(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else sorted(set(value))


def _spellings(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    host = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 443)
    return urlunsplit(parts._replace(netloc=host)), urlunsplit(parts._replace(netloc=f"{host}:{port}"))


def _body_matches(url: str, body: bytes) -> bool:
    expected = parse_qs(urlsplit(url).query).get("bodySHA256", [""])[0]
    return hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), expected.encode())
