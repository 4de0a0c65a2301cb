"""Links to drafts for colleagues: signed, good until a day, and nothing else: what is seen through them is not counted."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec

from dialonce.errors import Invalid, NotFound

LONGEST_LIFE: Final = timedelta(days=30)
_MAC: Final = 16
_SIZE: Final = 16 + 16 + 4 + _MAC


class DraftLink(msgspec.Struct, frozen=True):
    """The draft that a link shows, and until when."""

    publisher_id: UUID
    interface_id: UUID
    until: datetime


def sign_draft_link(key: bytes, link: DraftLink, now: datetime) -> str:
    """The link's secret, fit for a path. It cannot be taken back before its day. Raises Invalid beyond `LONGEST_LIFE`."""
    if not now < link.until <= now + LONGEST_LIFE:
        raise Invalid(f"A link to a draft lives from now on, and at most {LONGEST_LIFE.days} days.")
    seconds = int(link.until.timestamp()).to_bytes(4)
    said = link.publisher_id.bytes + link.interface_id.bytes + seconds
    return urlsafe_b64encode(said + _mac(key, said)).rstrip(b"=").decode()


def read_draft_link(key: bytes, secret: str, now: datetime) -> DraftLink:
    """What the secret leads to. Raises NotFound, the same for forged and expired ones."""
    try:
        raw = urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    except ValueError:
        raw = b""
    said, mac = raw[:-_MAC], raw[-_MAC:]
    genuine = len(raw) == _SIZE and hmac.compare_digest(mac, _mac(key, said))
    if genuine:
        until = datetime.fromtimestamp(int.from_bytes(said[32:]), UTC)
        if now < until:
            return DraftLink(UUID(bytes=said[:16]), UUID(bytes=said[16:32]), until)
    raise NotFound("This link to a draft is not good any more. Ask the colleague who sent it for a new one.")


def _mac(key: bytes, said: bytes) -> bytes:
    return hmac.new(key, b"draft-link|" + said, sha256).digest()[:_MAC]
