"""The pages of signing in: a number or an address, then the code."""

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.centre.frame import CentreFrame, render_centre
from dialonce.pages.kit import Banner, Field
from dialonce.pages.page import Page


class SignInView(Struct, frozen=True):
    """`next` is where to go on afterwards."""

    phone: Field
    email: Field
    next: str
    email_open: bool = False


class CodeView(Struct, frozen=True):
    """`attempt` belongs to the code that was sent; it is no address and no cookie, and good for ten minutes."""

    lead: str
    code: Field
    attempt: str
    way: str
    next: str


class Tried(Struct, frozen=True):
    """What somebody wrote into the form, and what is wrong with it."""

    way: str = "phone"
    value: str = ""
    error: str = ""


def render_sign_in(page: Page, tried: Tried, path: str, banners: tuple[Banner, ...] = ()) -> str:
    """The form that asks who looks."""
    locale = page.locale
    view = SignInView(
        _field(locale, "phone", tried), _field(locale, "email", tried), path, email_open=tried.way == "email"
    )
    return render_centre("sign_in", page, CentreFrame(translate(locale, "me.title"), banners=banners), view=view)


def render_code(page: Page, tried: Tried, attempt: str, path: str, banners: tuple[Banner, ...] = ()) -> str:
    """The form that takes the code. It says the same whoever is known."""
    locale = page.locale
    lead = translate(locale, "me.code_lead_email" if tried.way == "email" else "me.code_lead_phone")
    code = Field("code", translate(locale, "me.code_label"), required=True, error=tried.error)
    view = CodeView(lead, code, attempt, tried.way, path)
    return render_centre("code", page, CentreFrame(translate(locale, "me.code_title"), banners=banners), view=view)


def _field(locale: Locale, way: str, tried: Tried) -> Field:
    mine = tried.way == way
    phone = way == "phone"
    return Field(
        way,
        translate(locale, "me.your_phone" if phone else "me.your_email"),
        value=tried.value if mine else "",
        kind="tel" if phone else "email",
        hint=translate(locale, "me.your_phone_hint") if phone else translate(locale, "me.your_email_hint"),
        error=tried.error if mine else "",
        required=True,
        autocomplete="tel" if phone else "email",
    )
