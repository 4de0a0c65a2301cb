"""What every page of the privacy centre shares."""

from typing import Final

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.kit import Banner, Crumb, Link
from dialonce.pages.page import Page
from dialonce.pages.templating import render

HOME: Final = "/privacy/me"


class CentreFrame(Struct, frozen=True):
    """`token` goes into the forms of this session; `crumbs` is empty on the first page."""

    title: str
    token: str = ""
    crumbs: tuple[Crumb, ...] = ()
    banners: tuple[Banner, ...] = ()


class Row(Struct, frozen=True):
    """A way on: a picture, words, and a line below them."""

    icon: str
    label: str
    href: str
    hint: str = ""


def sub_frame(locale: Locale, title: str, token: str = "", banners: tuple[Banner, ...] = ()) -> CentreFrame:
    """The frame of a page below the first."""
    crumbs = (Crumb(translate(locale, "me.title"), HOME), Crumb(title))
    return CentreFrame(title, token, crumbs, banners)


def render_centre(template: str, page: Page, frame: CentreFrame, **context: object) -> str:
    """A page of the centre."""
    return render(f"centre/{template}.html", page, frame=frame, **context)


def outbox_note(locale: Locale) -> Banner:
    """On a trial installation the messages stay here: where to read the code."""
    return Banner(
        translate(locale, "me.trial_title"),
        translate(locale, "me.trial_text"),
        "info",
        Link(translate(locale, "me.trial_link"), "/outbox"),
    )
