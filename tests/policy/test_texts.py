"""The wording of the policy: complete in both languages, our own, readable, and free of written figures."""

import re
from itertools import chain
from typing import Any

import pytest

from tests.policy.prose import (
    ROOT,
    bilingual,
    english_faults,
    french_faults,
    gram_hashes,
    placeholders,
    read_toml,
    sentences,
    source_hashes,
    word_count,
    written_figures,
)

DATA = ROOT / "policy" / "data"
FILES = sorted((DATA / "texts").glob("*.toml"))
PROSE = [*FILES, DATA / "summary.toml", DATA / "notices.toml"]

LETTERS = {
    "0": "abcde", "1": "abcd", "2": "abcdefghijklm", "3": "a", "3.1": "abcdefghijklmnopqrstu", "3.2": "abcde",
    "3.3": "abc", "4": "abcd", "4.1": "abcdef", "4.2": "acdefghi", "4.3": "abcdef", "5.1": "abcdef", "6": "ab",
    "6.1": "a", "6.2": "ab", "6.3": "abcd", "6.4": "abc", "7": "abcdefghij", "8": "abcdefghij", "9": "abcdef",
    "10": "abcd", "11": "abcd", "12": "a", "IN": "abcde",
}  # fmt: skip
CLAUSES_2016 = {f"{section}-{letter}" for section, letters in LETTERS.items() for letter in letters} | {
    f"4.2-b{number}" for number in range(1, 6)
}

KNOWN_PLACEHOLDERS = read_toml(DATA / "legal.toml").keys() | {
    "contact.privacy_email",
    "contact.dpo",
    "operator.name",
    "operator.address",
}

FORBIDDEN = {
    "the leftover name of another company": ("6.4-a", r"huawei"),
    "impracticality as a ground of refusal": ("7-j", r"impractical|impraticable|irréalisable"),
    "retention without limit": (
        "3.1-c",
        r"sans limite de (?:temps|durée)|without (?:any )?(?:time )?limit|indefinitely",
    ),
    "an anonymous advertising identifier": ("3.1-h", r"identifi\w+ (?:publicitaire|advertising)\w* anonym"),
    "an open list of purposes": ("4-d", r"notamment|including but not limited|among others|entre autres"),
    "the declaration as a present proof": (
        "0-d",
        r"(?:est|sommes) déclarée?s? (?:à|auprès de) la CNIL|is declared to the CNIL",
    ),
}

MEAN_WORDS_PER_SENTENCE = 20
LONGEST_SENTENCE = 50


def clause_texts() -> list[tuple[str, str, str]]:
    found = []
    for path in FILES:
        tables = read_toml(path)
        found += [(id_, text["fr"], text["en"]) for id_, text in tables.items() if id_ != "meta"]
    return found


def enforced_clauses() -> dict[str, Any]:
    files = [*(DATA / "clauses").glob("*.toml"), DATA / "statute.toml"]
    return {id_: clause for path in files for id_, clause in read_toml(path).items()}


def all_prose() -> list[tuple[str, str, str]]:
    return [(f"{path.name}: {where}", fr, en) for path in PROSE for where, fr, en in bilingual(read_toml(path))]


def test_texts_cover_every_clause_of_2016_once() -> None:
    ids = [id_ for id_, _, _ in clause_texts() if not id_.startswith("S-")]
    assert len(CLAUSES_2016) == 139
    assert sorted(ids) == sorted(CLAUSES_2016)


def test_texts_are_those_of_the_clauses_that_are_enforced() -> None:
    assert {id_ for id_, _, _ in clause_texts()} == enforced_clauses().keys()


def test_texts_state_the_figures_that_their_clauses_enforce() -> None:
    stated = {id_: set(placeholders(fr)) for id_, fr, _ in clause_texts()}
    unstated = {
        id_: set(clause.get("figures", [])) - stated.get(id_, set()) for id_, clause in enforced_clauses().items()
    }
    assert {id_: figures for id_, figures in unstated.items() if figures} == {}


def test_sections_have_a_title_in_both_languages() -> None:
    titles = [read_toml(path)["meta"]["title"] for path in FILES]
    assert all(title["fr"] and title["en"] for title in titles)
    assert len({title["fr"] for title in titles}) == len(titles)


def test_clauses_are_said_in_both_languages_in_at_most_three_sentences() -> None:
    wrong = [id_ for id_, *both in clause_texts() for text in both if not 1 <= len(sentences(text)) <= 3]
    assert wrong == []


def test_placeholders_are_known_and_the_same_in_both_languages() -> None:
    for where, fr, en in all_prose():
        assert placeholders(fr) == placeholders(en), where
        assert set(placeholders(fr)) <= KNOWN_PLACEHOLDERS, where


def test_figures_come_from_the_data_and_are_never_written() -> None:
    written = {where: written_figures(text) for where, *both in all_prose() for text in both}
    assert {where: digits for where, digits in written.items() if digits} == {}


@pytest.mark.parametrize(
    "wording",
    [pytest.param(wording, id=meaning, marks=pytest.mark.clause(id_)) for meaning, (id_, wording) in FORBIDDEN.items()],
)
def test_texts_never_say(wording: str) -> None:
    pattern = re.compile(wording, re.IGNORECASE)
    assert [where for where, *both in all_prose() for text in both if pattern.search(text)] == []


@pytest.mark.clause("0-d")
def test_declaration_number_appears_only_as_history() -> None:
    naming = {where: (fr, en) for where, fr, en in all_prose() if "1966881" in fr + en}
    assert list(naming) == ["00-opening.toml: 0-d"]
    fr, en = naming["00-opening.toml: 0-d"]
    assert "ne prouve rien aujourd’hui" in fr
    assert "proves nothing today" in en


@pytest.mark.clause("7-j")
def test_refusal_grounds_exclude_difficulty_and_name_the_remedies() -> None:
    fr, en = next((fr, en) for id_, fr, en in clause_texts() if id_ == "7-j")
    assert "La difficulté de la tâche n’en est pas un." in fr
    assert "The difficulty of the task is not one." in en
    assert all("CNIL" in text for text in (fr, en))


@pytest.mark.clause("0-a", "12-a")
def test_contact_clauses_carry_the_configured_addresses() -> None:
    carried = {id_: set(placeholders(fr)) for id_, fr, _ in clause_texts()}
    assert carried["0-a"] == {"contact.privacy_email", "contact.dpo"}
    assert "contact.privacy_email" in carried["12-a"] & carried["7-f"] & carried["0-e"]


def test_french_typography() -> None:
    faults = {where: french_faults(fr) for where, fr, _ in all_prose() if ".sms" not in where}
    assert {where: found for where, found in faults.items() if found} == {}


def test_english_typography() -> None:
    faults = {where: english_faults(en) for where, _, en in all_prose() if ".sms" not in where}
    assert {where: found for where, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [("Qui ?", "double sign"), ("Qui?", "double sign"), ("« x\u00a0»", "after «"), ("l'eau", "apostrophe")],
)
def test_french_typography_lint_sees(text: str, fault: str) -> None:
    assert any(fault in found for found in french_faults(text))


@pytest.mark.clause("IN-e")
def test_no_seven_words_in_a_row_come_from_the_text_of_2016() -> None:
    source = source_hashes()
    assert len(source) > 3_000
    copied = [where for where, *both in all_prose() for text in both if gram_hashes(text) & source]
    assert copied == []


@pytest.mark.clause("IN-e")
def test_overlap_check_recognises_words_of_the_text_of_2016() -> None:
    quotation = "French “DATA Protection” Act, no. 78-17 of 6 January 1978."
    assert gram_hashes(quotation) & source_hashes()


@pytest.mark.parametrize("language", [0, 1])
def test_sentences_are_short(language: int) -> None:
    texts = [both[language] for _, *both in all_prose()]
    counts = [word_count(sentence) for sentence in chain.from_iterable(map(sentences, texts))]
    assert sum(counts) / len(counts) <= MEAN_WORDS_PER_SENTENCE
    assert max(counts) <= LONGEST_SENTENCE
