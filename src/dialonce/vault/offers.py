"""Offers of the last day, in memory in every process: how often a link was sent under each fingerprint.

Pure look-ups; the database keeps the same rows for processes that start later, and announces each new one.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

WINDOW = timedelta(days=1)
RIPE_AFTER = timedelta(minutes=10)
MOST_JUDGED = 1_000


class Offer(msgspec.Struct):
    """One link that was offered, under keyed fingerprints. `opened` changes once."""

    offer_id: UUID
    publisher_id: UUID
    caller: bytes
    range: bytes
    country: str
    offered_at: datetime
    opened: bool = False


class Standing(msgspec.Struct, frozen=True):
    """What one fingerprint got in the window. `clears_in` seconds from now its oldest offer leaves it."""

    sent: int = 0
    ripe: int = 0
    opened: int = 0
    clears_in: int = 0


class OfferLedger:
    """Offers by fingerprint, oldest first. Old ones leave when they are looked at."""

    def __init__(self) -> None:
        self._by_key: dict[bytes, deque[Offer]] = {}
        self._known: dict[UUID, Offer] = {}

    def replace(self, offers: Iterable[Offer]) -> None:
        """Start over from what the database holds."""
        self._by_key.clear()
        self._known.clear()
        for offer in offers:
            self.add(offer)

    def add(self, offer: Offer) -> None:
        """Count an offer; a second time changes nothing."""
        if offer.offer_id in self._known:
            return
        self._known[offer.offer_id] = offer
        for key in offer_keys(offer):
            self._by_key.setdefault(key, deque()).append(offer)

    def mark_opened(self, offer_id: UUID) -> Offer | None:
        """Remember that the link was opened; the offer, or None when it is unknown or too old."""
        offer = self._known.get(offer_id)
        if offer is not None:
            offer.opened = True
        return offer

    def standing(self, key: bytes, now: datetime) -> Standing:
        """What was sent under a key in the window that ends now."""
        offers = self._by_key.get(key)
        if not offers:
            return Standing()
        while offers and offers[0].offered_at <= now - WINDOW:
            self._known.pop(offers.popleft().offer_id, None)
        if not offers:
            del self._by_key[key]
            return Standing()
        clears_in = int((offers[0].offered_at + WINDOW - now).total_seconds()) + 1
        if len(offers) > MOST_JUDGED:
            return Standing(sent=len(offers), clears_in=clears_in)
        ripe = [offer for offer in offers if offer.offered_at <= now - RIPE_AFTER]
        return Standing(len(offers), len(ripe), sum(offer.opened for offer in ripe), clears_in)


def offer_keys(offer: Offer) -> tuple[bytes, bytes, bytes, bytes]:
    """The four keys of an offer: caller, publisher, range, country. The first byte keeps them apart."""
    return (
        b"c" + offer.caller,
        b"p" + offer.publisher_id.bytes,
        b"r" + offer.range,
        b"n" + offer.country.encode(),
    )
