"""Signing in as a caller: a one-time code goes to a number or an address, whoever it belongs to.

Nobody is looked up before the code came back: what is answered, and how long it takes, cannot tell who is known here.
Who proves a number of which nothing is kept signs in all the same, and reads that nothing is kept.
"""

import secrets
from datetime import timedelta
from typing import Final
from uuid import uuid4

import msgspec

from dialonce.channels import (
    Allowed,
    Carrier,
    MessageCounts,
    MessageKind,
    MessageText,
    NoticePurpose,
    NoticeText,
    Outbound,
    PumpingLimits,
    Recipient,
    ServiceTemplate,
    Tally,
    allow_message,
    destination_range,
    fit_publisher_name,
    sms_text,
)
from dialonce.errors import Invalid, TooMany
from dialonce.i18n import Locale
from dialonce.numbers import parse_caller
from dialonce.policy import Action, Actor, Denial, Facts, Use, decide
from dialonce.subjects.identity import PHONE, Identity
from dialonce.vault import (
    NOWHERE,
    Offer,
    Standing,
    Vault,
    add_offer,
    begin_sign_in,
    blind_index,
    count_try,
    mark_message_answered,
    offer_keys,
    prove_sign_in,
)

CODE_LIFE: Final = timedelta(minutes=10)
CODE_DIGITS: Final = 6
MOST_TRIES: Final = 5
ASKS_OF_A_NETWORK: Final = 60
TRIES_OF_A_NETWORK: Final = 200
ASKS_OF_AN_IDENTITY: Final = 4
ASKS_OF_ALL: Final = 3_000
_OFFER: Final = "sign-in"
_HOUR: Final = 3_600

_LETTER: Final[dict[Locale, tuple[str, str]]] = {
    "fr": (
        "Votre code : {code}",
        (
            "Votre code est {code}. Il sert une fois, pendant dix minutes, à voir ce que nous gardons de vous.\n\n"
            "Vous n’avez rien demandé ? Ne donnez ce code à personne : sans lui, nul n’entre."
        ),
    ),
    "en": (
        "Your code: {code}",
        (
            "Your code is {code}. It serves once, for ten minutes, to see what we keep about you.\n\n"
            "You asked for nothing? Give this code to nobody: without it no one gets in."
        ),
    ),
}


class SignInDesk(msgspec.Struct, frozen=True):
    """What codes go out with: carriers, limits, and the name that they come from."""

    carrier: Carrier
    limits: PumpingLimits
    name: str
    sender: str = ""


async def ask_code(vault: Vault, desk: SignInDesk, identity: Identity, network: str, locale: Locale) -> str:
    """Send a code; the secret that must come back with it. The answer is the same whoever is known.

    Over the limits of one number or address nothing is sent and the answer is the same again. Raises `TooMany` over the
    limits of a network or of the installation, and `Invalid` for a country that no message goes to.
    """
    offer = _offer(vault, identity)
    if offer is not None and offer.country not in desk.limits.open_countries:
        raise Invalid("No message goes to this country; give an e-mail address.")
    if not await count_try(vault, f"ask-network|{network}", ASKS_OF_A_NETWORK):
        raise TooMany("Too many codes were asked for from this network; wait an hour.", retry_after=_HOUR)
    if not await count_try(vault, "ask-all", ASKS_OF_ALL):
        raise TooMany("Too many codes were asked for today; try again in an hour.", retry_after=_HOUR)
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    secret = await begin_sign_in(
        vault, msgspec.msgpack.encode(identity), code, vault.clock() + CODE_LIFE, offer.offer_id if offer else None
    )
    if await _may_send(vault, desk, identity, offer):
        await _send(vault, desk, identity, code, locale)
    return secret


async def check_code(vault: Vault, secret: str, code: str, network: str) -> Identity | None:
    """Who proved what with the code; None for a code that is wrong, old or used, or after too many tries."""
    if not await count_try(vault, f"try-network|{network}", TRIES_OF_A_NETWORK):
        raise TooMany("Too many codes were tried from this network; wait an hour.", retry_after=_HOUR)
    digits = "".join(character for character in code if character.isdigit())
    proven = await prove_sign_in(vault, secret, digits, most=MOST_TRIES)
    if proven is None:
        return None
    if proven.offer_id is not None:
        await mark_message_answered(vault, NOWHERE, proven.offer_id)
    return msgspec.msgpack.decode(proven.identity, type=Identity)


async def _may_send(vault: Vault, desk: SignInDesk, identity: Identity, offer: Offer | None) -> bool:
    if _forbidden(vault, identity):
        return False
    if not await count_try(vault, f"ask-identity|{identity.kind}|{identity.value}", ASKS_OF_AN_IDENTITY):
        return False
    if offer is None:
        return True
    if not _within_limits(vault, offer, desk.limits):
        return False
    await add_offer(vault, offer)
    return True


def _forbidden(vault: Vault, identity: Identity) -> bool:
    """Whether the policy lets the person's own request be answered at this number or address (7-f)."""
    use = Use(NOWHERE, Actor.SUBJECT, Action.TRANSIENT, "subject-rights", frozenset((identity.kind,)))
    return isinstance(decide(use, Facts(action_by_user=True), vault.policy_of(NOWHERE), vault.clock()), Denial)


def _offer(vault: Vault, identity: Identity) -> Offer | None:
    """The message as the limits against SMS pumping count it; None for an e-mail, which nobody earns from."""
    if identity.kind != PHONE:
        return None
    return Offer(
        offer_id=uuid4(),
        publisher_id=NOWHERE,
        caller=blind_index(vault.fingerprint_key, _OFFER, identity.value),
        range=blind_index(vault.fingerprint_key, "offer", destination_range(identity.value)),
        country=parse_caller(identity.value).country,
        offered_at=vault.clock(),
    )


def _within_limits(vault: Vault, offer: Offer, limits: PumpingLimits) -> bool:
    now = vault.clock()
    caller, publisher, block, country = (_tally(vault.offers.standing(key, now)) for key in offer_keys(offer))
    counts = MessageCounts(caller=caller, publisher=publisher, range=block, country=country, region=offer.country)
    return isinstance(allow_message(counts, limits), Allowed)


def _tally(standing: Standing) -> Tally:
    return Tally(standing.sent, standing.ripe, standing.opened, standing.clears_in)


async def _send(vault: Vault, desk: SignInDesk, identity: Identity, code: str, locale: Locale) -> None:
    """Hand the code over; it is in no queue and no row. A carrier that fails changes nothing in the answer."""
    name = fit_publisher_name(desk.name)
    text: MessageText
    if identity.kind == PHONE:
        kind, sender = MessageKind.SMS, desk.sender
        text = sms_text(ServiceTemplate.SIGN_IN_CODE, code, name, locale)
    else:
        kind, sender = MessageKind.EMAIL, ""
        subject, words = (part.format(code=code) for part in _LETTER[locale])
        text = NoticeText(NoticePurpose.ACCOUNT_SECURITY, name, locale, subject, words)
    await desk.carrier.hand_over(Outbound(str(uuid4()), kind, Recipient(identity.value), text, vault.clock(), sender))
