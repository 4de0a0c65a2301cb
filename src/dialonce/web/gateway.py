"""What an installation says of itself to a program."""

from datetime import UTC

from dialonce.web.parts import Parts


def gateway_status(parts: Parts) -> dict[str, object]:
    """What `GET /` tells a program: the name that clients of the 2016 contract look for."""
    return {"name": "gateway-http", "version": "2", "status": "ok", "time": parts.now.astimezone(UTC).isoformat()}
