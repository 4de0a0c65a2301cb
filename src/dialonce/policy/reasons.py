"""Why the policy says no, in words. The codes are stable; programs may rely on them."""

from functools import cache

from dialonce.policy.data_files import read_table


@cache
def load_reasons() -> dict[str, dict[str, str]]:
    """Every reason code with its `fr` and `en` sentence: those of the lists, and those of failed conditions."""
    failed = {
        entry["reason"]: {"fr": entry["fr"], "en": entry["en"]} for entry in read_table("conditions.toml").values()
    }
    return read_table("reasons.toml") | failed


def reason_text(reason: str, locale: str) -> str:
    """The sentence for a reason code; French for any locale that is not English. KeyError for an unknown code."""
    return load_reasons()[reason]["en" if locale.lower().startswith("en") else "fr"]
