"""Leave to handle data of the staff: the policy is asked as for anybody else's (2-g)."""

from uuid import UUID

from dialonce.policy import Action, Actor, Facts, Permit, Use, decide
from dialonce.staff.desk import OPERATOR
from dialonce.vault import Session

CATEGORIES = frozenset({"organisation-person", "staff-account"})


def require_leave(session: Session, action: Action, *, about: UUID | None = None) -> Permit:
    """Leave for one act on accounts of the session's tenant, journalled. Raises `Refused`."""
    return session.require(_use(session, action), Facts(), subject=about)


def own_leave(session: Session) -> Permit:
    """Leave to open the account of whoever shows its ticket: asked each time, journalled when they signed in."""
    answer = decide(
        _use(session, Action.USE),
        Facts(transaction=session.transaction),
        session.policy_of(session.publisher),
        session.now,
    )
    if not isinstance(answer, Permit):
        return session.require(answer.use, Facts())
    return answer


def _use(session: Session, action: Action) -> Use:
    actor = Actor.OPERATOR if session.publisher == OPERATOR else Actor.PUBLISHER
    return Use(session.publisher, actor, action, "organisation-management", CATEGORIES)
