"""What a telephone number is, once understood."""

from enum import StrEnum

import msgspec
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

HIDDEN = "•••••"


class Kind(StrEnum):
    """What a number is used for, by the numbering plans (libphonenumber metadata)."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    MOBILE_OR_LANDLINE = "mobile-or-landline"
    TOLL_FREE = "toll-free"
    SHARED_COST = "shared-cost"
    PREMIUM = "premium"
    VOIP = "voip"
    OTHER = "other"
    SHORT_CODE = "short-code"
    UNASSIGNED = "unassigned"


class Number(msgspec.Struct, frozen=True):
    """A telephone number in its one canonical form.

    `text` is E.164 (`+33651580955`) or, for a short code, the country and the digits (`FR:3654`): the same
    digits are another line in another country. `country` is ISO 3166 (`001` for non-geographic numbers). Two
    numbers are the same line exactly when their `text` is equal.

    Printing one shows it masked, so that an f-string in a log or an error tells nobody's number; `text` is
    the value.
    """

    text: str
    country: str
    kind: Kind

    @property
    def is_short_code(self) -> bool:
        return self.kind is Kind.SHORT_CODE

    def __str__(self) -> str:
        return mask_number(self)

    def __repr__(self) -> str:
        return f"Number({mask_number(self)}, {self.kind.value})"


def mask_number(number: Number) -> str:
    """The number as shown to those who need not know it: `+336•••••55`.

    Country, first digit and the last two remain; the hidden length is constant. A short code is a public line
    of a company, never a person's, and is shown whole.
    """
    if number.is_short_code:
        return number.text
    code = _calling_code(number.text)
    return f"{number.text[: len(code) + 2]}{HIDDEN}{number.text[-2:]}"


def _calling_code(text: str) -> str:
    return next(text[1:end] for end in (2, 3, 4) if int(text[1:end]) in COUNTRY_CODE_TO_REGION_CODE)
