"""TwiML: the offer for IVRs on Twilio and on the platforms that speak its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from dialonce.channels.offer import CallDesk, VoiceCall, VoiceMove, VoiceScript, answer_offer, dialled_number, open_call
from dialonce.i18n import Locale

_LANGUAGES: dict[Locale, str] = {"fr": "fr-FR", "en": "en-GB"}
_SECONDS_TO_ANSWER = "5"
_WITHHELD = frozenset(
    {"+7378742833", "+2562533", "+8656696", "+266696687", "+86282452253"}
)  # RESTRICTED, BLOCKED, UNKNOWN, ANONYMOUS, UNAVAILABLE on a telephone's keys: how Twilio writes "withheld"


@dataclass(frozen=True, slots=True)
class TwimlRoutes:
    """Where Twilio goes next. `answer` is ours; `onward` is the publisher's own IVR and comes from settings only."""

    answer: str
    onward: str


async def answer_twilio(
    form: Mapping[str, str], desk: CallDesk, script: VoiceScript, routes: TwimlRoutes, *, answering: bool
) -> str:
    """Return the TwiML for one webhook of Twilio's; `answering` when it was called at `routes.answer`.

    The signature is verified before (`verify_signature`).
    """
    call = parse_twilio_call(form)
    move = await (answer_offer(call, form.get("Digits", ""), desk) if answering else open_call(call, desk))
    return build_twiml(move, script, routes)


def parse_twilio_call(form: Mapping[str, str]) -> VoiceCall:
    caller = form.get("From", "")
    return VoiceCall(
        caller=None if caller in _WITHHELD else dialled_number(caller), called=dialled_number(form.get("To", ""))
    )


def build_twiml(move: VoiceMove, script: VoiceScript, routes: TwimlRoutes) -> str:
    """Return the document for `move`. It ends the call only after "sent"."""
    response = Element("Response")
    if move is VoiceMove.OFFER:
        gather = SubElement(
            response,
            "Gather",
            input="dtmf",
            numDigits="1",
            timeout=_SECONDS_TO_ANSWER,
            action=routes.answer,
            method="POST",
            actionOnEmptyResult="true",
        )
        _say(gather, move, script)
    elif move is VoiceMove.SENT:
        _say(response, move, script)
        SubElement(response, "Hangup")
    else:
        if move is VoiceMove.SORRY:
            _say(response, move, script)
        SubElement(response, "Redirect", method="POST").text = routes.onward
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(response, encoding="unicode")


def _say(parent: Element, move: VoiceMove, script: VoiceScript) -> None:
    SubElement(parent, "Say", language=_LANGUAGES[script.locale]).text = script.words(move)
