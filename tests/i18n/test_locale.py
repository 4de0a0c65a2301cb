import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.i18n import LOCALES, Locale, locale_of_culture, negotiate_locale


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "fr"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-CA, en;q=0.8", "fr"),
        ("en;q=0.5, fr;q=0.9", "fr"),
        ("de, en;q=0.1", "en"),
        ("de", "fr"),
        ("en;q=0", "fr"),
        ("fr;q=0, en;q=0.3", "en"),
        ("*", "fr"),
        ("de, *;q=0.5", "fr"),
        ("EN", "en"),
        ("en ; q=0.7", "en"),
        ("en;q=nonsense", "fr"),
        ("english", "fr"),
        (", ".join(["de"] * 20 + ["en"]), "fr"),
    ],
)
def test_negotiate_locale_takes_the_best_liked_language(header: str, expected: Locale) -> None:
    assert negotiate_locale(header, "fr") == expected


@given(st.text(max_size=300), st.sampled_from(LOCALES))
def test_negotiate_locale_answers_whatever_the_header_holds(header: str, default: Locale) -> None:
    assert negotiate_locale(header, default) in LOCALES


def test_negotiate_locale_first_wins_among_equals() -> None:
    assert (negotiate_locale("en, fr", "fr"), negotiate_locale("fr, en", "en")) == ("en", "fr")


@pytest.mark.parametrize(
    ("culture", "expected"), [("fr", "fr"), ("en_GB", "en"), ("EN-us", "en"), ("de", "fr"), ("", "fr"), (" en ", "en")]
)
def test_culture_gives_its_language(culture: str, expected: Locale) -> None:
    assert locale_of_culture(culture, "fr") == expected
