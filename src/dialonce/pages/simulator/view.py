"""What the simulator's page shows."""

from typing import Final

from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.page import Page
from dialonce.pages.templating import render

NOBODYS: Final = "01 99 00 99 99"
CONTACTS: Final = (("Camille", "06 39 98 12 34"), ("Dr Morel", "+33 1 99 00 55 10"))
"""Numbers that the French regulator keeps for fiction: nobody has them."""
_SPOKEN: Final = (
    "simulator.calling",
    "simulator.plain_call",
    "simulator.go_on",
    "simulator.close",
    "simulator.menu",
    "simulator.accepted",
    "simulator.refused",
    "simulator.unasked",
    "simulator.left_none",
    "simulator.left_none_text",
    "simulator.set_value",
    "simulator.verified",
    "simulator.unverified",
    "simulator.address_book_value",
    "simulator.bytes",
    "simulator.stop_sharing",
    "simulator.location_off",
    "simulator.location_coarse",
    "simulator.location_precise",
)


class TrialNumber(Struct, frozen=True):
    """A registered line to try, as people write it."""

    number: str
    label: str


class SimulatorView(Struct, frozen=True):
    """`solution` is the public id whose SDK runs in the phone; None when there is nothing to show."""

    solution: str | None
    country: str
    lines: tuple[TrialNumber, ...]


def render_simulator(view: SimulatorView, page: Page) -> str:
    contacts = [{"name": name, "number": number} for name, number in CONTACTS]
    contacts += [{"name": line.label, "number": line.number} for line in view.lines[:2]]
    phone = {
        "solution": view.solution,
        "country": view.country,
        "culture": "fr-FR" if page.locale == "fr" else "en-GB",
        "contacts": contacts,
        "words": _words(page.locale),
    }
    others = ((NOBODYS, translate(page.locale, "simulator.somebody")), (CONTACTS[0][1], CONTACTS[0][0]))
    return render("simulator/simulator.html", page, view=view, phone=phone, contacts=contacts, unregistered=others)


def _words(locale: Locale) -> dict[str, str]:
    """What the script says; places in braces are filled there."""
    return {key.partition(".")[2]: translate(locale, key) for key in _SPOKEN}
