"""The website tag on somebody else's site: five hundred numbers on a page, one of them registered."""

import asyncio
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from dialonce.app.install import addresses_of
from dialonce.app.parts import open_parts
from dialonce.publishers import NewSolution, create_solution
from dialonce.settings import Settings
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.journeys.server import free_port, running_server
from tests.pages.axe import axe_path, find_faults
from tests.pages.browser import chromium_path, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium on this machine"),
]
NUMBERS = 500
PAGE = """<!doctype html><html lang="fr-FR"><meta charset="utf-8"><title>Annuaire</title>
<main><h1>Annuaire</h1><ul>{rows}</ul></main>{tag}</html>"""
CALL = '<p>Assistance : <a href="tel:+33199001000">01 99 00 10 00</a></p>'
SETTINGS = """window._dialonce = {{token: "{solution}", devices: ["Desktop"]}};"""
SCRIPT = '<script async id="dialonce-sdk" src="{service}/js/dialonce.min.js"></script>'
STRICT = (
    "default-src 'none'; script-src 'self' {service}; connect-src {service}; frame-src {service}; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)
ODD_PAGES = {
    "settings after the script": SCRIPT + CALL + "<script>" + SETTINGS + "</script>",
    "between the content, with a loader of modules": (
        "<script>window.define = (name, needs, make) => {{ window.module = make(); }}; define.amd = {{}};"
        + SETTINGS
        + "</script><p>Avant</p>"
        + SCRIPT
        + CALL
    ),
    "broken markup and scripts that throw": (
        "<script>throw new Error('theirs')</script><table><p><div></span><base href='/elsewhere/'><script>"
        + SETTINGS
        + " undefined.theirs;</script>"
        + SCRIPT
        + "<svg><a href='#'></svg><p>"
        + CALL
    ),
    "settings that are nonsense first": "<script>window._dialonce = 7;</script>"
    + SCRIPT
    + CALL
    + "<script>"
    + SETTINGS
    + "</script>",
}
FROZEN = (
    "<script>Object.defineProperty(window, '_dialonce', {{value: {{token: '{solution}'}}, configurable: false}});"
    "Object.defineProperty(window, 'dialonce', {{value: 0, writable: false}});</script>" + SCRIPT + CALL
)
TAG = """<script>window._dialonce = {{token: "{solution}", devices: ["Desktop"]}};</script>
<script async id="dialonce-sdk" src="{service}/js/dialonce.min.js"></script>"""


@pytest.fixture(scope="module")
def server() -> Iterator[Settings]:
    with running_server() as settings:
        yield settings


@pytest.fixture(scope="module")
def site_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def house(server: Settings, site_port: int) -> tuple[Furnished, str]:
    async def move_in() -> tuple[Furnished, str]:
        async with open_parts(server, addresses_of(server)) as running:
            made = await furnish(running)
            async with running.parts.vault.session([made.publisher_id], SYSTEM) as session:
                origin = f"http://127.0.0.1:{site_port}"
                tag = NewSolution(name="Site", kind="tag", allowed_origins=[origin])
                return made, str((await create_solution(session, tag)).solution_id)

    return asyncio.run(move_in())


class _Site(BaseHTTPRequestHandler):
    def __init__(self, *arguments: object, bodies: dict[str, str], policies: dict[str, str]) -> None:
        self._bodies = bodies
        self._policies = policies
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = self._bodies.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        kind = "text/javascript" if self.path.endswith(".js") else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if policy := self._policies.get(self.path):
            self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Tests keep quiet."""


@pytest.fixture(scope="module")
def site(server: Settings, house: tuple[Furnished, str], site_port: int) -> Iterator[str]:
    """A publisher's site on an origin of its own: `/with` the tag, and `/without`; pages that make it hard."""
    rows = "".join(f"<li>Agence {n}, tél. 01 99 01 {n // 100:02d} {n % 100:02d}</li>" for n in range(NUMBERS - 1))
    rows += "<li>Assistance : 01 99 00 10 00</li>"
    tag = TAG.format(solution=house[1], service=server.public_url)
    bodies = {"/with": PAGE.format(rows=rows, tag=tag), "/without": PAGE.format(rows=rows, tag="")}
    bodies["/short"] = PAGE.format(rows=f"<li>{CALL}</li>", tag=tag)
    names = {"solution": house[1], "service": server.public_url}
    bodies |= {f"/odd/{n}": ODD_PAGES[name].format(**names) for n, name in enumerate(ODD_PAGES)}
    bodies |= {"/frozen": FROZEN.format(**names), "/settings.js": SETTINGS.format(**names)}
    bodies["/strict"] = f'<script src="/settings.js"></script>{SCRIPT.format(**names)}{CALL}'
    policies = {"/strict": STRICT.format(**names), "/no-frames": STRICT.format(**names).replace("frame-src", "img-src")}
    bodies["/no-frames"] = bodies["/strict"]
    web = ThreadingHTTPServer(("127.0.0.1", site_port), partial(_Site, bodies=bodies, policies=policies))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site_port}"
    web.shutdown()
    web.server_close()


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """After the house is furnished: Playwright keeps the event loop for itself."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    yield context.new_page()
    context.close()


def test_registered_number_among_five_hundred_opens_its_menu(page, site, house):
    page.goto(f"{site}/with")
    link = page.locator('a[href^="tel:"]')
    expect(link).to_have_count(1, timeout=10_000)
    link.click()
    expect(page.frame_locator("iframe").locator("main")).to_be_visible(timeout=10_000)
    assert house[0].slug in page.locator("iframe").get_attribute("src")


@pytest.mark.clause("3.1-e")
def test_tag_asks_for_the_set_of_the_solution_and_nothing_else(page, site, server, house):
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}".strip()))
    page.goto(f"{site}/with")
    expect(page.locator('a[href^="tel:"]')).to_have_count(1, timeout=10_000)
    service = [line.removeprefix(server.public_url) for line in asked if line.startswith(server.public_url)]
    assert sorted(service) == [
        "/js/dialonce.min.js",
        "/v1/number-set/key",
        f"/v1/number-set?solution={house[1]}",
    ]
    assert {line for line in asked if not line.startswith(server.public_url)} <= {
        f"{site}/with",
        f"{site}/favicon.ico",
    }


@pytest.mark.parametrize("silent", ["js/dialonce.min.js", "v1/number-set**"])
def test_page_is_ready_although_the_service_never_answers(page, site, server, silent):
    """What the tag costs when it does is measured by `make bench`."""
    asked: list[str] = []
    page.route(f"{server.public_url}/{silent}", lambda route: asked.append(route.request.url))
    page.goto(f"{site}/with", wait_until="domcontentloaded")
    expect(page.get_by_text("Assistance : 01 99 00 10 00")).to_be_visible()
    page.wait_for_timeout(300)
    assert asked
    assert page.locator("a").count() == 0


def complaints_of(page: Page) -> list[str]:
    """Errors of the page, without those that it makes itself, and what its policy forbade."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text) if "Content Security" in message.text else None)
    return heard


def ready(page: Page) -> None:
    """The set is there. Polled from outside: a strict policy forbids Playwright's own waiting inside the page."""
    for _ in range(100):
        if page.evaluate("!!window.dialonce?.tag?.set"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the tag did not become ready")


@pytest.mark.parametrize("number", range(len(ODD_PAGES)), ids=list(ODD_PAGES))
def test_tag_works_wherever_a_page_puts_it_and_however_broken_it_is(page, site, house, number):
    page.goto(f"{site}/odd/{number}")
    ready(page)
    page.locator('a[href^="tel:"]').first.click(force=True)
    expect(page.frame_locator("iframe").locator("main")).to_be_visible(timeout=10_000)


def test_loader_of_modules_gets_the_tag(page, site):
    page.goto(f"{site}/odd/1")
    ready(page)
    assert page.evaluate("window.module === window.dialonce")


def test_strict_policy_forbids_nothing_that_the_tag_does(page, site):
    heard = complaints_of(page)
    page.goto(f"{site}/strict")
    ready(page)
    page.locator('a[href^="tel:"]').click()
    expect(page.frame_locator("iframe").locator("main")).to_be_visible(timeout=10_000)
    assert heard == []


def test_policy_without_frames_gets_the_menu_as_a_page(page, site, server, house):
    page.goto(f"{site}/no-frames")
    ready(page)
    page.locator('a[href^="tel:"]').click()
    page.wait_for_url(f"{server.public_url}/m/{house[0].slug}**", timeout=10_000)


def test_page_that_froze_its_globals_keeps_its_plain_links(page, site):
    heard = complaints_of(page)
    page.goto(f"{site}/frozen")
    page.wait_for_timeout(500)
    assert page.locator('a[href^="tel:"]').get_attribute("href") == "tel:+33199001000"
    assert heard == []


def test_escape_inside_the_menu_closes_it_and_gives_the_focus_back(page, site):
    page.goto(f"{site}/with")
    link = page.locator('a[href^="tel:"]')
    expect(link).to_have_count(1, timeout=10_000)
    link.focus()
    page.keyboard.press("Enter")
    main = page.frame_locator("iframe").locator("main")
    expect(main).to_be_visible(timeout=10_000)
    main.get_by_role("link").first.focus()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("tel:")


@pytest.mark.skipif(axe_path() is None, reason="axe-core not found: set AXE_SCRIPT to axe.min.js")
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_the_overlay(browser, site, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme, locale="fr-FR")
    page.goto(f"{site}/short")
    ready(page)
    page.locator('a[href^="tel:"]').click()
    expect(page.frame_locator("iframe").locator("main")).to_be_visible(timeout=10_000)
    dialog = page.get_by_role("dialog", name="Avant d’appeler le 01 99 00 10 00")
    expect(dialog).to_be_visible()
    ground = dialog.evaluate("box => getComputedStyle(box).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is (scheme == "light")
    assert find_faults(page) == []
    page.close()


def test_focus_stays_in_the_overlay_whichever_way_it_is_walked(page, site):
    page.goto(f"{site}/short")
    ready(page)
    page.locator('a[href^="tel:"]').click()
    expect(page.frame_locator("iframe").locator("main")).to_be_visible(timeout=10_000)
    inside = "document.activeElement.shadowRoot?.activeElement?.localName"
    assert page.evaluate(inside) == "button"
    page.keyboard.press("Shift+Tab")
    visited = []
    for _ in range(30):
        page.keyboard.press("Tab")
        visited.append(page.evaluate(f"document.activeElement === document.body ? 'browser' : {inside} ?? 'page'"))
    assert "page" not in visited
    assert {"button", "iframe", "a"} <= set(visited)
