"""What a person's restriction or objection stops: the uses that a prohibition lifts only for those who have neither."""

from typing import Final

from dialonce.policy.effective import EffectivePolicy
from dialonce.policy.outcome import Denial
from dialonce.policy.use import Use

RESTRICTION: Final = "restriction"
OBJECTION: Final = "objection"
_ASKED: Final = {RESTRICTION: "not-restricted", OBJECTION: "not-objected"}


def stopped_by(limits: frozenset[str], use: Use, policy: EffectivePolicy) -> Denial | None:
    """The denial that these limitations of a person mean for a use, whatever else is known; None when the use may go on.

    `limits` are the kinds that run: `restriction` (GDPR 18), `objection` (GDPR 21).
    """
    wanted = {_ASKED[limit] for limit in limits}
    recipient = use.recipient.partition(":")[0] if use.recipient is not None else None
    abroad = use.region not in policy.vocabulary.eea
    broken = [
        (guard.clause, condition.reason)
        for guard in policy.rules(use.actor, use.action, use.purpose).guards
        if guard.speaks_to(use, recipient, abroad=abroad)
        for condition in guard.conditions
        if condition.name in wanted
    ]
    if not broken:
        return None
    return Denial(use, tuple(dict.fromkeys(clause for clause, _ in broken)), broken[0][1])
