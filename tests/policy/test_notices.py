"""The short notices and the summary: complete, citing the policy, never turning a reading into a consent."""

import re
from typing import Any

import pytest

from tests.policy.prose import ROOT, read_toml, word_count

DATA = ROOT / "policy" / "data"
NOTICES = read_toml(DATA / "notices.toml")
SECTIONS: list[dict[str, Any]] = read_toml(DATA / "summary.toml")["section"]
CLAUSE_IDS = {id_ for path in (DATA / "texts").glob("*.toml") for id_ in read_toml(path)} - {"meta"}

SPOKEN_SECONDS = 15
WORDS_PER_SECOND = 2.5
GSM_7BIT = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


def test_notices_are_there_for_every_way_in() -> None:
    assert set(NOTICES) == {
        "interface", "ivr", "sms", "sdk", "tag", "location", "advertising-id", "form", "cookies",
    }  # fmt: skip


def test_summary_answers_the_ten_questions_in_order() -> None:
    assert [section["id"] for section in SECTIONS] == [
        "service", "collected", "stays", "why", "how-long", "who", "rights", "say-no", "children", "contact",
    ]  # fmt: skip


def test_notices_and_summary_points_cite_clauses_that_exist() -> None:
    cited = [set(notice["clauses"]) for notice in NOTICES.values()]
    cited += [set(point["clauses"]) for section in SECTIONS for point in section["point"]]
    assert all(cited)
    assert set().union(*cited) <= CLAUSE_IDS


@pytest.mark.clause("0-c")
@pytest.mark.parametrize("name", ["interface", "sdk"])
def test_acknowledging_is_worded_as_reading_never_as_agreeing(name: str) -> None:
    notice = NOTICES[name]
    assert notice["acknowledge"]["fr"].startswith("J’ai lu")
    assert notice["acknowledge"]["en"].startswith("I have read")
    agreeing = re.compile(r"accept|consen|agree|d’accord|autoris", re.IGNORECASE)
    assert not agreeing.search(notice["acknowledge"]["fr"] + notice["acknowledge"]["en"])
    assert "confirme votre lecture" in notice["not_consent"]["fr"]
    assert "confirms that you have read this" in notice["not_consent"]["en"]


@pytest.mark.clause("3.1-h", "4.3-d")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["location", "advertising-id"])
def test_refusing_is_worded_as_plainly_as_accepting(name: str, language: str) -> None:
    notice = NOTICES[name]
    accepting = [text[language] for key, text in notice.items() if key.startswith("accept")]
    refusing = notice["refuse"][language]
    assert all(abs(word_count(refusing) - word_count(text)) <= 1 for text in accepting)
    assert "changer d’avis" in notice["body"]["fr"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_spoken_notice_fits_fifteen_seconds(language: str) -> None:
    assert word_count(NOTICES["ivr"]["body"][language]) <= SPOKEN_SECONDS * WORDS_PER_SECOND


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sms_suffix_is_short_and_in_the_gsm_alphabet(language: str) -> None:
    suffix = NOTICES["sms"]["body"][language]
    assert set(suffix) <= GSM_7BIT
    assert len(suffix) <= 48
