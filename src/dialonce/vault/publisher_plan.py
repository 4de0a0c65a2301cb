"""What the next sweep would take of one publisher."""

from dialonce.vault.overdue import Overdue
from dialonce.vault.session import Session
from dialonce.vault.sweep_rows import plan_rows
from dialonce.vault.sweep_subjects import plan_subjects


async def plan_for(session: Session) -> list[Overdue]:
    """What is past its term of the session's publisher, with exact counts, and what legal holds keep."""
    plan = [*await plan_rows(session), *await plan_subjects(session)]
    return [step for step in plan if step.rows or step.held]
