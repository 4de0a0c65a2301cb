"""Evidence about the staff: nobody looks at callers' data without two factors and a current training (8-e, 8-f)."""

from datetime import timedelta
from uuid import uuid4

from dialonce.app.evidence.scene import Faults, Scene
from dialonce.calls import HISTORY_CATEGORIES
from dialonce.policy import Action, Actor, Denial, Facts, StaffFact, Use, decide
from dialonce.staff import PERSONAL, ROLE_TABLE, Role, load_training, policy_role

A_DAY = timedelta(days=1)


async def training(scene: Scene) -> Faults:
    """The policy refuses who is not trained, or no more; the training asks of them what clauses of this policy say."""
    now = scene.running.parts.now
    lookers = [role for role in Role if ROLE_TABLE[role] & PERSONAL]
    for role in lookers:
        for until in (None, now - A_DAY):
            if not _is_refused(scene, StaffFact(policy_role(role), mfa=True, training_until=until)):
                yield f"{role} may look at calls without a current training."
        if not _is_refused(scene, StaffFact(policy_role(role), mfa=False, training_until=now + A_DAY)):
            yield f"{role} may look at calls with a password alone."
    if ROLE_TABLE[Role.OPERATOR_ADMIN] & PERSONAL:
        yield "the operator's administrators may look at callers' data without exceptional access."
    lessons = load_training()
    cited = [one.clauses for one in lessons.lesson] + [one.clauses for one in lessons.question]
    for clauses in cited:
        for clause in set(clauses) - scene.policy.clauses.keys():
            yield f"the training cites {clause}, which is no clause of the policy."
    if not 0 < lessons.meta.pass_mark <= len(lessons.question):
        yield "nobody, or everybody, passes the training."


def _is_refused(scene: Scene, staff: StaffFact) -> bool:
    use = Use(uuid4(), Actor.PUBLISHER_STAFF, Action.READ, "service-provision", HISTORY_CATEGORIES)
    return isinstance(decide(use, Facts(staff=staff), scene.whole, scene.running.parts.now), Denial)
