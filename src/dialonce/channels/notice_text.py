"""Longer service texts: letters by e-mail, and events for servers."""

from dataclasses import dataclass, field
from enum import StrEnum

from dialonce.channels.message_class import MessageClass
from dialonce.channels.publisher_name import check_publisher_name
from dialonce.errors import Invalid
from dialonce.i18n import Locale


class NoticePurpose(StrEnum):
    """The closed list of letters that are service, with the clauses that ask for them."""

    RIGHTS_ANSWER = "rights-answer"  # 7-d, 7-i
    RIGHTS_REMINDER = "rights-reminder"  # 7-i
    POLICY_UPDATE = "policy-update"  # 11-b
    SUPPORT_ANSWER = "support-answer"  # 4.2-a
    ACCOUNT_SECURITY = "account-security"  # 8-b
    EXCEPTIONAL_ACCESS = "exceptional-access"  # 2-l


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A letter; its words come from the room that owns the purpose, the signature from here."""

    purpose: NoticePurpose
    publisher_name: str
    locale: Locale
    subject: str = field(repr=False)
    words: str = field(repr=False)

    def __post_init__(self) -> None:
        check_publisher_name(self.publisher_name)
        if "\n" in self.subject or "\r" in self.subject:
            raise Invalid("The subject of a notice must be one line.")

    @property
    def message_class(self) -> MessageClass:
        return MessageClass.SERVICE

    @property
    def body(self) -> str:
        return f"{self.words}\n\n-- \n{self.publisher_name.strip()}"


@dataclass(frozen=True, slots=True)
class EventText:
    """A JSON document for a publisher's or recipient's own server; the webhook carrier signs it."""

    body: str = field(repr=False)
    locale: Locale = "en"

    @property
    def message_class(self) -> MessageClass:
        return MessageClass.SERVICE

    @property
    def subject(self) -> str:
        return ""
