"""The privacy area in a real browser: axe, narrow phones, both themes, no script, a breach by keyboard alone."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.consent import Answer, record_answer
from dialonce.settings import Settings
from dialonce.staff import (
    Assessment,
    Nature,
    Risk,
    Role,
    assess_incident,
    declare_incident,
    invite_staff,
    open_session,
    record_training,
)
from dialonce.vault import SYSTEM, Session, place_hold
from tests.house_of import furnish
from tests.journeys.server import running_server
from tests.pages.axe import axe_path, find_faults
from tests.pages.browser import chromium_path, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
SECTIONS = (
    "policy",
    "policy/own",
    "policy/versions",
    "register",
    "retention",
    "journal",
    "journal/accesses",
    "consents",
    "training",
    "breaches",
    "risks",
)
JUDGED = Assessment(
    natures=(Nature.CONFIDENTIALITY,),
    categories="Numéros de téléphone",
    people=120,
    consequences="Démarchage",
    measures="Accès fermé",
    risk=Risk.HIGH,
    risk_reason="Numéros en clair",
)


class Office(Struct, frozen=True):
    """Where the officer works, and the ticket that lets them in."""

    base: str
    ticket: str
    breach: str


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def office(server: Settings) -> Office:
    async def move_in() -> Office:
        async with open_parts(server, addresses_of(server)) as running:
            house = await furnish(running)
            publisher_id = house.publisher_id
            async with running.parts.vault.session([publisher_id], SYSTEM) as session:
                who = await invite_staff(session, running.parts.staff, "Jeanne Martin", "jeanne@example.fr", Role.DPO)
                await record_training(session, who.staff_id, session.now + timedelta(days=12))
                ticket = await open_session(session, who.staff_id, second_factor=True)
                await _fill(session)
                known = session.now - timedelta(hours=80)
                made = await declare_incident(session, who.staff_id, "Ordinateur volé", known, telecom=False)
                await assess_incident(session, who.staff_id, made.incident_id, JUDGED)
            slug = running.parts.vault.directory.publishers[publisher_id].slug
            base = f"{server.public_url}/console/{slug}/privacy"
            return Office(base, ticket, f"breaches/{made.incident_id}")

    return asyncio.run(move_in())


async def _fill(session: Session) -> None:
    """Something for every page to show."""
    (subject,) = await session.keyring.resolve(session.publisher, "phone-number", ["+33639981234"], session.now)
    answer = Answer(uuid4(), "contact-display", "accepted", session.now, culture="fr-FR")
    await record_answer(session, session.publisher, subject, answer)
    await place_hold(session, subject.subject_id, "Litige 2026-114", session.now + timedelta(days=30))


@pytest.fixture(scope="module")
def browser(office: Office) -> Iterator[Browser]:
    """After the office is furnished: Playwright keeps the event loop for itself."""
    with open_browser() as browser:
        yield browser


def enter(browser: Browser, office: Office, **options: object) -> BrowserContext:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.add_cookies([{"name": "staff", "value": office.ticket, "url": office.base}])
    return context


@pytest.mark.skipif(axe_path() is None, reason="axe-core not found: set AXE_SCRIPT to axe.min.js")
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_is_accessible_fits_and_breaks_no_policy(browser, office, width, scheme):
    context = enter(browser, office, viewport={"width": width, "height": 844}, color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    for section in (*SECTIONS, office.breach):
        page.goto(f"{office.base}/{section}")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        assert (section, find_faults(page)) == (section, [])
        assert (section, page.evaluate("document.documentElement.scrollWidth") <= width) == (section, True)
    assert complaints == []
    context.close()


def test_breach_is_followed_by_keyboard_without_script(browser, office):
    context = enter(browser, office, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{office.base}/breaches")
    page.get_by_label("What happened, in one line").focus()
    page.keyboard.type("Mail to the wrong person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mail to the wrong person")).to_be_visible()
    expect(page.get_by_text("Before closing, this is missing")).to_be_visible()
    page.get_by_label("No risk").focus()
    page.keyboard.press("Space")
    page.get_by_label("Why this level of risk").focus()
    page.keyboard.type("The colleague deleted it unread")
    page.get_by_role("button", name="Keep the assessment").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stat").first).to_contain_text("Not needed")
    expect(page.locator(".timeline")).to_contain_text("The colleague deleted it unread")
    context.close()


def test_effect_of_own_rules_is_shown_and_published_without_script(browser, office):
    context = enter(browser, office, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{office.base}/policy/own")
    page.get_by_label("Months for which calls are kept").fill("3")
    page.get_by_role("button", name="Show the effect").click()
    expect(page.locator(".effects")).to_contain_text("12 → 3")
    page.get_by_role("button", name="Publish these rules").click()
    expect(page.get_by_role("status").first).to_contain_text("Your rules are in force")
    page.goto(f"{office.base}/register")
    expect(page.locator("main")).to_contain_text("3 months")
    context.close()
