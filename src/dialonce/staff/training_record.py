"""The training record: who read and answered, until when it counts (8-f)."""

from datetime import datetime
from uuid import UUID

from dialonce.errors import NotFound
from dialonce.policy import Action
from dialonce.staff.leave import require_leave
from dialonce.storage.queries import execute
from dialonce.vault import Session


async def record_training(session: Session, staff_id: UUID, until: datetime) -> None:
    """Note that a member passed the training, and until when that counts. Raises `NotFound`."""
    require_leave(session, Action.RECTIFY, about=staff_id)
    if not await execute(session.conn, "staff.set_training", {"staff_id": staff_id, "until": until}):
        raise NotFound("There is no such member of the staff, or they left.")
