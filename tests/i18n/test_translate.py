import pytest

from dialonce.i18n import UnknownMessage, has_message, translate
from dialonce.i18n.catalogue import parse_area


def test_message_is_in_the_language_asked_for() -> None:
    assert [translate(locale, "shell.privacy") for locale in ("fr", "en")] == ["Vie privée", "Privacy"]


def test_numbers_in_messages_are_written_as_the_language_does() -> None:
    assert translate("en", "shell.rows", first=1, last=50, total=1240) == "1 to 50 of 1,240"
    assert translate("fr", "shell.rows", first=1, last=50, total=1240) == "1 à 50 sur 1\u202f240"


def test_plural_follows_each_languages_rule() -> None:
    shown = [translate(locale, "form.errors", count=count) for locale in ("fr", "en") for count in (0, 1, 2)]
    assert shown == [
        "Une réponse est à corriger",
        "Une réponse est à corriger",
        "2 réponses sont à corriger",
        "0 answers need mending",
        "One answer needs mending",
        "2 answers need mending",
    ]


def test_unknown_key_is_named() -> None:
    assert not has_message("nowhere.nothing")
    with pytest.raises(UnknownMessage, match=r"nowhere\.nothing"):
        translate("fr", "nowhere.nothing")


def test_missing_parameter_is_named() -> None:
    with pytest.raises(KeyError, match="last"):
        translate("fr", "shell.rows", first=1, total=3)


def test_count_must_be_a_number() -> None:
    with pytest.raises(TypeError, match="count"):
        translate("fr", "form.errors", count="two")


@pytest.mark.parametrize("text", ['a = { fr = "x" }', 'a = { fr = "x", en = "y", de = "z" }', 'a = "x"'])
def test_message_without_exactly_both_languages_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"page\.a"):
        parse_area("page", text)
