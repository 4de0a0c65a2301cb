import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.channels import MessageClass, ServiceTemplate, segments, sms_text
from dialonce.channels.segments import fold_to_gsm7
from dialonce.errors import Invalid, Refused
from tests.channels.messages import LINK

VALUES = {"link": LINK, "download-ready": LINK, "sign-in-code": "482913", "opted-out": ""}
names = st.text(st.sampled_from("aàçéêîœ'- ZÉ&"), min_size=1, max_size=40).filter(str.strip)


def test_link_text_in_french_identifies_the_sender_and_fits_one_sms() -> None:
    text = sms_text("link", LINK, "Opérateur", "fr")
    assert text.body == f"Opérateur : votre menu sur votre téléphone : {LINK}"
    assert text.message_class is MessageClass.SERVICE
    assert segments(text.body).count == 1


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("template", list(ServiceTemplate))
@given(name=names)
def test_service_text_of_any_publisher_is_one_gsm7_sms_with_name_and_value(template, locale, name) -> None:
    body = sms_text(template, VALUES[template], name, locale).body
    assert segments(body).encoding == "gsm-7"
    assert segments(body).count == 1
    assert body.startswith(fold_to_gsm7(name.strip())[:11].strip())
    assert VALUES[template] in body


def test_service_text_with_a_long_link_shortens_the_name_and_never_the_link() -> None:
    link = "https://dial.example/" + "s" * 76
    body = sms_text("link", link, "Compagnie générale des télécoms", "fr").body
    assert body == f"Compagnie générale des : votre menu sur votre téléphone : {link}"
    assert segments(body).count == 1


def test_service_text_that_cannot_fit_keeps_the_whole_name() -> None:
    body = sms_text("link", "https://dial.example/" + "s" * 130, "Compagnie générale des télécoms", "fr").body
    assert body.startswith("Compagnie générale des télécoms :")
    assert segments(body).count == 2


@pytest.mark.clause("4.2-b1")
@pytest.mark.parametrize("words", ["promo", "LINK", "", "Nouveau forfait à 5 €, profitez-en !"])
def test_service_text_of_free_words_is_refused_with_its_clauses(words: str) -> None:
    with pytest.raises(Refused) as refusal:
        sms_text(words, LINK, "Opérateur", "fr")
    assert "4.2-b1" in refusal.value.clauses


@pytest.mark.clause("4.2-b1")
@pytest.mark.parametrize(
    "name",
    ["", "   ", "x" * 41, "Soldes -50%", "5 € par mois", "voir www.promo.fr", "a\nb", "https://a.fr", "{value}"],
)
def test_service_text_for_a_name_that_carries_more_than_a_name_is_invalid(name: str) -> None:
    with pytest.raises(Invalid, match="publisher's name"):
        sms_text("link", LINK, name, "fr")


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("link", "Profitez de nos offres"),
        ("link", f"{LINK} profitez"),
        ("link", "javascript:alert(1)"),
        ("link", LINK + "\n"),
        ("sign-in-code", LINK),
        ("sign-in-code", "48 29"),
        ("opted-out", "promo"),
    ],
)
def test_service_text_with_a_value_of_another_kind_is_invalid_and_not_quoted(template: str, value: str) -> None:
    with pytest.raises(Invalid, match="another kind") as error:
        sms_text(template, value, "Opérateur", "fr")
    assert value not in error.value.detail
