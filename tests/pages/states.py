"""Every page in every state worth looking at, as HTML by name; the publisher's stylesheets beside them by path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from dialonce.i18n import Locale
from dialonce.menus.model import SATISFACTION
from dialonce.menus.walk import FormView
from dialonce.pages.assets import all_assets
from dialonce.pages.interface import (
    CallPage,
    FormState,
    MenuPage,
    check_form,
    render_call,
    render_screen,
    screen_sheet,
    sheet_path,
)
from dialonce.pages.kit import Link
from dialonce.pages.page import Page, Theme
from dialonce.pages.public import (
    AddressView,
    ErrorView,
    LandingView,
    LinkExpiredView,
    OutboxView,
    render_address,
    render_error,
    render_landing,
    render_link_expired,
    render_outbox,
    render_policy_diff,
    render_privacy,
)
from tests.pages.kit_page import render_kit
from tests.pages.samples import (
    COLLECTED,
    LOGO,
    NOTICE,
    STYLES,
    sample_diff,
    sample_menu,
    sample_outbox,
    sample_privacy,
)

Draw = Callable[[Page], str]


@dataclass(frozen=True)
class Site:
    """A small website: bodies by path, with their media types."""

    bodies: Mapping[str, tuple[str, bytes]]
    pages: tuple[str, ...]


def faulty_form() -> FormState:
    menu = sample_menu("30")
    form = next(element for element in menu.screen.elements if isinstance(element, FormView))
    state = check_form(form, {"field.email": "x@y.fr"}, "fr")
    assert isinstance(state, FormState)
    return state


def menus() -> dict[str, MenuPage]:
    return {
        "menu-entry": sample_menu("1", notice=NOTICE, tick=NOTICE.version, collected=COLLECTED),
        "menu-quiet": sample_menu("1"),
        "menu-bill": sample_menu("10", collected=COLLECTED),
        "menu-brand": sample_menu("1", styles=STYLES, logo=LOGO, published=False),
        "menu-form": sample_menu("30", notice=NOTICE, tick=NOTICE.version),
        "menu-faults": sample_menu("30", form=faulty_form()),
        "menu-sent": sample_menu("30", form=FormState(1, done=True)),
        "menu-rating": sample_menu("1", event=SATISFACTION),
        "menu-empty": sample_menu("20"),
        "menu-dead": sample_menu("40"),
    }


def drawings() -> dict[str, Draw]:
    back = Link("Revenir au menu", "/m/altis")
    drawn: dict[str, Draw] = {
        "menu-call": lambda page: render_call(CallPage("Altis", "3900", "tel:3900", "/m/altis"), page),
        "landing": lambda page: render_landing(
            LandingView("Altis SAS", (Link("Altis grand public", "/m/altis"),), development=True), page
        ),
        "privacy": lambda page: render_privacy(sample_privacy(), page),
        "privacy-diff": lambda page: render_policy_diff(sample_diff(), page),
        "error-404": lambda page: render_error(ErrorView(404, home=back), page),
        "error-403": lambda page: render_error(ErrorView(403, clauses=("0-c", "3.1-d"), reference="7f3a"), page),
        "expired": lambda page: render_link_expired(LinkExpiredView("3900", "tel:3900"), page),
        "address": lambda page: render_address(
            AddressView("Altis grand public", "https://dial.example/m/altis", "/a.svg", "/a.png"), page
        ),
        "outbox": lambda page: render_outbox(sample_outbox(), page),
        "outbox-empty": lambda page: render_outbox(OutboxView(()), page),
        "console-kit": lambda page: render_kit(page.locale, page.theme),
    }
    return drawn | {name: partial(render_screen, menu) for name, menu in menus().items()}


def build_site(locale: Locale = "fr", theme: Theme = "auto") -> Site:
    page = Page(locale, theme, "/m/altis", "token")
    pages = {f"/{name}": ("text/html; charset=utf-8", draw(page).encode()) for name, draw in drawings().items()}
    files = {asset.path: (asset.media_type, asset.body) for asset in all_assets()}
    return Site(pages | files | _sheets(), tuple(pages))


def _sheets() -> dict[str, tuple[str, bytes]]:
    found = {}
    for menu in menus().values():
        if sheet := screen_sheet(menu.screen, menu.brand):
            found[sheet_path(menu.base, menu.screen.place, sheet.mark)] = ("text/css", sheet.css.encode())
    return found
