"""Somebody of the staff for tests: trained, with two factors shown, and signed in."""

import itertools
import re
from datetime import timedelta
from uuid import UUID

from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.staff import OPERATOR, Role, invite_staff, open_session, record_training
from dialonce.vault import SYSTEM

_people = itertools.count(1)
PAGE = {"Accept": "text/html", "Accept-Language": "en"}


async def sign_in(
    client: AsyncTestClient,
    running: Running,
    *,
    role: Role,
    publisher_id: UUID = OPERATOR,
    trained: bool = True,
    second_factor: bool = True,
) -> UUID:
    """Make a member with this role and let the client show their ticket from now on; their id."""
    vault = running.parts.vault
    async with vault.session([publisher_id], SYSTEM) as session:
        email = f"person{next(_people)}@{publisher_id.hex}.example"
        invited = await invite_staff(session, running.parts.staff, "Jeanne Essai", email, role)
        if trained:
            await record_training(session, invited.staff_id, session.now + timedelta(days=30))
        ticket = await open_session(session, invited.staff_id, second_factor=second_factor)
    client.cookies.clear()
    client.cookies.set("staff", ticket)
    return invited.staff_id


async def form_token(client: AsyncTestClient, path: str = "/console/account") -> str:
    """The token that forms on a page of the console carry for the person signed in."""
    page = await client.get(path, headers=PAGE)
    return re.findall(r'name="_csrf_token" value="([0-9a-f]+)"', page.text)[0]
