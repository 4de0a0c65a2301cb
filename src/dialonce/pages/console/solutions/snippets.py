"""Code to paste, filled with the real values of an installation and a solution."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.kit import Snippet

CALLER: Final = "+33639981234"
"""A number that the French regulator keeps for fiction."""

_CURL: Final = """\
TOKEN=$(curl -s {url}/oauth/token -d grant_type=client_credentials \\
  -d client_id={client_id} -d client_secret={client_secret} | cut -d'"' -f4)
curl -s -G {url}/ivr/isEligible -H "Authorization: Bearer $TOKEN" \\
  --data-urlencode caller={caller} --data-urlencode called={called}
curl -s {url}/ivr/serviceRequest -H "Authorization: Bearer $TOKEN" \\
  --data-urlencode caller={caller} --data-urlencode called={called}
"""
_PYTHON: Final = """\
from dialonce_sdk import DialOnce

with DialOnce("{url}", client_id="{client_id}", client_secret="{client_secret}") as service:
    if service.is_eligible(caller, "{called}") and ask("{offer}") == "1":
        service.request_service(caller, "{called}")
"""
_TWIML: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather numDigits="1" timeout="5" method="POST" action="https://ivr.example.org/offer/answer">
    <Say language="{language}">{offer}</Say>
  </Gather>
  <Redirect method="POST">https://ivr.example.org/menu</Redirect>
</Response>
<!-- /offer/answer: on Digits=1 POST {url}/ivr/serviceRequest with caller=From and called=To -->
"""
_VOICEXML: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<vxml version="2.1" xmlns="http://www.w3.org/2001/vxml" xml:lang="{language}">
  <catch event="error.badfetch"><goto next="menu.vxml"/></catch>
  <form id="start">
    <var name="caller" expr="session.connection.remote.uri"/>
    <var name="called" expr="session.connection.local.uri"/>
    <subdialog name="offer" src="https://ivr.example.org/offer" namelist="caller called" fetchtimeout="3s">
      <filled>
        <if cond="offer.outcome == 'sent'"><exit/><else/><goto next="menu.vxml"/></if>
      </filled>
    </subdialog>
  </form>
</vxml>
<!-- /offer asks {url}/ivr/isEligible, then {url}/ivr/serviceRequest -->
"""
_TAG: Final = """\
<script>window._dialonce = {{token: "{solution}", devices: ["Mobile", "Tablet", "Desktop"]}};</script>
<script async id="dialonce-sdk" src="{url}/js/dialonce.min.js"></script>
"""
_SDK: Final = """\
import {{ DialOnce, DeviceConfiguration }} from "{url}/js/dialonce.min.mjs";

const dialonce = new DialOnce();
await dialonce.init("{solution}", false, new DeviceConfiguration({{ simCountry: "{country}", liveAddress: "{url}" }}));
await dialonce.requestPermissions();
phone.ondial = (number) => dialonce.outgoingCall(number);
phone.onhangup = () => dialonce.callEnded();
"""
_LINK: Final = """\
<a href="{url}/m/{menu}">{open}</a>
"""
_BY_KIND: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "ivr": (("curl", _CURL), ("Python", _PYTHON), ("TwiML", _TWIML), ("VoiceXML", _VOICEXML)),
    "tag": (("HTML", _TAG),),
    "sdk": (("JavaScript", _SDK),),
    "link": (("HTML", _LINK),),
}


class Place(Struct, frozen=True):
    """The values that code is filled with. `secret` is known only just after it was made."""

    url: str
    solution: str
    country: str
    called: str
    menu: str
    client_id: str = "$CLIENT_ID"
    client_secret: str = "$CLIENT_SECRET"  # noqa: S105 - a place to fill


def snippets_of(kind: str, place: Place, locale: Locale) -> tuple[Snippet, ...]:
    """The code for a solution of this kind."""
    values = {
        "url": place.url,
        "solution": place.solution,
        "country": place.country,
        "called": place.called,
        "menu": place.menu,
        "client_id": place.client_id,
        "client_secret": place.client_secret,
        "caller": CALLER,
        "language": "fr-FR" if locale == "fr" else "en-GB",
        "offer": translate(locale, "solutions.offer"),
        "open": translate(locale, "solutions.open_menu"),
    }
    return tuple(Snippet(f"code-{name.lower()}", name, text.format(**values)) for name, text in _BY_KIND[kind])
