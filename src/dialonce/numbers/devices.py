"""Identifiers of devices and of mobile networks (3GPP TS 23.003), checked before they are kept."""

import re

import msgspec
from stdnum import imei, imsi, meid
from stdnum.exceptions import ValidationError

from dialonce.errors import Invalid

_SERIAL = re.compile(r"[A-Z0-9][A-Z0-9\-]{3,39}")
_PLMN = re.compile(r"([2-7]\d\d)-?(\d{2,3})", re.ASCII)


class Plmn(msgspec.Struct, frozen=True):
    """A public mobile network: country code, network code (its leading zeros count), ISO country or None."""

    mcc: str
    mnc: str
    country: str | None


def parse_imei(text: str) -> str:
    """The 15 digits of an IMEI.

    Raises Invalid when the check digit is wrong, and for a relative of 14 or 16 digits.
    """
    digits = imei.compact(text)
    if len(digits) != 15 or not imei.is_valid(digits):
        raise Invalid("The IMEI is wrong: it has 15 digits, the last one a check digit; dial *#06# to read it.")
    return digits


def parse_meid(text: str) -> str:
    """The 14 hexadecimal digits of a MEID, written in either base.

    Raises Invalid when its check digit is wrong.
    """
    try:
        return meid.validate(text)
    except ValidationError:
        raise Invalid("The MEID is wrong: 14 hexadecimal or 18 decimal digits, and a check digit if any.") from None


def parse_serial(text: str) -> str:
    """A manufacturer's serial, in capitals.

    Serials have no common check digit: only the shape is verified, and Invalid raised when it is wrong.
    """
    serial = text.strip().upper()
    if not _SERIAL.fullmatch(serial):
        raise Invalid("The device serial is wrong: 4 to 40 letters, digits and hyphens.")
    return serial


def parse_plmn(text: str) -> Plmn:
    """The network of `20801` or `208-01`.

    Raises Invalid for anything else, test and international networks included: no caller's SIM is theirs.
    """
    match = _PLMN.fullmatch(text.strip())
    if match is None:
        raise Invalid("The mobile network is wrong: country code (200 to 799) and a network code of 2 or 3 digits.")
    mcc, mnc = match.groups()
    country = imsi.info(f"{mcc}{mnc}000000000").get("cc")
    return Plmn(mcc=mcc, mnc=mnc, country=country.upper() if country else None)
