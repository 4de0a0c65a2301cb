"""Checks of identity, in proportion to the request: what is known already is enough, and no document is ever asked for first."""

from enum import StrEnum
from uuid import UUID

from dialonce.errors import Conflict, Invalid
from dialonce.i18n import Letter, Locale
from dialonce.rights.desk import suspend
from dialonce.rights.file import open_one
from dialonce.rights.letters import Letterhead, write_letter
from dialonce.rights.request import Channel, Identity, Request
from dialonce.vault import Session


class Means(StrEnum):
    """Ways to make sure who asks, from the lightest to the heaviest. A copy of an identity document is none of them."""

    SIGN_IN = "sign-in"
    CODE_BY_MESSAGE = "code-by-message"
    CODE_BY_EMAIL = "code-by-email"
    RECENT_CALL = "recent-call"


_WORDS: dict[Means, dict[Locale, str]] = {
    Means.SIGN_IN: {
        "fr": "connectez-vous au centre de confidentialité avec votre numéro",
        "en": "sign in to the privacy centre with your number",
    },
    Means.CODE_BY_MESSAGE: {
        "fr": "donnez-nous le code que nous envoyons par SMS au numéro concerné",
        "en": "give us the code that we send by text message to the number in question",
    },
    Means.CODE_BY_EMAIL: {
        "fr": "donnez-nous le code que nous envoyons à l’adresse électronique que nous avons déjà",
        "en": "give us the code that we send to the e-mail address we already have",
    },
    Means.RECENT_CALL: {
        "fr": "indiquez-nous le jour et l’heure approximative de deux de vos appels récents, et le numéro appelé",
        "en": "tell us the day and rough time of two of your recent calls, and the number called",
    },
}


def fitting_means(channel: Channel, *, number_known: bool, email_known: bool) -> tuple[Means, ...]:
    """What may be asked of a person who wrote by this channel, the lightest first."""
    if channel in {Channel.PAGE, Channel.API}:
        return (Means.SIGN_IN,)
    found = [Means.SIGN_IN] if channel is Channel.EMAIL else []
    if number_known:
        found.append(Means.CODE_BY_MESSAGE)
    if email_known:
        found.append(Means.CODE_BY_EMAIL)
    return (*found, Means.RECENT_CALL)


def identity_letter(request: Request, means: Means, head: Letterhead, session: Session, *, doubt: str = "") -> Letter:
    """The question, as it would be sent. With a `doubt` that is real and written down, after the lighter way failed."""
    details = {"identity.means": _WORDS[means][request.locale], "identity.doubt": doubt.strip()}
    return write_letter("identity-doubt" if doubt else "identity-question", request, head, session.now, details)


async def ask_identity(
    session: Session, request_id: UUID, means: Means, head: Letterhead, *, doubt: str = ""
) -> tuple[Request, Letter]:
    """Ask once for what makes identity sure; the clock stands still until the answer (`desk.resume`).

    Raises `Conflict` for somebody whose identity is sure, and `Invalid` for a second question without the doubt that is left.
    """
    request = await open_one(session, request_id)
    if request.identity is Identity.CONFIRMED:
        raise Conflict(f"The identity of who made request {request.reference} is sure; more is not asked for.")
    if request.identity is Identity.ASKED and not doubt.strip():
        raise Invalid("The question was put already. A second one needs the doubt that the first left.")
    letter = identity_letter(request, means, head, session, doubt=doubt)
    return await suspend(session, request_id, letter), letter
