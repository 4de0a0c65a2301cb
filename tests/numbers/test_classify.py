import pytest

from dialonce.errors import Invalid
from dialonce.numbers import Kind, country_of_culture, is_mobile, is_premium_rate, parse_number


@pytest.mark.parametrize(
    ("text", "culture", "mobile"),
    [
        ("+33600000000", None, True),
        ("+33100000000", None, False),
        ("0651580955", "fr", True),
        ("0651580955", "fr-FR", True),
        ("0651580955", "fr_fr", True),
        ("0651580955", None, False),
        ("0651580955", "", False),
        ("0651580955", "not a culture", False),
        ("0651580955", "zz", False),
        ("0100000000", "fr", False),
        ("0000", None, False),
        ("0000", "fr", False),
        ("3654", "fr", False),
        ("+12025550100", None, True),
        ("+33800123456", None, False),
    ],
)
def test_is_mobile_answers_as_the_classic_service(text: str, culture: str | None, mobile: bool) -> None:
    assert is_mobile(text, culture) is mobile


@pytest.mark.parametrize("text", ["+336XXXXXXXX", "XXX", ""])
def test_is_mobile_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(Invalid):
        is_mobile(text, "fr")


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("+33800123456", None, Kind.TOLL_FREE),
        ("+33899123456", None, Kind.PREMIUM),
        ("+33100000000", None, Kind.LANDLINE),
        ("+33700000000", None, Kind.UNASSIGNED),
        ("3654", "FR", Kind.SHORT_CODE),
    ],
)
def test_kind_follows_the_numbering_plan(text: str, country: str | None, kind: Kind) -> None:
    assert parse_number(text, country).kind is kind


@pytest.mark.parametrize(
    ("text", "country", "premium"),
    [
        ("+33899123456", None, True),
        ("+33651580955", None, False),
        ("118218", "FR", True),
        ("700", "FR", False),
    ],
)
def test_premium_rate_is_seen_on_numbers_and_short_codes(text: str, country: str | None, premium: bool) -> None:
    assert is_premium_rate(parse_number(text, country)) is premium


@pytest.mark.parametrize(
    ("culture", "country"),
    [
        ("fr", "FR"),
        ("FR", "FR"),
        ("fr-BE", "BE"),
        ("en", "US"),
        ("en-GB", "GB"),
        ("zh-Hans-CN", "CN"),
        ("zz-ZZ", None),
        (None, None),
        ("", None),
    ],
)
def test_culture_names_the_country_whose_rules_apply(culture: str | None, country: str | None) -> None:
    assert country_of_culture(culture) == country
