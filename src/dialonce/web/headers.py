"""Security headers of every answer."""

from litestar.types import Message, Scope

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(self), interest-cohort=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_FOR_PAGES = (b"content-security-policy", CONTENT_POLICY.encode())
_FOR_TLS = (b"strict-transport-security", b"max-age=31536000")


async def add_security_headers(message: Message, scope: Scope) -> None:
    """Add what is missing; a handler that set a header itself keeps its own. Works on raw pairs: every answer passes here."""
    if message["type"] != "http.response.start":
        return
    given = dict(message["headers"])
    wanted = [pair for pair in _ALWAYS if pair[0] not in given]
    if given.get(b"content-type", b"").startswith(b"text/html") and _FOR_PAGES[0] not in given:
        wanted.append(_FOR_PAGES)
    if scope.get("scheme") == "https" and _FOR_TLS[0] not in given:
        wanted.append(_FOR_TLS)
    message["headers"] = [*message["headers"], *wanted]
