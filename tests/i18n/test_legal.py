"""Letters of the rights desk and the staff training: complete in both languages, lawful, well written."""

import re
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

LEGAL = ROOT / "i18n" / "legal"
POLICY = ROOT / "policy" / "data"
FRAME = read_toml(LEGAL / "frame.toml")
TRAINING = read_toml(LEGAL / "training.toml")
REASONS: dict[str, dict[str, Any]] = read_toml(LEGAL / "letters-refusal.toml")["reason"]
LETTERS: dict[str, dict[str, Any]] = {
    name: letter
    for path in sorted(LEGAL.glob("letters-*.toml"))
    for name, letter in read_toml(path).items()
    if name != "reason"
}
CLAUSE_IDS = {id_ for path in (POLICY / "texts").glob("*.toml") for id_ in read_toml(path)} - {"meta"}
ALL_PROSE = [
    (f"{path.name}: {where}", fr, en)
    for path in sorted(LEGAL.glob("*.toml"))
    for where, fr, en in bilingual(read_toml(path))
]

KNOWN_PLACEHOLDERS = {
    "agreement.reference", "authority.address", "authority.complaint_page", "authority.name", "contact.dpo",
    "contact.privacy_email", "controller.address", "controller.name", "delivery.expires_on", "delivery.page",
    "directives.executor", "directives.list", "disclosure.made_on", "disclosure.reference", "erased.list",
    "extension.reason", "identity.doubt", "identity.means", "kept.list", "notice.reply_by", "portability.receiver",
    "recipient.name", "recipients.list", "rectified.fields", "rectified.list", "refusal.explanation", "refusal.reason",
    "refusal.scope", "request.done_on", "request.due_on", "request.extended_due_on", "request.received_on",
    "request.reference", "request.right", "restricted.list", "restriction.ends_on", "restriction.reason",
    "stopped.list",
} | read_toml(POLICY / "legal.toml").keys()  # fmt: skip

LAWFUL_ARTICLES = re.compile(
    r"(?:(?:11\(2\)|12\((?:2|6)\)|12\(5\)\(b\)|15\(4\)|16|17\(3\)\([a-e]\)|18\([12]\)|20\([14]\)|21\(1\))(?:, )?)+"
)
RIGHTS = {"access", "rectification", "erasure", "restriction", "objection", "portability"}


def test_letters_are_there_for_every_step_of_a_request() -> None:
    assert set(LETTERS) == {
        "acknowledgement", "identity-question", "identity-doubt", "extension", "access", "nothing-held",
        "rectification", "erasure", "objection", "restriction-set", "restriction-lifted", "portability", "post-mortem",
        "refusal", "recipient-erasure", "recipient-rectification", "recipient-restriction",
    }  # fmt: skip


def test_letters_have_subject_body_and_existing_clauses() -> None:
    for name, letter in LETTERS.items():
        assert set(letter) == {"remedies", "clauses", "subject", "body"}, name
        assert set(letter["clauses"]) <= CLAUSE_IDS, name


def test_placeholders_are_known_and_the_same_in_both_languages() -> None:
    for where, fr, en in ALL_PROSE:
        assert placeholders(fr) == placeholders(en), where
        assert set(placeholders(fr)) <= KNOWN_PLACEHOLDERS, where


def test_frame_names_every_right_that_can_be_asked() -> None:
    assert FRAME["right"].keys() == RIGHTS | {"post-mortem"}


@pytest.mark.clause("2-a", "7-j")
def test_remedies_name_the_authority_and_the_courts() -> None:
    needed = {"authority.name", "authority.address", "authority.complaint_page", "contact.dpo"}
    for language, courts in (("fr", "tribunaux"), ("en", "court")):
        assert needed <= set(placeholders(FRAME["remedies"][language]))
        assert courts in FRAME["remedies"][language]
        assert "75334 Paris" in FRAME["authority"]["address"][language]


@pytest.mark.clause("2-a", "7-j")
def test_every_answer_and_refusal_is_followed_by_the_remedies() -> None:
    without = {name for name, letter in LETTERS.items() if not letter["remedies"]}
    assert without == {
        "acknowledgement", "identity-question", "recipient-erasure", "recipient-rectification", "recipient-restriction",
    }  # fmt: skip


@pytest.mark.clause("7-j")
def test_refusal_reasons_each_rest_on_an_article_and_a_right() -> None:
    for code, reason in REASONS.items():
        assert LAWFUL_ARTICLES.fullmatch(reason["law"].removeprefix("GDPR ")), code
        assert reason["rights"], code
        assert set(reason["rights"]) <= RIGHTS, code


@pytest.mark.clause("7-j")
def test_every_refusal_that_the_policy_allows_has_its_paragraph() -> None:
    for code, refusal in read_toml(POLICY / "refusals.toml").items():
        assert set(refusal["rights"]) <= set(REASONS[code]["rights"]), code


@pytest.mark.clause("7-j")
def test_no_reason_speaks_of_difficulty_cost_or_time() -> None:
    excuse = re.compile(
        r"difficil|impratic|impractic|coût|cost|trop (?:de|long)|too (?:much|long)|burden", re.IGNORECASE
    )
    assert [code for code, reason in REASONS.items() if excuse.search(reason["fr"] + reason["en"])] == []


@pytest.mark.clause("7-g")
def test_identity_question_never_asks_for_a_document() -> None:
    body = LETTERS["identity-question"]["body"]
    assert "N’envoyez pas de copie de pièce d’identité" in body["fr"]
    assert "Do not send a copy of an identity document" in body["en"]


@pytest.mark.clause("7-i", "3.3-a")
def test_recipient_notices_carry_references_and_no_personal_value() -> None:
    for name, letter in LETTERS.items():
        if name.startswith("recipient-"):
            carried = set(placeholders(letter["subject"]["fr"] + letter["body"]["fr"]))
            assert {"disclosure.reference", "notice.reply_by"} <= carried
            assert not {field for field in carried if field.startswith(("person.", "subject.", "request."))}


@pytest.mark.clause("8-f")
def test_training_has_eight_lessons_that_cite_the_policy() -> None:
    lessons = TRAINING["lesson"]
    assert len({lesson["id"] for lesson in lessons}) == len(lessons) == 8
    assert all(lesson["clauses"] and set(lesson["clauses"]) <= CLAUSE_IDS for lesson in lessons)


@pytest.mark.clause("8-f")
def test_quiz_has_ten_questions_with_one_right_answer_each() -> None:
    questions = TRAINING["question"]
    assert len({question["id"] for question in questions}) == len(questions) == 10
    for question in questions:
        assert question["lesson"] in {lesson["id"] for lesson in TRAINING["lesson"]}
        assert set(question["clauses"]) <= CLAUSE_IDS
        assert len({option["fr"] for option in question["options"]}) == 3
        assert question["answer"] in range(3)


def test_quiz_cannot_be_passed_by_always_choosing_one_position() -> None:
    answers = [question["answer"] for question in TRAINING["question"]]
    assert max(map(answers.count, range(3))) < TRAINING["meta"]["pass_mark"] <= len(answers)


def test_figures_are_never_written_in_letters_and_training() -> None:
    written = {where: written_figures(fr + en) for where, fr, en in ALL_PROSE if ".address" not in where}
    assert {where: digits for where, digits in written.items() if digits} == {}


def test_french_typography() -> None:
    faults = {where: french_faults(fr) for where, fr, _ in ALL_PROSE}
    assert {where: found for where, found in faults.items() if found} == {}


def test_english_typography() -> None:
    faults = {where: english_faults(en) for where, _, en in ALL_PROSE}
    assert {where: found for where, found in faults.items() if found} == {}


@pytest.mark.clause("IN-e")
def test_no_seven_words_in_a_row_come_from_the_text_of_2016() -> None:
    source = source_hashes()
    ours = [(where, text) for where, *both in ALL_PROSE for text in both if where != "frame.toml: authority.name"]
    assert [where for where, text in ours if gram_hashes(text) & source] == []


@pytest.mark.parametrize("language", [1, 2])
def test_sentences_are_short(language: int) -> None:
    counts = [word_count(sentence) for text in ALL_PROSE for sentence in sentences(text[language])]
    assert sum(counts) / len(counts) <= 18
    assert max(counts) <= 45
