"""The first page of an installation: what this is, and the ways in."""

from msgspec import Struct

from dialonce.pages.kit import Link
from dialonce.pages.page import Page
from dialonce.pages.templating import render


class LandingView(Struct, frozen=True):
    """`menus` are public interfaces to try. `development` shows the ways in that only a test installation has."""

    operator: str
    menus: tuple[Link, ...] = ()
    development: bool = False


def render_landing(view: LandingView, page: Page) -> str:
    return render("public/landing.html", page, view=view)
