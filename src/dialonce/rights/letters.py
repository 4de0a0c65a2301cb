"""What the rights desk writes to people: letters with the figures of their request, before they are sent."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec

from dialonce.i18n import Letter, Locale, compose_letter, format_date, name_of_right
from dialonce.policy import Contacts
from dialonce.rights.clock import paris_day
from dialonce.rights.request import Request

_NOTHING = {"fr": "– rien", "en": "– nothing"}
_NOBODY = {"fr": "– personne", "en": "– nobody"}


class Letterhead(msgspec.Struct, frozen=True):
    """Who writes: the controller, and where its rights desk is reached."""

    controller_name: str
    controller_address: str
    contacts: Contacts

    @property
    def officer(self) -> str:
        """Where the data-protection officer is reached; the controller while none is named."""
        return self.contacts.dpo or self.contacts.privacy_email or self.controller_address or self.controller_name

    def values(self) -> dict[str, str]:
        """What the frame of every letter needs."""
        return {
            "controller.name": self.controller_name,
            "controller.address": self.controller_address,
            "contact.dpo": self.officer,
            "contact.privacy_email": self.contacts.privacy_email,
        }


def write_letter(
    name: str, request: Request, head: Letterhead, now: datetime, details: Mapping[str, str] | None = None
) -> Letter:
    """The letter `name` about a request. `details` fills what is particular to it, under its full placeholder name."""
    locale = request.locale
    values = {
        "request.reference": request.reference,
        "request.right": name_of_right(locale, request.right),
        "request.received_on": day_in_words(locale, request.received_at),
        "request.due_on": day_in_words(locale, request.due_at) if request.due_at else "",
        "request.done_on": day_in_words(locale, now),
    }
    return compose_letter(locale, name, {**head.values(), **values, **(details or {})})


def day_in_words(locale: Locale, moment: datetime | date) -> str:
    """The day in Paris, as letters write it."""
    return format_date(locale, paris_day(moment) if isinstance(moment, datetime) else moment)


def bullets(locale: Locale, lines: Iterable[str], *, people: bool = False) -> str:
    """Lines that begin with a dash; of none, a line that says so (`people`: that nobody is meant)."""
    return "\n".join(f"– {line}" for line in lines) or (_NOBODY if people else _NOTHING)[locale]
