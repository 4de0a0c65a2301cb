"""The checks of the rights desk and of sharing find what is wrong in a database that somebody tampered with."""

from datetime import timedelta
from uuid import UUID

import pytest
from psycopg import AsyncConnection

from dialonce.app.evidence import EVIDENCE, Scene, scene_of
from dialonce.app.parts import Running
from dialonce.rights import Right
from dialonce.vault import SYSTEM, Who, erase_subject, finish_erasure
from tests.rights.people import asks, disclosed, somebody
from tests.vault.people import erasing, new_publisher

OURS = [name for name in EVIDENCE if name.startswith(("rights.", "sharing."))]
pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def scene(running: Running) -> Scene:
    return scene_of(running)


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


async def faults(scene: Scene, name: str) -> list[str]:
    return [fault async for fault in EVIDENCE[name](scene)]


@pytest.mark.parametrize("name", OURS)
async def test_house_in_order_has_no_fault(scene: Scene, name: str) -> None:
    assert await faults(scene, name) == []


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("rights.clocks", "due_at = due_at + interval '9 days'"),
        ("rights.desk", "due_at = NULL"),
        ("rights.desk", "state = 'suspended'"),
        ("rights.desk", "state = 'erasing', received_at = received_at - interval '2 days'"),
        ("rights.refusals", "state = 'refused', outcome = 'impractical', closed_at = now()"),
        ("rights.staleness", "due_at = now() - interval '1 day'"),
    ],
)
async def test_altered_request_is_found(
    scene: Scene, running: Running, publisher: UUID, owner: AsyncConnection, check: str, change: str
) -> None:
    async with running.parts.vault.session([publisher], Who("staff:1")) as session:
        request = await asks(session, Right.RECTIFICATION, received_at=session.now - timedelta(hours=2))
    await owner.execute(f"UPDATE personal.rights_request SET {change} WHERE request_id = %s", (request.request_id,))
    found = await faults(scene, check)
    await owner.execute("DELETE FROM personal.rights_request WHERE request_id = %s", (request.request_id,))
    assert [fault for fault in found if request.reference in fault]


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("sharing.ledger", "recipient = 'friend:x'"),
        ("sharing.ledger", "categories = 'everything'"),
        ("sharing.agreements", "categories = 'call-log phone-number email'"),
        ("sharing.agreements", "recipient = 'partner:nobody'"),
        ("sharing.exit", "disclosed_at = disclosed_at + interval '9 years'"),
        ("sharing.notices", "recipient = 'third-party:x'"),
        ("sharing.transfers", "region = 'MA'"),
    ],
)
async def test_altered_disclosure_is_found(
    scene: Scene, running: Running, publisher: UUID, owner: AsyncConnection, check: str, change: str
) -> None:
    subject = (await somebody(running, publisher)).subject_id
    await disclosed(running, publisher, subject)
    await owner.execute(f"UPDATE personal.disclosure SET {change} WHERE subject_id = %s", (subject,))
    found = await faults(scene, check)
    await owner.execute("DELETE FROM personal.disclosure WHERE subject_id = %s", (subject,))
    assert found
    assert await faults(scene, check) == []


@pytest.mark.clause("3.3-a")
async def test_erasure_behind_the_back_of_recipients_is_found(
    scene: Scene, running: Running, publisher: UUID, owner: AsyncConnection
) -> None:
    vault = running.parts.vault
    subject = (await somebody(running, publisher)).subject_id
    await disclosed(running, publisher, subject)
    async with vault.session([publisher], SYSTEM) as session:
        grave = await erase_subject(session, erasing(session, publisher), subject)
    await finish_erasure(vault, grave)
    assert await faults(scene, "sharing.erasure-notices") == ["1 recipients were not told of an erasure."]
    await owner.execute("DELETE FROM personal.disclosure WHERE subject_id = %s", (subject,))


async def test_ledger_that_can_be_rewritten_is_found(scene: Scene, owner: AsyncConnection) -> None:
    await owner.execute("GRANT UPDATE ON personal.disclosure TO dialonce_service")
    found = await faults(scene, "sharing.ledger")
    await owner.execute("REVOKE UPDATE ON personal.disclosure FROM dialonce_service")
    assert found == ["role dialonce_service could rewrite the ledger."]


async def test_token_for_partners_is_found(scene: Scene, owner: AsyncConnection) -> None:
    await owner.execute("ALTER TABLE core.token ADD CONSTRAINT odd CHECK (kind <> 'partner-x')")
    found = await faults(scene, "sharing.tokens")
    await owner.execute("ALTER TABLE core.token DROP CONSTRAINT odd")
    assert found == ["partners may have tokens."]
