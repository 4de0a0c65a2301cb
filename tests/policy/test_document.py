"""The document: complete, publishable only with contacts, one hash for words and meaning."""

from datetime import date

import msgspec
import pytest

from dialonce.errors import Invalid
from dialonce.policy import (
    Contacts,
    Words,
    clause_templates,
    effective_policy,
    load_policy,
    render_clause,
    require_publishable,
)
from dialonce.policy.canonical import canonical_hash
from dialonce.policy.conditions import load_conditions, parse_condition
from dialonce.policy.reasons import load_reasons
from dialonce.policy.vocabulary import load_vocabulary
from tests.policy.golden import read_table, table

POLICY = load_policy()
DAY = date(2026, 6, 15)
CONTACTS = Contacts("privacy@example.org", "dpo@example.org", "Dial-Once", "1 rue de la Paix, Paris")
DPV = ("dpv:", "pd:", "own:")


@pytest.mark.clause("1-b", "3.1-d", "0-b")
def test_clause_table_is_as_committed() -> None:
    assert table(POLICY) == read_table()


@pytest.mark.clause("0-a", "12-a")
@pytest.mark.parametrize("blank", ["privacy_email", "dpo", "operator_name", "operator_address"])
def test_policy_is_not_published_while_a_contact_is_blank(blank: str) -> None:
    require_publishable(CONTACTS)
    with pytest.raises(Invalid, match=blank.split("_", maxsplit=1)[0]):
        require_publishable(msgspec.structs.replace(CONTACTS, **{blank: " "}))


@pytest.mark.clause("3.1-d", "7-d", "8-j")
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_figures_in_the_text_come_from_the_data(locale: str) -> None:
    assert "12" in render_clause(POLICY, "3.1-d", locale, DAY, CONTACTS)
    assert "72" in render_clause(POLICY, "8-j", locale, DAY, CONTACTS)
    assert "privacy@example.org" in render_clause(POLICY, "0-a", locale, DAY, CONTACTS)
    for clause_id in POLICY.texts:
        assert "{" not in render_clause(POLICY, clause_id, locale, DAY, CONTACTS)


@pytest.mark.clause("11-c")
def test_one_changed_word_or_meaning_changes_the_hash() -> None:
    before = effective_policy(POLICY).hash
    assert effective_policy(load_policy.__wrapped__()).hash == before
    words = msgspec.structs.replace(POLICY.texts["7-d"], en="Another sentence.")
    reworded = msgspec.structs.replace(POLICY, texts={**POLICY.texts, "7-d": words})
    assert effective_policy(reworded).hash != before
    severed = effective_policy(POLICY, disabled=frozenset({"7-d"}))
    assert severed.hash != before


def test_canonical_hash_does_not_depend_on_order() -> None:
    assert canonical_hash({"a": {1, 2}, "b": 1}) == canonical_hash({"b": 1, "a": {2, 1}})


@pytest.mark.clause("3.3-b")
def test_templates_hold_the_words_and_not_the_statute() -> None:
    templates = clause_templates(POLICY, "fr")
    assert templates.keys() == POLICY.clauses.keys()
    assert templates["0-a"] == POLICY.texts["0-a"].fr


def test_sections_hold_every_clause_once() -> None:
    listed = [clause for section in POLICY.sections for clause in section.clauses]
    assert sorted(listed) == sorted(POLICY.clauses.keys() | POLICY.statute.keys())


@pytest.mark.clause("4-d", "1-b")
def test_closed_lists_have_words_and_dpv_terms() -> None:
    lists = load_vocabulary()
    for terms in (lists.actions, lists.purposes, lists.categories, lists.recipients):
        for name, term in terms.items():
            assert term.fr, name
            assert term.en, name
            assert term.dpv.startswith(DPV), name
            assert not term.dpv.startswith("own:") or (term.broader or "").startswith(DPV), name
    assert all(term.since and term.basis for term in lists.purposes.values())


def test_unknown_name_in_a_clause_is_an_error() -> None:
    lists = load_vocabulary()
    for expand in (lists.expand_actions, lists.expand_categories, lists.expand_purposes):
        with pytest.raises(ValueError, match="in no closed list"):
            expand(["never-heard-of"])
    with pytest.raises(ValueError, match="is not a condition"):
        parse_condition("never-heard-of")


def test_every_condition_is_used_and_every_reason_told_twice() -> None:
    rules = [
        rule for clause in {**POLICY.clauses, **POLICY.statute}.values() for rule in (*clause.permits, *clause.forbids)
    ]
    named = {name.partition(":")[0] for rule in rules for name in getattr(rule, "when", getattr(rule, "unless", ()))}
    named |= {name.partition(":")[0] for rule in rules for name in getattr(rule, "unless", ())}
    assert named == load_conditions().keys()
    assert all(told["fr"] and told["en"] for told in load_reasons().values())


@pytest.mark.clause("2-j", "0-c", "11-c")
def test_notices_and_summary_are_read_and_hashed_with_the_policy() -> None:
    assert {"interface", "ivr", "sms", "form"} <= POLICY.notices.keys()
    cited = {clause for notice in POLICY.notices.values() for clause in notice.clauses}
    cited |= {clause for section in POLICY.summary.sections for point in section.points for clause in point.clauses}
    assert cited <= POLICY.clauses.keys() | POLICY.statute.keys()
    other = msgspec.structs.replace(POLICY.summary, title=Words("Autre", "Other"))
    assert effective_policy(msgspec.structs.replace(POLICY, summary=other)).hash != effective_policy(POLICY).hash
