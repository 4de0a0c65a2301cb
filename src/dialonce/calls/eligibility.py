"""May this caller be offered the visual menu? Answered from memory, within microseconds, leaving no trace."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.calls.steps import line_facts, use_of
from dialonce.channels import Allowed, MessageCounts, PumpingLimits, Tally, allow_message, destination_range
from dialonce.numbers import Number, can_receive_sms, find_number
from dialonce.policy import Action, Denial, decide
from dialonce.storage.directory import InterfaceEntry, LineEntry, PublisherEntry
from dialonce.vault import NOWHERE, Offer, Standing, Vault, blind_index, is_opted_out, offer_keys

OFFER_KIND = "offer"
LINK_CATEGORIES = frozenset(("phone-number", "called-number"))


class Eligible(msgspec.Struct, frozen=True):
    """Everything that the offer needs, looked up once. `offer` has no id before it is made."""

    caller: Number
    line: LineEntry
    interface: InterfaceEntry
    offer: Offer


def find_line(vault: Vault, publisher: PublisherEntry, called: str) -> LineEntry | None:
    """The publisher's registered line that was dialled, or None. Raises `Invalid` for a text that can be no number."""
    number = find_number(called, publisher.country)
    return vault.directory.line_of(publisher.publisher_id, number.text) if number else None


async def find_eligible(
    vault: Vault, publisher: PublisherEntry, caller: str, called: str, limits: PumpingLimits
) -> Eligible | None:
    """What to offer, or None: the caller cannot get an SMS, the line is not ours, shows nothing, or something forbids it.

    Asks no database and stores nothing. Raises `Invalid` for a text that can be no number.
    """
    number = find_number(caller, publisher.country)
    line = find_line(vault, publisher, called)
    if number is None or not can_receive_sms(number) or line is None:
        return None
    interface = vault.directory.published_interface(line)
    now = vault.clock()
    if interface is None or _policy_forbids(vault, line, now):
        return None
    if await is_opted_out(vault.keyring, vault.opt_outs, publisher.publisher_id, number.text, now):
        return None
    offer = await _offer(vault, publisher.publisher_id, number, now)
    return Eligible(number, line, interface, offer) if _within_limits(vault, offer, limits, now) else None


def _policy_forbids(vault: Vault, line: LineEntry, now: datetime) -> bool:
    facts = msgspec.structs.replace(line_facts(line, None, None), action_by_user=True)
    use = use_of(line.publisher_id, Action.TRANSIENT, "service-link", LINK_CATEGORIES)
    return isinstance(decide(use, facts, vault.policy_of(line.publisher_id), now), Denial)


async def _offer(vault: Vault, publisher_id: UUID, number: Number, now: datetime) -> Offer:
    keys = await vault.keyring.publisher(publisher_id, now)
    return Offer(
        offer_id=NOWHERE,
        publisher_id=publisher_id,
        caller=blind_index(keys.index, OFFER_KIND, number.text),
        range=blind_index(vault.fingerprint_key, OFFER_KIND, destination_range(number.text)),
        country=number.country,
        offered_at=now,
    )


def _within_limits(vault: Vault, offer: Offer, limits: PumpingLimits, now: datetime) -> bool:
    caller, publisher, block, country = (_tally(vault.offers.standing(key, now)) for key in offer_keys(offer))
    counts = MessageCounts(caller=caller, publisher=publisher, range=block, country=country, region=offer.country)
    return isinstance(allow_message(counts, limits), Allowed)


def _tally(standing: Standing) -> Tally:
    return Tally(standing.sent, standing.ripe, standing.opened, standing.clears_in)
