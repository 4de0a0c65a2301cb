"""Evidence from the parts that callers meet: messages, menus, numbers, calls, pages, cookies, limits."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec

from dialonce.app.evidence.scene import Faults, Scene
from dialonce.calls.eligibility import find_line
from dialonce.channels import Allowed, MessageCounts, Tally, allow_message, sms_text
from dialonce.errors import Invalid, Refused
from dialonce.menus import FormView, Interface, Place, import_classic, open_screen
from dialonce.numbers import parse_number
from dialonce.pages.interface import MenuPage, Sent, check_form, render_screen
from dialonce.pages.page import Page
from dialonce.storage.directory import PublisherEntry
from dialonce.web.cookies import COOKIES, cookie_name

UNLISTED = "+33199009999"
STRANGER = "https://stranger.example/offer"
_FORM = {"name": "note", "title": "Note", "type": {"view": "input"}}
_MENU = {
    "name": "Evidence",
    "culture": "fr",
    "views": {
        "outgoing-call": [
            {
                "order": 1,
                "name": "Evidence",
                "elements": [
                    {"templateType": "iframe", "data": {"url": STRANGER}},
                    {"templateType": "picture", "data": {"imageUrl": STRANGER, "alternateText": "Picture"}},
                    {"templateType": "form", "data": {"fields": [_FORM]}},
                ],
            }
        ]
    },
}
_LOADED = re.compile(r"<(?:script|img|iframe|link|object|embed|video|audio)\b[^>]*https?://stranger", re.IGNORECASE)
_LEAVING = re.compile(rf"<a\b[^>]*{re.escape(STRANGER)}[^>]*>")
_CROWD = 1_000_000


async def templates(_scene: Scene) -> Faults:
    """A service message is made from the closed list of templates alone (4.2-b1)."""
    try:
        sms_text("buy-now", "https://example.org/x", "Azur", "fr")
    except Refused:
        return
    yield "free words may travel as a service message."


async def optional_fields(_scene: Scene) -> Faults:
    """A form can be sent without what its publisher did not demand (3.1-o)."""
    screen = open_screen(_menu(), Place())
    for form in screen.elements:
        if isinstance(form, FormView) and not isinstance(check_form(form, {}, "fr"), Sent):
            yield "a field that nobody demanded must be filled."


async def validation(_scene: Scene) -> Faults:
    """An impossible number is pointed out at once (7-b)."""
    for text in ("+331", "0123", "call me"):
        try:
            parse_number(text, "FR")
        except Invalid:
            continue
        yield "an impossible number is taken for one."


async def unlisted_dropped(scene: Scene) -> Faults:
    """A number that no publisher registered is not ours to know (3.1-e)."""
    vault = scene.running.parts.vault
    stranger = PublisherEntry(uuid4(), "evidence", "Evidence", "FR", "fr", enabled=True)
    for publisher in (stranger, *vault.directory.publishers.values()):
        if UNLISTED not in vault.directory.lines and find_line(vault, publisher, UNLISTED) is not None:
            yield "a call to a number that nobody registered is looked at."
    for line in vault.directory.lines.values():
        if line.publisher_id not in vault.directory.publishers:
            yield "a line is registered to nobody."


async def privacy_page(scene: Scene) -> Faults:
    """The page shows the very policy that decides, in both languages, and links to it (2-i, 2-j, 11-c)."""
    for language in ("fr", "en"):
        answer = await scene.get(f"/privacy?lang={language}")
        if answer.status_code != 200:
            yield f"/privacy answers {answer.status_code}."
        elif scene.whole.hash not in answer.text:
            yield "/privacy serves another policy than the one enforced."
        elif missing := [name for name in scene.policy.clauses if f'id="{name}"' not in answer.text]:
            yield f"/privacy has no anchor for {', '.join(missing[:3])}."
    served = await scene.get("/privacy.json")
    if served.status_code != 200 or served.json()["hash"] != scene.whole.hash:
        yield "/privacy.json serves another policy than the one enforced."


async def way_out(_scene: Scene) -> Faults:
    """Nothing of a third party loads before a tap, and the way out names where it leads (9-a to 9-d)."""
    html = render_screen(MenuPage(open_screen(_menu(), Place()), "/m/evidence"), Page("fr"))
    if _LOADED.search(html):
        yield "a page loads something from a third party by itself."
    links = _LEAVING.findall(html)
    if not links or any("noreferrer" not in link or "external" not in link for link in links):
        yield "a way out is not marked as one."
    if "stranger.example" not in re.sub(r"<[^>]*>", " ", html):
        yield "a way out does not name where it leads."


def _menu() -> Interface:
    return import_classic(msgspec.json.encode(_MENU))


async def cookies(scene: Scene) -> Faults:
    """Every cookie that can be set is in the catalogue and bound to its host; reading the pages sets none (5.1)."""
    declared = {
        column for name, data in scene.catalogue.running() if name.startswith("browser.") for column in data.clear
    }
    for name in COOKIES:
        wire = cookie_name(name, secure=True)
        if wire not in declared:
            yield f"cookie {wire} is in no dataset of the catalogue."
        if not wire.startswith("__Host-"):
            yield f"cookie {wire} is not bound to its host."
    if "set-cookie" in (await scene.get("/privacy")).headers:
        yield "reading the policy sets a cookie."


async def rate_limits(scene: Scene) -> Faults:
    """Whoever asks for too many messages is held back (8-d)."""
    flood = Tally(sent=_CROWD, clears_in=1)
    counts = MessageCounts(caller=flood, publisher=flood, range=flood, country=flood, region="FR")
    if isinstance(allow_message(counts, scene.running.parts.limits), Allowed):
        yield "messages have no limit."


async def transport(scene: Scene) -> Faults:
    """Outside this machine everything travels encrypted, and browsers are told to insist on it (4.1-d)."""
    url = urlsplit(scene.running.parts.public_url)
    if url.scheme != "https" and not _is_loopback(url.hostname or ""):
        yield f"callers reach {url.hostname} without encryption; set DIALONCE_BASE_URL to an https address."
    if "strict-transport-security" not in (await scene.get("/privacy")).headers:
        yield "browsers are not told to come back encrypted."


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
