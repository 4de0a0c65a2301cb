"""The closed world: what is in no list of the policy is refused before any clause is asked."""

from datetime import datetime

from dialonce.policy.effective import EffectivePolicy
from dialonce.policy.outcome import Denial
from dialonce.policy.use import Actor, Use

ACTORS = frozenset(Actor)


def outside_of(use: Use, policy: EffectivePolicy, now: datetime) -> Denial | None:
    """The denial of a use that the policy does not know, or None if it knows every part of it."""
    lists = policy.vocabulary
    recipient = use.recipient.partition(":")[0] if use.recipient is not None else None
    checks = (
        (now.date() >= policy.effective, "not-in-force", "edition"),
        (policy.publisher in {None, use.publisher}, "other-publisher", "publisher"),
        (use.actor in ACTORS, "unknown-actor", "actor"),
        (use.action in lists.actions, "unknown-action", "action"),
        (use.purpose in lists.purposes, "unknown-purpose", "purpose"),
        (bool(use.categories), "nothing-named", "category"),
        (use.categories <= lists.categories.keys(), "unknown-category", "category"),
        (recipient is None or recipient in lists.recipients, "unknown-recipient", "recipient"),
        (use.region in lists.regions, "unknown-region", "region"),
    )
    for known, reason, kind in checks:
        if not known:
            return Denial(use, policy.closing(kind), reason)
    return None
