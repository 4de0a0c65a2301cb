"""From the language tag that a caller or a browser sends to the country whose dialling rules apply."""

import re

from phonenumbers import SUPPORTED_REGIONS

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?", re.IGNORECASE)

# The most likely country of a bare language tag: Unicode CLDR, "likely subtags". Languages whose code, in
# capitals, is that country's code (`fr`, `de`, `it` …) are left out: `_country_of_language` knows them.
_LIKELY_COUNTRY = {
    "ar": "EG", "be": "BY", "bn": "BD", "br": "FR", "bs": "BA", "ca": "ES", "co": "FR", "cs": "CZ",
    "cy": "GB", "da": "DK", "el": "GR", "en": "US", "et": "EE", "eu": "ES", "fa": "IR", "ga": "IE",
    "gl": "ES", "gu": "IN", "he": "IL", "hi": "IN", "hy": "AM", "ja": "JP", "ka": "GE", "kk": "KZ",
    "kl": "GL", "km": "KH", "ko": "KR", "lb": "LU", "mr": "IN", "ms": "MY", "my": "MM", "nb": "NO",
    "ne": "NP", "nn": "NO", "oc": "FR", "pa": "IN", "ps": "AF", "pt": "BR", "rm": "CH", "sl": "SI",
    "sq": "AL", "sr": "RS", "sv": "SE", "sw": "TZ", "ta": "IN", "te": "IN", "uk": "UA", "ur": "PK",
    "vi": "VN", "wo": "SN", "zh": "CN", "zu": "ZA",
}  # fmt: skip
_OWN_COUNTRY = frozenset(
    ("az", "bg", "de", "es", "fi", "fo", "fr", "hr", "ht", "hu", "id", "is", "it", "lt", "lv", "mg",
     "mk", "mn", "mt", "nl", "no", "pl", "ro", "ru", "rw", "sk", "so", "th", "to", "tr", "uz")
)  # fmt: skip


def country_of_culture(culture: str | None) -> str | None:
    """The ISO 3166 country of `fr`, `fr-FR`, `fr_BE`, `zh-Hans-CN`; None when it names no known one."""
    tag = _TAG.fullmatch(culture.strip()) if culture else None
    if tag is None:
        return None
    language, region = tag.groups()
    country = region.upper() if region else _country_of_language(language.lower())
    return country if country in SUPPORTED_REGIONS else None


def _country_of_language(language: str) -> str | None:
    return language.upper() if language in _OWN_COUNTRY else _LIKELY_COUNTRY.get(language)
