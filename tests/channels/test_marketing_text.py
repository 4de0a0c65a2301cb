import pytest

from dialonce.channels import MarketingText, MessageClass
from dialonce.errors import Invalid


@pytest.mark.clause("4.2-b5")
@pytest.mark.parametrize(
    ("locale", "expected"),
    [("fr", "Opérateur : Nouveau forfait STOP au 36180"), ("en", "Opérateur: Nouveau forfait STOP to 36180")],
)
def test_marketing_text_names_the_sender_and_the_way_out(locale, expected: str) -> None:
    text = MarketingText("Opérateur", locale, "Nouveau forfait", "36180")
    assert text.body == expected
    assert text.message_class is MessageClass.MARKETING
    assert text.subject == "Opérateur"


def test_marketing_text_with_braces_in_its_words_is_sent_as_written() -> None:
    assert "{name}" in MarketingText("Opérateur", "fr", "Bonjour {name}", "36180").body


@pytest.mark.clause("4.2-b5")
@pytest.mark.parametrize(("words", "stop"), [("", "36180"), ("  ", "36180"), ("Forfait", ""), ("Forfait", " ")])
def test_marketing_text_without_words_or_way_out_is_invalid(words: str, stop: str) -> None:
    with pytest.raises(Invalid, match="STOP address"):
        MarketingText("Opérateur", "fr", words, stop)


def test_marketing_subject_of_two_lines_is_invalid() -> None:
    with pytest.raises(Invalid, match="one line"):
        MarketingText("Opérateur", "fr", "Forfait", "36180", "Un\nBcc: autre@example.org")
