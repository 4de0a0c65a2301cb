"""Credentials of a solution: made, shown once, revoked at once."""

from typing import Any
from uuid import UUID

from litestar import Response, post

from dialonce.errors import NotFound
from dialonce.pages.console.solutions.one import SOLUTION, solution_page
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.publishers import create_credential, list_credentials, revoke_credential
from dialonce.staff import Permission
from dialonce.web.staff import read_staff_form, require_staff


@post(SOLUTION + "/credentials")
async def make(request: AnyRequest, slug: str, solution_id: UUID) -> Response[str]:
    """A new pair, shown this once with the code filled with it."""
    at_work = await require_staff(request, Permission.SOLUTIONS_MANAGE, slug)
    await read_staff_form(request, at_work)
    async with work_session(request, at_work) as session:
        made = await create_credential(session, solution_id)
        return await solution_page(request, at_work, session, solution_id, made)


@post(SOLUTION + "/credentials/revoke", status_code=303)
async def revoke(request: AnyRequest, slug: str, solution_id: UUID) -> Response[Any]:
    """End a pair and every token it got."""
    at_work = await require_staff(request, Permission.SOLUTIONS_MANAGE, slug)
    client_id = (await read_staff_form(request, at_work)).get("client_id", "")
    async with work_session(request, at_work) as session:
        own = {row.client_id for row in await list_credentials(session) if row.solution_id == solution_id}
        if client_id not in own:
            raise NotFound("There is no such credential.")
        await revoke_credential(session, client_id)
    return see(f"/console/{slug}/solutions/{solution_id}")


ROUTES = (make, revoke)
