"""What the journeys into the privacy centre share: a caller with a history, and the way in."""

import json
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Page, expect

from dialonce.channels import read_outbox
from dialonce.channels.recipient import mask
from dialonce.settings import Settings
from tests.house_of import Furnished
from tests.pages.axe import axe_path, find_faults

PHONE = {"width": 390, "height": 844}
PATIENCE = 10.0


def phone(browser: Browser, *, script: bool) -> Page:
    """A phone in French."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=script, accept_downloads=True)
    return context.new_page()


def let_call(server: Settings, house: Furnished, caller: str) -> str:
    """An IVR tells of a call and sends the link; the link."""
    with httpx.Client(base_url=server.public_url) as ivr:
        pair = {"client_id": house.client_id, "client_secret": house.client_secret}
        ivr.headers["Authorization"] = f"Bearer {_token(ivr, pair)}"
        call = {"caller": caller, "called": house.number}
        for step in ("call-start", "answer-get-sms", "call-end"):
            assert ivr.post("/ivr/log", json={**call, "type": step}).json() == {"success": True}
        assert ivr.post("/ivr/serviceRequest", json=call).json() == {"success": True}
    return re.findall(r"https?://\S+", _newest(server, caller, "http"))[0]


def eligible(server: Settings, house: Furnished, caller: str) -> bool:
    """Whether the IVR may offer the menu to this caller now."""
    with httpx.Client(base_url=server.public_url) as ivr:
        pair = {"client_id": house.client_id, "client_secret": house.client_secret}
        ivr.headers["Authorization"] = f"Bearer {_token(ivr, pair)}"
        answer = ivr.get("/ivr/isEligible", params={"caller": caller, "called": house.number})
    return bool(json.loads(answer.text)["eligible"])


def sign_in(page: Page, server: Settings, caller: str, *, to: str = "Vos données") -> None:
    """From wherever the question who looks came up, to the page that was wanted."""
    page.get_by_label("Votre numéro de mobile").fill(caller)
    page.get_by_role("button", name="Recevoir un code").first.click()
    enter_code(page, server, caller)
    expect(page.get_by_role("heading", name=to)).to_be_visible()


def enter_code(page: Page, server: Settings, recipient: str) -> None:
    """Read the code where the messages of a trial installation lie, and enter it."""
    page.get_by_label("Code à 6 chiffres").fill(_code(server, recipient))
    page.get_by_role("button", name="Voir mes données").click()


def check_page(page: Page, *, script: bool) -> None:
    """Nothing for axe to find, and nothing wider than the phone."""
    assert page.locator("html").evaluate("html => html.scrollWidth") <= PHONE["width"], page.url
    if script and axe_path():
        assert (urlsplit(page.url).path, find_faults(page)) == (urlsplit(page.url).path, [])


def _token(ivr: httpx.Client, pair: dict[str, str]) -> str:
    until = time.monotonic() + PATIENCE
    while True:
        answer = ivr.post("/oauth/token?grant_type=client_credentials", data=pair)
        if answer.status_code == 200 or time.monotonic() > until:
            return str(answer.json()["access_token"])
        time.sleep(0.1)


def _code(server: Settings, caller: str) -> str:
    return re.findall(r"\b\d{6}\b", _newest(server, caller, "code"))[-1]


def _newest(server: Settings, caller: str, word: str) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for entry in read_outbox(Path(server.outbox_path), 1):
            if entry.recipient in (mask(caller), mask("+33" + caller[1:])) and word in entry.text:
                return entry.text
        time.sleep(0.1)
    raise AssertionError("the message never came")
