"""Takes the pictures of the README anew from a fresh demo: `make pictures`, or `python -m tests.journeys.pictures`."""

import asyncio
import sys
from datetime import timedelta

from msgspec import Struct
from playwright.sync_api import Browser, expect

from dialonce.app.demo import furnish_demo
from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.settings import Settings
from dialonce.staff import Role, invite_staff, open_session, record_training
from dialonce.vault import SYSTEM
from tests.house_of import Furnished
from tests.journeys.centre import let_call, sign_in
from tests.journeys.server import ROOT, running_server
from tests.pages.browser import open_browser

IMAGES = ROOT / "docs" / "images"
PHONE = {"width": 390, "height": 780}
DESK = {"width": 1280, "height": 800}
CALLER = "0612345631"
LINE = "01 99 00 20 00"
MARGIN = 16
# The demo's own callers have all of the range that is kept for fiction; the picture shows a number of it all the same.
SHOW_FICTION = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/06.12.34.56.31/, "06 39 98 12 34");
}"""


class Demo(Struct, frozen=True):
    """What the pictures need of the demo: its ways in, and the ticket of somebody who may see all of its console."""

    house: Furnished
    ticket: str


def main() -> None:
    """Take every picture."""
    with running_server() as settings:
        demo = asyncio.run(_furnish(settings))
        with open_browser() as browser:
            take_simulator(browser, settings)
            take_phone(browser, settings, demo)
            take_console(browser, settings, demo)
    for path in sorted(IMAGES.glob("*.png")):
        sys.stdout.write(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KiB\n")


async def _furnish(settings: Settings) -> Demo:
    async with open_parts(settings, addresses_of(settings)) as running:
        card = await furnish_demo(running, settings.data / "card.json", lambda _done, _whole: None)
        lines = running.parts.vault.directory.lines.values()
        line = next(line for line in lines if line.number.startswith("+33"))
        async with running.parts.vault.session([card.publisher_id], SYSTEM) as session:
            who = await invite_staff(
                session, running.parts.staff, "Alix Martin", "alix@azur.example", Role.PUBLISHER_ADMIN
            )
            await record_training(session, who.staff_id, session.now + timedelta(days=365))
            ticket = await open_session(session, who.staff_id, second_factor=True)
        house = Furnished(
            card.publisher_id,
            card.tag_solution,
            line.line_id,
            line.interface_id or card.tag_solution,
            card.slug_fr,
            line.number,
            card.client_id,
            card.client_secret,
            card.token,
            card.api_token,
        )
        return Demo(house, ticket)


def take_simulator(browser: Browser, settings: Settings) -> None:
    """A registered number was dialled; what left the phone stands beside it."""
    page = browser.new_page(viewport=DESK, locale="en-GB")
    page.goto(f"{settings.public_url}/simulator")
    page.locator("#phone[data-ready]").wait_for()
    page.locator("#number").fill(LINE)
    page.locator("#call").click()
    expect(page.frame_locator("[data-view=menu] iframe").locator("main")).to_be_visible()
    page.wait_for_timeout(300)
    page.evaluate("scrollTo(0, 0)")
    box = page.locator(".bench").bounding_box()
    assert box is not None
    page.mouse.move(0, 0)
    clip = {"x": box["x"] - MARGIN, "y": box["y"] - MARGIN, "width": box["width"] + 2 * MARGIN, "height": box["height"]}
    page.screenshot(path=IMAGES / "simulator.png", full_page=True, clip=clip)  # type: ignore[arg-type]
    page.close()


def take_phone(browser: Browser, settings: Settings, demo: Demo) -> None:
    """The menu that the link leads to, and what the caller then sees of their own data."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(let_call(settings, demo.house, CALLER))
    page.screenshot(path=IMAGES / "menu.png")
    page.get_by_role("link", name="Ma facture").click()
    page.get_by_role("link", name="Mes données").click()
    sign_in(page, settings, CALLER)
    page.evaluate(SHOW_FICTION)
    page.screenshot(path=IMAGES / "privacy-centre.png")
    context.close()


def take_console(browser: Browser, settings: Settings, demo: Demo) -> None:
    """Two months of calls as figures, where nobody can be singled out."""
    context = browser.new_context(viewport=DESK, locale="en-GB")  # type: ignore[arg-type]
    context.add_cookies([{"name": "staff", "value": demo.ticket, "url": settings.public_url}])
    page = context.new_page()
    page.goto(f"{settings.public_url}/console/azur/insights")
    expect(page.locator("main")).to_be_visible()
    page.screenshot(path=IMAGES / "console.png")
    context.close()


if __name__ == "__main__":
    main()
