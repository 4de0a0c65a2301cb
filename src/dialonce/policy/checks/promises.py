"""Checks of what this room itself promises: labels, refusals, hashes, the language that prevails."""

from collections.abc import Iterator
from itertools import product

import msgspec

from dialonce.policy.canonical import canonical_hash
from dialonce.policy.catalogue import Catalogue
from dialonce.policy.data_files import read_table
from dialonce.policy.document import Policy
from dialonce.policy.labels import Label, Level, label_of
from dialonce.policy.reasons import load_reasons, reason_text
from dialonce.policy.texts import Words
from dialonce.policy.vocabulary import Term

LAWFUL_REFUSALS = frozenset(
    {
        "11(2)", "12(5)", "12(6)", "15(4)", "16", "17(3)(a)", "17(3)(b)", "17(3)(c)", "17(3)(d)", "17(3)(e)", "18(1)",
        "20(1)", "21(1)",
    }
)  # fmt: skip


def unknown_is_personal(_policy: Policy, _catalogue: Catalogue) -> Iterator[str]:
    """What nobody declared is personal (2-f)."""
    if label_of("never-declared").level < Level.PERSONAL or not Term(fr="?", en="?", dpv="?").personal:
        yield "Undeclared data is not held to be personal."


def non_identifiable_needs_evidence(_policy: Policy, _catalogue: Catalogue) -> Iterator[str]:
    """Nothing is called non-identifiable without a report (3.2-a)."""
    try:
        Label(Level.NON_IDENTIFIABLE, frozenset({"aggregate"}))
    except ValueError:
        return
    yield "A value was called non-identifiable without evidence."


def strictest_label_wins(policy: Policy, _catalogue: Catalogue) -> Iterator[str]:
    """Combined data is as personal as its most personal part (3.2-e)."""
    for one, other in product(policy.vocabulary.categories, repeat=2):
        joined = label_of(one).join(label_of(other))
        if joined.level < max(label_of(one).level, label_of(other).level):
            yield f"{one} with {other} is less personal than its parts."


def refusals_lawful(_policy: Policy, _catalogue: Catalogue) -> Iterator[str]:
    """Requests are refused for reasons of the law only; that it is impractical is none (7-j)."""
    for name, refusal in read_table("refusals.toml").items():
        if refusal["article"] not in LAWFUL_REFUSALS:
            yield f"{name} refuses under {refusal['article']}, which grounds no refusal."
        if not (refusal["fr"] and refusal["en"] and refusal["rights"]):
            yield f"{name} lacks words or rights."


def hash_covers_text_and_meaning(policy: Policy, _catalogue: Catalogue) -> Iterator[str]:
    """A changed word and a changed meaning both change the hash (11-c)."""
    clause_id = next(iter(policy.clauses))
    reworded = {**policy.texts, clause_id: Words("autre", "other")}
    shorter = {name: clause for name, clause in policy.clauses.items() if name != clause_id}
    before = canonical_hash(policy)
    for name, other in (("words", {"texts": reworded}), ("meaning", {"clauses": shorter})):
        if canonical_hash(msgspec.structs.replace(policy, **other)) == before:
            yield f"Other {name} do not change the hash."


def french_prevails(policy: Policy, _catalogue: Catalogue) -> Iterator[str]:
    """Every clause has French words, and French is what an unknown language gets (IN-a)."""
    for name, words in policy.texts.items():
        if not words.fr.strip() or words.in_locale("xx") != words.fr:
            yield f"{name} has no French words that prevail."
    if any(reason_text(reason, "xx") != told["fr"] for reason, told in load_reasons().items()):
        yield "A reason is not told in French first."
