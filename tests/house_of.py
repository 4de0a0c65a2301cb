"""A furnished house for tests: a publisher with a line, an interface and a solution."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from dialonce.app.parts import Running
from dialonce.menus import demo_interface
from dialonce.publishers import (
    NewLine,
    NewPublisher,
    NewSolution,
    create_credential,
    create_interface,
    create_publisher,
    create_solution,
    create_token,
    publish_interface,
    register_line,
)
from dialonce.vault import SYSTEM

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Furnished(msgspec.Struct, frozen=True):
    """What a test needs to know. `number` is registered; `token` speaks for an IVR that gives the notice if `noticed`."""

    publisher_id: UUID
    solution_id: UUID
    line_id: UUID
    interface_id: UUID
    slug: str
    number: str
    client_id: str
    client_secret: str
    token: str
    api_token: str


async def furnish(
    running: Running,
    *,
    name: str = "Télécom Azur",
    number: str = "+33199001000",
    noticed: bool = True,
    document: bytes = b"",
) -> Furnished:
    """Open a publisher and everything it takes to be called; its menu is the demo's, or the classic `document`."""
    publisher = await create_publisher(running.parts.vault, NewPublisher(name=name))
    async with running.parts.vault.session([publisher.publisher_id], SYSTEM) as session:
        interface = await create_interface(session, document or demo_interface("fr"))
        await publish_interface(session, interface.interface_id, force=True)
        notice = ("ivr", LONG_AGO) if noticed else ("interface", None)
        solution = await create_solution(
            session, NewSolution(name="IVR", kind="ivr", notice_channel=notice[0], notice_since=notice[1])
        )
        credential = await create_credential(session, solution.solution_id)
        token = await create_token(session, solution_id=solution.solution_id)
        api_token = await create_token(session, name="api")
        # The publisher is new to this process's memory: give the country with the number.
        line = await register_line(session, NewLine(number=number, country="FR", interface_id=interface.interface_id))
    async with running.directory_pool.connection() as conn:
        await running.parts.vault.directory.refresh(
            conn, frozenset(("publisher", "solution", "credential", "token", "line", "interface"))
        )
    return Furnished(
        publisher.publisher_id,
        solution.solution_id,
        line.line_id,
        interface.interface_id,
        interface.slug,
        line.number,
        credential.client_id,
        credential.client_secret,
        token,
        api_token,
    )
