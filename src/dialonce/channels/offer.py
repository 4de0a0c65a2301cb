"""The spoken offer, "press 1 to continue on your phone": what to do next on a call, whatever the IVR speaks."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from dialonce.channels.publisher_name import check_publisher_name
from dialonce.errors import DialOnceError
from dialonce.i18n import Locale

ACCEPT_KEY = "1"
_DIALLED = re.compile(r"\+?[0-9*#]{1,20}")


class CallStep(StrEnum):
    """The steps of the classic log that an offer can tell (section 2 of the classic contract)."""

    CALL_START = "call-start"
    ANSWER_GET_SMS = "answer-get-sms"
    ANSWER_NO_SMS = "answer-no-sms"


class CallDesk(Protocol):
    """The classic decisions, for one Solution. The desk forgets calls to lines that are not registered (3.1-e)."""

    async def is_eligible(self, caller: str, called: str) -> bool: ...

    async def request_service(self, caller: str, called: str) -> bool: ...

    async def record_step(self, step: CallStep, caller: str, called: str) -> None: ...


@dataclass(frozen=True, slots=True)
class VoiceCall:
    """A call as an IVR reports it; `caller` is None when withheld or when no SMS could ever reach it."""

    caller: str | None
    called: str | None

    def __repr__(self) -> str:
        return "VoiceCall(hidden)"


class VoiceMove(StrEnum):
    """What the IVR does next."""

    OFFER = "offer"
    """Say the offer and wait for one key."""
    SENT = "sent"
    """The link is on its way: say so; the call may end."""
    SORRY = "sorry"
    """The caller said yes and it cannot be done now: say so and go on with the call."""
    CONTINUE = "continue"
    """Go on with the call as if we were not there."""


@dataclass(frozen=True, slots=True)
class VoiceScript:
    """Whose words are spoken, and in which language."""

    publisher_name: str
    locale: Locale

    def __post_init__(self) -> None:
        check_publisher_name(self.publisher_name)

    def words(self, move: VoiceMove) -> str:
        """Return what is said at `move`; nothing at `continue`."""
        return _WORDS[self.locale][move].format(name=self.publisher_name.strip())


_WORDS: dict[Locale, dict[VoiceMove, str]] = {
    "fr": {
        VoiceMove.OFFER: "{name}. Pour continuer sur l'écran de votre téléphone, tapez 1 : vous recevrez un lien "
        "par SMS. Sinon, restez en ligne.",
        VoiceMove.SENT: "C'est fait. Ouvrez le lien reçu par SMS. À bientôt.",
        VoiceMove.SORRY: "Le SMS ne peut pas être envoyé pour le moment. Restez en ligne.",
        VoiceMove.CONTINUE: "",
    },
    "en": {
        VoiceMove.OFFER: "{name}. To continue on the screen of your phone, press 1: you will get a link by text "
        "message. Otherwise, stay on the line.",
        VoiceMove.SENT: "Done. Open the link in the text message. Goodbye.",
        VoiceMove.SORRY: "The text message cannot be sent at the moment. Please stay on the line.",
        VoiceMove.CONTINUE: "",
    },
}


async def open_call(call: VoiceCall, desk: CallDesk) -> VoiceMove:
    """Return the first move. Whatever goes wrong on our side, the caller keeps the call they made."""
    if call.caller is None or call.called is None:
        return VoiceMove.CONTINUE
    try:
        await desk.record_step(CallStep.CALL_START, call.caller, call.called)
        return VoiceMove.OFFER if await desk.is_eligible(call.caller, call.called) else VoiceMove.CONTINUE
    except DialOnceError:
        return VoiceMove.CONTINUE


async def answer_offer(call: VoiceCall, keys: str, desk: CallDesk) -> VoiceMove:
    """Return the move after the offer; `keys` is what was pressed, "" for nothing in time. Only 1 is a yes."""
    if call.caller is None or call.called is None:
        return VoiceMove.CONTINUE
    accepted = keys == ACCEPT_KEY
    step = CallStep.ANSWER_GET_SMS if accepted else CallStep.ANSWER_NO_SMS
    try:
        await desk.record_step(step, call.caller, call.called)
        if not accepted:
            return VoiceMove.CONTINUE
        return VoiceMove.SENT if await desk.request_service(call.caller, call.called) else VoiceMove.SORRY
    except DialOnceError:
        return VoiceMove.SORRY if accepted else VoiceMove.CONTINUE


def dialled_number(text: str) -> str | None:
    """Return the number in a number, `tel:` or `sip:` address as IVRs give it; None for anything else.

    It removes separators and parameters and judges nothing: what country, and whether it exists, is the
    desk's question.
    """
    bare = re.sub(r"^(tel|sips?):", "", text.strip(), flags=re.IGNORECASE)
    bare = re.split(r"[@;]", bare, maxsplit=1)[0]
    digits = re.sub(r"[ .()\-]", "", bare)
    return digits if _DIALLED.fullmatch(digits) else None
