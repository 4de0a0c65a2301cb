"""Marketing texts: free words with the sender and the way out added by us (CPCE L34-5, 4.2-b2 to b5)."""

from dataclasses import dataclass

from dialonce.channels.message_class import MessageClass
from dialonce.channels.publisher_name import check_publisher_name
from dialonce.errors import Invalid
from dialonce.i18n import Locale

_LAYOUT: dict[Locale, str] = {"fr": "{name} : {words} STOP au {stop}", "en": "{name}: {words} STOP to {stop}"}


@dataclass(frozen=True, slots=True)
class MarketingText:
    """Words of a publisher; `stop_address` is the free short code, number or link where the person opts out.

    It does not know of consent: who sends it holds a Permit, re-checked when the job runs.
    """

    publisher_name: str
    locale: Locale
    words: str
    stop_address: str
    subject_line: str = ""

    def __post_init__(self) -> None:
        check_publisher_name(self.publisher_name)
        if not self.words.strip() or not self.stop_address.strip():
            raise Invalid("A marketing text needs words and a free STOP address (a short code, number or link).")
        if "\n" in self.subject_line or "\r" in self.subject_line:
            raise Invalid("The subject of a marketing text must be one line.")

    @property
    def message_class(self) -> MessageClass:
        return MessageClass.MARKETING

    @property
    def subject(self) -> str:
        return self.subject_line or self.publisher_name.strip()

    @property
    def body(self) -> str:
        return _LAYOUT[self.locale].format(
            name=self.publisher_name.strip(), words=self.words.strip(), stop=self.stop_address.strip()
        )
