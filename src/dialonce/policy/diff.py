"""What changed between two editions, clause by clause, and what older consents are still worth (11-b, 1-d)."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from dialonce.policy.clause import Clause, Permission, Prohibition
from dialonce.policy.document import Policy
from dialonce.policy.facts import ConsentFact
from dialonce.policy.versions import parse_version, reaches
from dialonce.policy.vocabulary import Vocabulary


class Kind(StrEnum):
    """How a clause changed. `WIDENED`: something may be allowed that was not; it wins over any narrowing."""

    ADDED = "added"
    REMOVED = "removed"
    WIDENED = "widened"
    NARROWED = "narrowed"
    REWORDED = "reworded"


class Change(msgspec.Struct, frozen=True):
    """One changed clause. `purposes` are those for which more may now be allowed."""

    clause: str
    kind: Kind
    purposes: frozenset[str] = frozenset()


def diff_policies(old: Policy, new: Policy) -> tuple[Change, ...]:
    """The clauses that differ, in the order of the new edition, then those that are gone."""
    before, after = {**old.clauses, **old.statute}, {**new.clauses, **new.statute}
    found = [_change(name, before.get(name), clause, old, new) for name, clause in after.items()]
    found += [_removed(name, clause, old) for name, clause in before.items() if name not in after]
    return tuple(change for change in found if change is not None)


def consent_still_valid(consent: ConsentFact, old: Policy, new: Policy) -> bool:
    """Whether a consent given under `old` covers its purpose under `new`: not if the purpose became wider.

    Wider is what the edition says (`since`), or what the clauses allow now and did not before.
    """
    term = new.vocabulary.purposes.get(consent.purpose)
    if term is None or not reaches(consent.policy_version, term.since):
        return False
    return consent.purpose not in widened_purposes(old, new)


def widened_purposes(old: Policy, new: Policy) -> frozenset[str]:
    """The purposes for which some clause now may allow more than before."""
    return frozenset(purpose for change in diff_policies(old, new) for purpose in change.purposes)


def edition_faults(old: Policy, new: Policy) -> tuple[str, ...]:
    """What keeps `new` from being published after `old`: a version or date that does not rise, a silent widening."""
    faults = []
    if not any("new-version" in clause.allows for clause in old.clauses.values()):
        faults.append("no clause allows a new version")
    if (parse_version(new.version) or (0, 0, 0)) <= (parse_version(old.version) or (0, 0, 0)):
        faults.append(f"version {new.version} does not follow {old.version}")
    if new.effective <= old.effective:
        faults.append(f"{new.effective} is not after {old.effective}")
    silent = (
        purpose
        for purpose in sorted(widened_purposes(old, new))
        if not reaches(new.vocabulary.purposes[purpose].since, new.version)
    )
    faults.extend(f"purpose {purpose} became wider; set its `since` to {new.version}" for purpose in silent)
    return tuple(faults)


def _change(name: str, before: Clause | None, after: Clause, old: Policy, new: Policy) -> Change | None:
    if before is None:
        wider = _permitted(after.permits, new.vocabulary)
        return Change(name, Kind.ADDED, wider)
    wider = _widened(before, after, old.vocabulary, new.vocabulary)
    if wider:
        return Change(name, Kind.WIDENED, wider)
    if (before.permits, before.forbids, before.closes) != (after.permits, after.forbids, after.closes):
        return Change(name, Kind.NARROWED)
    if before != after or old.texts.get(name) != new.texts.get(name):
        return Change(name, Kind.REWORDED)
    return None


def _removed(name: str, clause: Clause, old: Policy) -> Change:
    return Change(name, Kind.REMOVED, _banned(clause.forbids, old.vocabulary))


def _widened(before: Clause, after: Clause, old: Vocabulary, new: Vocabulary) -> frozenset[str]:
    """The purposes of permissions that no older one contains, and of prohibitions that no newer one contains."""
    fresh = [rule for rule in after.permits if not any(_within(rule, new, known, old) for known in before.permits)]
    lifted = [ban for ban in before.forbids if not any(_as_strict(held, ban) for held in after.forbids)]
    return _permitted(fresh, new) | _banned(lifted, old)


def _within(rule: Permission, new: Vocabulary, known: Permission, old: Vocabulary) -> bool:
    return (
        set(rule.actors) <= set(known.actors)
        and new.expand_actions(rule.actions) <= old.expand_actions(known.actions)
        and new.expand_purposes(rule.purposes) <= old.expand_purposes(known.purposes)
        and new.expand_categories(rule.categories) <= old.expand_categories(known.categories)
        and set(known.when) <= set(rule.when)
        and set(rule.recipients) <= set(known.recipients)
    )


def _as_strict(held: Prohibition, ban: Prohibition) -> bool:
    """Whether `held` speaks of the same uses and asks for at least the same."""
    same_uses = msgspec.structs.replace(held, unless=()) == msgspec.structs.replace(ban, unless=())
    return same_uses and (not held.unless or (bool(ban.unless) and set(ban.unless) <= set(held.unless)))


def _permitted(rules: Iterable[Permission], lists: Vocabulary) -> frozenset[str]:
    return frozenset(purpose for rule in rules for purpose in lists.expand_purposes(rule.purposes))


def _banned(bans: Iterable[Prohibition], lists: Vocabulary) -> frozenset[str]:
    """The purposes a prohibition spoke of; those always refused cannot become wider."""
    everything = frozenset(name for name, term in lists.purposes.items() if not term.refused)
    return frozenset(
        purpose
        for ban in bans
        for purpose in (lists.expand_purposes(ban.purposes) if ban.purposes else everything)
        - lists.expand_purposes(ban.except_purposes)
    )
