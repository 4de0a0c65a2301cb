"""Every page in every state, in a real browser: axe, the security policy, narrow phones, keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.pages.axe import axe_path, find_faults
from tests.pages.browser import HOST, Scheme, chromium_path, open_browser, serve
from tests.pages.states import Site, build_site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium found"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as found:
        yield found


def visit(browser: Browser, site: Site, width: int, scheme: Scheme = "light") -> Iterator[tuple[str, Page, list[str]]]:
    """Each page of the site, opened; the list gathers console errors and requests that leave the site."""
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    complaints = serve(context, site)

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page = context.new_page()
    page.on("console", listen)
    for path in site.pages:
        page.goto(HOST + path)
        yield path, page, complaints
    context.close()


@pytest.mark.skipif(axe_path() is None, reason="axe-core not found: set AXE_SCRIPT to axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_any_page(browser: Browser, width: int, scheme: Scheme) -> None:
    faults = {
        path: found for path, page, _ in visit(browser, build_site(), width, scheme) if (found := find_faults(page))
    }
    assert faults == {}


@pytest.mark.clause("9-c")
def test_pages_break_no_rule_of_the_policy_and_load_nothing_from_elsewhere(browser: Browser) -> None:
    for path, _, complaints in visit(browser, build_site(), 390):
        assert (path, complaints) == (path, [])


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_page_is_wider_than_the_screen(browser: Browser, width: int) -> None:
    too_wide = [
        path
        for path, page, _ in visit(browser, build_site(), width)
        if page.evaluate("document.documentElement.scrollWidth") > width
    ]
    assert too_wide == []


def test_controls_are_at_least_44_pixels_high_on_the_callers_pages(browser: Browser) -> None:
    small = "[...document.querySelectorAll('button, .button, .m-row, .input, summary, .m-back, .m-foot a')]"
    measure = f"{small}.filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
    for path, page, _ in visit(browser, build_site(), 390):
        if path.startswith("/menu-"):
            assert (path, page.evaluate(measure)) == (path, [])


def test_first_tab_reaches_the_skip_link_and_it_shows(browser: Browser) -> None:
    for path, page, _ in visit(browser, build_site(), 390):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "document.activeElement.className + ' ' + document.activeElement.getBoundingClientRect().x"
        )
        assert (path, shown) == (path, "skip 8")


def test_dialog_opens_without_script(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    serve(context, build_site())
    page = context.new_page()
    page.goto(HOST + "/console-kit")
    assert not page.locator("#sure").is_visible()
    page.get_by_role("link", name="Supprimer").click()
    assert page.locator("#sure").is_visible()
    page.locator("#sure").get_by_role("link", name="Annuler").click()
    assert not page.locator("#sure").is_visible()


def test_dialog_with_script_is_modal_and_closes(browser: Browser) -> None:
    context = browser.new_context()
    serve(context, build_site())
    page = context.new_page()
    page.goto(HOST + "/console-kit")
    page.get_by_role("link", name="Supprimer").click()
    assert page.evaluate("document.querySelector('#sure').matches(':modal')")
    page.locator("#sure").get_by_role("link", name="Annuler").click()
    assert not page.locator("#sure").is_visible()


def test_call_is_a_link_with_script_and_a_counted_button_without(browser: Browser) -> None:
    site = build_site()
    seen = {}
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        serve(context, site)
        page = context.new_page()
        page.goto(HOST + "/menu-quiet")
        seen[script] = [
            page.locator("a[href^='tel:']").is_visible(),
            page.locator("form[action$='/call']").is_visible() if not script else False,
        ]
    assert seen == {True: [True, False], False: [False, True]}


def test_tap_on_a_call_is_counted_once(browser: Browser) -> None:
    context = browser.new_context()
    strays = serve(context, build_site())
    page = context.new_page()
    page.goto(HOST + "/menu-quiet")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("a[href^='tel:']").click()
    assert sent.value.url == HOST + "/m/altis/s/1/6/call"
    assert sent.value.post_data == "_csrf_token=token"
    assert [url for url in strays if url.endswith("/call")] == [HOST + "/m/altis/s/1/6/call"]
