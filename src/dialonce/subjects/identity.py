"""What somebody proves to be theirs: a telephone number, or an e-mail address."""

import re
import unicodedata
from typing import Final, Literal

import msgspec

from dialonce.errors import Invalid
from dialonce.numbers import can_receive_sms, parse_caller

PHONE: Final = "phone-number"
EMAIL: Final = "email"
LONGEST_EMAIL: Final = 254
_EMAIL: Final = re.compile(r"[^\s@<>\"',;:\\]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")
_PHONE_OF: Final = "FR"


class Identity(msgspec.Struct, frozen=True):
    """A number in E.164 or a normalised e-mail address. Its repr hides it."""

    kind: Literal["phone-number", "email"]
    value: str

    def __repr__(self) -> str:
        return f"Identity({self.kind})"


def phone_identity(text: str) -> Identity:
    """The mobile number that somebody wrote. Raises `Invalid` for what is none, or cannot get an SMS."""
    number = parse_caller(text, _PHONE_OF)
    if not can_receive_sms(number):
        raise Invalid("This number gets no SMS; give a mobile number, or an e-mail address.")
    return Identity(PHONE, number.text)


def email_identity(text: str) -> Identity:
    """The e-mail address that somebody wrote. Raises `Invalid` for what is none."""
    return Identity(EMAIL, normal_email(text))


def normal_email(text: str) -> str:
    """One spelling for all ways to write an address: NFC, small letters, no space around. Raises `Invalid`."""
    normal = unicodedata.normalize("NFC", text).strip().lower()
    if len(normal) > LONGEST_EMAIL or not _EMAIL.fullmatch(normal):
        raise Invalid("This is not an e-mail address: it looks like name@example.fr.")
    return normal
