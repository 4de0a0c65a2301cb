"""How many SMS a text costs: GSM 03.38 (3GPP TS 23.038) and UCS-2, concatenated as TS 23.040 says."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")

_LOOKALIKES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "\u00a0": " ",
        "\u202f": " ",
        "\t": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """`units` are septets (GSM-7) or 16-bit code units (UCS-2); `count` is how many SMS are billed."""

    encoding: Literal["gsm-7", "ucs-2"]
    units: int
    count: int


def segments(text: str) -> Segmentation:
    """Return how `text` is carried. No national shift tables are used, since phones disagree on them."""
    if is_gsm7(text):
        return _segment("gsm-7", [2 if char in EXTENDED else 1 for char in text], alone=160, joined=153)
    return _segment("ucs-2", [2 if ord(char) > 0xFFFF else 1 for char in text], alone=70, joined=67)


def is_gsm7(text: str) -> bool:
    return all(char in BASIC or char in EXTENDED for char in text)


def fold_to_gsm7(text: str) -> str:
    """Return `text` with look-alikes in GSM-7 (ê → e, ’ → '); what has no look-alike stays as it is."""
    return "".join(map(_fold_char, text.translate(_LOOKALIKES)))


def _fold_char(char: str) -> str:
    if is_gsm7(char):
        return char
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return bare if bare and is_gsm7(bare) else char


def _segment(encoding: Literal["gsm-7", "ucs-2"], widths: list[int], *, alone: int, joined: int) -> Segmentation:
    units = sum(widths)
    if units <= alone:
        return Segmentation(encoding, units, 1)
    count, room = 1, joined
    for width in widths:
        if width > room:  # an escape pair or a surrogate pair is never split between two SMS
            count, room = count + 1, joined
        room -= width
    return Segmentation(encoding, units, count)
