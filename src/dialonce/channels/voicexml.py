"""VoiceXML 2.1 (W3C): the offer as a subdialog, so that any standard IVR calls it and goes on with its own dialog."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from dialonce.channels.offer import CallDesk, VoiceCall, VoiceMove, VoiceScript, answer_offer, dialled_number, open_call
from dialonce.i18n import Locale

_LANGUAGES: dict[Locale, str] = {"fr": "fr-FR", "en": "en-GB"}
_TIME_TO_ANSWER = "5s"


async def answer_voicexml(
    form: Mapping[str, str], desk: CallDesk, script: VoiceScript, answer_address: str, *, answering: bool
) -> str:
    """Return the document for one request with `caller`, `called` and, when `answering`, `keys`.

    Numbers may come as `tel:` or `sip:` addresses, as `session.connection.remote.uri` gives them.
    """
    call = VoiceCall(dialled_number(form.get("caller", "")), dialled_number(form.get("called", "")))
    move = await (answer_offer(call, form.get("keys", ""), desk) if answering else open_call(call, desk))
    return build_voicexml(move, call, script, answer_address)


def build_voicexml(move: VoiceMove, call: VoiceCall, script: VoiceScript, answer_address: str) -> str:
    """Return the document for `move`. Without a question left to ask, it returns `outcome` to the calling dialog."""
    document = Element(
        "vxml",
        {"version": "2.1", "xmlns": "http://www.w3.org/2001/vxml", "xml:lang": _LANGUAGES[script.locale]},
    )
    form = SubElement(document, "form", id="dialonce")
    if move is VoiceMove.OFFER:
        _ask(form, call, script, answer_address)
    else:
        _return(form, move, script)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(document, encoding="unicode")


def _ask(form: Element, call: VoiceCall, script: VoiceScript, answer_address: str) -> None:
    SubElement(form, "var", name="caller", expr=_quote(call.caller))
    SubElement(form, "var", name="called", expr=_quote(call.called))
    field = SubElement(form, "field", name="keys")
    SubElement(field, "property", name="inputmodes", value="dtmf")
    _add_any_key(field)
    SubElement(field, "prompt", timeout=_TIME_TO_ANSWER).text = script.words(VoiceMove.OFFER)
    for event in ("noinput", "nomatch"):
        handler = SubElement(field, event)
        SubElement(handler, "assign", name="keys", expr=_quote(""))
        _submit(handler, answer_address)  # from here: a handler that only assigns ends the dialog without `filled`
    _submit(SubElement(field, "filled"), answer_address)


def _add_any_key(field: Element) -> None:
    """An inline SRGS grammar; the shorter built-in `digits` is optional for platforms."""
    grammar = SubElement(field, "grammar", mode="dtmf", version="1.0", root="key", type="application/srgs+xml")
    keys = SubElement(SubElement(grammar, "rule", id="key", scope="public"), "one-of")
    for key in "0123456789*#":
        SubElement(keys, "item").text = key


def _submit(parent: Element, answer_address: str) -> None:
    SubElement(parent, "submit", next=answer_address, method="post", namelist="caller called keys")


def _return(form: Element, move: VoiceMove, script: VoiceScript) -> None:
    SubElement(form, "var", name="outcome", expr=_quote(move.value))
    block = SubElement(form, "block")
    if words := script.words(move):
        SubElement(block, "prompt").text = words
    SubElement(block, "return", namelist="outcome")


def _quote(value: str | None) -> str:
    """An ECMAScript string; the value is a checked number or a word of ours, so it holds no quote."""
    return f"'{value or ''}'"
