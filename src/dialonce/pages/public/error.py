"""What a person sees when something did not work: what it was, and where to go from here."""

from msgspec import Struct

from dialonce.i18n import has_message, translate
from dialonce.pages.kit import Link
from dialonce.pages.page import Page
from dialonce.pages.templating import render


class ErrorView(Struct, frozen=True):
    """`detail` is a sentence for people, without personal values. `clauses` are those of the policy that said no.

    `reference` finds the case in our logs. `home` is the nearest page that works.
    """

    status: int
    detail: str = ""
    clauses: tuple[str, ...] = ()
    reference: str = ""
    home: Link | None = None


def render_error(view: ErrorView, page: Page) -> str:
    return render("public/error.html", page, view=view, **_words(view.status, page))


def _words(status: int, page: Page) -> dict[str, str]:
    known = status if has_message(f"error.title_{status}") else 500 if status >= 500 else 400
    return {
        "title": translate(page.locale, f"error.title_{known}"),
        "advice": translate(page.locale, f"error.advice_{known}"),
    }
