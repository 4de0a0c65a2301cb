"""Short service texts: made from a closed list of templates, so marketing cannot travel as service (4.2-b1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from dialonce.channels.message_class import MessageClass
from dialonce.channels.publisher_name import check_publisher_name
from dialonce.channels.segments import fold_to_gsm7, segments
from dialonce.errors import Invalid, Refused
from dialonce.i18n import Locale


class ServiceTemplate(StrEnum):
    """The closed list of short service messages."""

    LINK = "link"
    SIGN_IN_CODE = "sign-in-code"
    DOWNLOAD_READY = "download-ready"
    OPTED_OUT = "opted-out"


_WORDS: dict[Locale, dict[ServiceTemplate, str]] = {
    "fr": {
        ServiceTemplate.LINK: "{name} : votre menu sur votre téléphone : {value}",
        ServiceTemplate.SIGN_IN_CODE: "{name} : votre code est {value}. Ne le donnez à personne.",
        ServiceTemplate.DOWNLOAD_READY: "{name} : vos données sont à télécharger : {value}",
        ServiceTemplate.OPTED_OUT: "{name} : c'est noté, vous ne recevrez plus ces messages.",
    },
    "en": {
        ServiceTemplate.LINK: "{name}: your menu on your phone: {value}",
        ServiceTemplate.SIGN_IN_CODE: "{name}: your code is {value}. Give it to nobody.",
        ServiceTemplate.DOWNLOAD_READY: "{name}: your data is ready: {value}",
        ServiceTemplate.OPTED_OUT: "{name}: noted, you will get no more of these messages.",
    },
}

_LINK = re.compile(r"https?://[^\s<>\"]{1,500}")
_VALUES = {
    ServiceTemplate.LINK: _LINK,
    ServiceTemplate.DOWNLOAD_READY: _LINK,
    ServiceTemplate.SIGN_IN_CODE: re.compile(r"[0-9A-Z]{4,10}"),
    ServiceTemplate.OPTED_OUT: re.compile(r""),
}

SHORTEST_NAME = 11
"""A name is not cut below the length of an alphanumeric sender: shorter, it would no longer identify."""


@dataclass(frozen=True, slots=True)
class ServiceText:
    """A template, the sender's name and one link or code; it can hold nothing else."""

    template: ServiceTemplate
    publisher_name: str
    locale: Locale
    value: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        check_publisher_name(self.publisher_name)
        if not _VALUES[self.template].fullmatch(self.value):
            raise Invalid(f"The service template {self.template.value!r} was given a value of another kind.")

    @property
    def message_class(self) -> MessageClass:
        return MessageClass.SERVICE

    @property
    def subject(self) -> str:
        return self.publisher_name.strip()

    @property
    def body(self) -> str:
        """The text, in one SMS if shortening the name achieves that; the link or code is never cut."""
        name = fold_to_gsm7(self.publisher_name.strip())
        texts = map(self._render, _shortenings(name))
        return next((text for text in texts if segments(text).count == 1), self._render(name))

    def _render(self, name: str) -> str:
        return _WORDS[self.locale][self.template].format(name=name, value=self.value)


def _shortenings(name: str) -> Iterator[str]:
    """The name, then its shorter forms from the best on: whole words while they last, then letters."""
    lengths = range(len(name), SHORTEST_NAME - 1, -1)
    yield from (name[:length].rstrip() for length in lengths if name[length : length + 1] in {"", " "})
    yield from (name[:length] for length in lengths)


def sms_text(template: str, link: str, publisher_name: str, locale: Locale) -> ServiceText:
    """Return the service text of `template` around `link` (a code, or "", for the templates that take those).

    Raises `Refused` (4.2-b1) when `template` is not a `ServiceTemplate`: that is where free words, such as an
    advertisement, are stopped. Raises `Invalid` for a name or link that is none.
    """
    if template not in set(ServiceTemplate):
        raise Refused(
            "Service messages are made from the service templates only; send other words as marketing, with consent.",
            clauses=("4.2-b1", "4.2-b4"),
        )
    return ServiceText(ServiceTemplate(template), publisher_name, locale, link)
