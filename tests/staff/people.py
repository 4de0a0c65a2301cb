"""People of the staff for tests."""

import itertools
from uuid import UUID

from dialonce.app.parts import Running
from dialonce.staff import Member, Role, accept_invitation, invite_staff
from dialonce.vault import SYSTEM

PASSWORD = "quatre-Chevaux7bleus!tapis"
_people = itertools.count(1)


def new_email() -> str:
    return f"staff{next(_people)}@equipe.example"


async def join(running: Running, publisher_id: UUID, role: Role = Role.EDITOR, email: str = "") -> Member:
    """Somebody who was invited and joined with `PASSWORD`."""
    desk = running.parts.staff
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        invited = await invite_staff(session, desk, "Jeanne Essai", email or new_email(), role)
    return await accept_invitation(desk, invited.ticket, PASSWORD)
