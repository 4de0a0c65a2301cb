"""What changed between two published editions of the policy, word by word (11-b)."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from dialonce.i18n import Locale
from dialonce.pages.handlers.policy_view import version_of
from dialonce.pages.public import ClauseChange, Piece, PolicyDiffView
from dialonce.policy import diff_policies, render_clause
from dialonce.publishers import Edition, Published


def changes_view(older: Edition, newer: Edition, locale: Locale) -> PolicyDiffView:
    """Every clause that is new, gone, reworded, or means something else than before."""
    before, after = older.read(), newer.read()
    changes = (
        ClauseChange(
            change.clause, tuple(_pieces(_words(before, change.clause, locale), _words(after, change.clause, locale)))
        )
        for change in diff_policies(before.policy, after.policy)
    )
    return PolicyDiffView(version_of(older), version_of(newer), tuple(changes), newer.published_at.date())


def _words(edition: Published, clause: str, locale: Locale) -> list[str]:
    """The clause's words, none when the edition does not have it."""
    policy = edition.policy
    if clause not in policy.texts:
        return []
    return render_clause(policy, clause, locale, policy.effective, edition.contacts).split(" ")


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", " ".join(after[new_from:new_to]) + " ")
            continue
        if old_to > old_from:
            yield Piece("removed", " ".join(before[old_from:old_to]) + " ")
        if new_to > new_from:
            yield Piece("added", " ".join(after[new_from:new_to]) + " ")
