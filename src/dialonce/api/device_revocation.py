"""Sending an installation away: its person does it for themselves, its publisher for any that it knows."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete
from litestar.params import Parameter

from dialonce.api.cross_origin import only_for
from dialonce.errors import Forbidden, NotFound
from dialonce.publishers import Caller, revoke_device
from dialonce.subjects import device_subject
from dialonce.vault import Who
from dialonce.web.bearer import require_caller
from dialonce.web.parts import Parts, parts_of

AnyRequest = Request[Any, Any, Any]
Device = Annotated[UUID, Parameter(description="The random id of the installation")]


@delete("/devices/{device:uuid}", operation_id="revokeDevice", tags=["devices"])
async def revoke(request: AnyRequest, device: Device) -> None:
    """Revoke an installation: its token is worth nothing from now on, and it gets no other.

    With the installation's own token (the person switched the SDK off) or with the publisher's API token, which revokes it for
    all solutions of that publisher. What was kept of it stays for as long as the policy says; erasing is a right, and asked
    for in the privacy centre.
    """
    caller = require_caller(request)
    parts = parts_of(request)
    if caller.publisher is None or caller.kind not in ("api", "device"):
        raise Forbidden("This needs the installation's own token, or the publisher's API token.")
    if caller.solution is not None:
        only_for(request, caller.solution.allowed_origins)
    if caller.kind == "device" and caller.device != device:
        raise _unknown()
    publisher_id = caller.publisher.publisher_id
    async with parts.vault.session([publisher_id], Who(caller.name)) as session:
        if await device_subject(session.keyring, publisher_id, device, session.now) is None:
            raise _unknown()
        for solution_id in _solutions(parts, caller, publisher_id):
            await revoke_device(session, parts.token_key.secret, solution_id, device, session.now)


def _solutions(parts: Parts, caller: Caller, publisher_id: UUID) -> list[UUID]:
    """Those whose tokens the installation might hold."""
    if caller.solution is not None:
        return [caller.solution.solution_id]
    solutions = parts.vault.directory.solutions.values()
    return [one.solution_id for one in solutions if one.publisher_id == publisher_id]


def _unknown() -> NotFound:
    return NotFound("There is no such installation.")
