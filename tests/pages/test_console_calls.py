"""Calls at the console: who was looked at can see it."""

import asyncio
import re
from datetime import timedelta
from uuid import UUID

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.staff import Role
from dialonce.vault import break_glass
from tests.house_of import Furnished, furnish
from tests.pages.test_console_lines import send
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio
NUMBER, OTHER = "+33639980021", "+33639980022"


@pytest.fixture(scope="module")
async def noticed(running: Running, client: AsyncTestClient) -> Furnished:
    """A publisher whose IVR gives the notice, and two callers who called."""
    made = await furnish(running, name="Société Appelée", number="+33199005500")
    await asyncio.sleep(0.5)
    headers = {"Authorization": f"Bearer {made.token}"}
    for number in (NUMBER, OTHER):
        for step in ("call-start", "answer-get-sms", "call-end"):
            body = {"type": step, "caller": number, "called": made.number}
            answer = await client.post("/ivr/log", json=body, headers=headers)
            assert answer.status_code < 300, answer.text
    return made


@pytest.fixture
async def base(client: AsyncTestClient, running: Running, noticed: Furnished) -> str:
    """The address of the publisher's calls, a support agent being signed in."""
    await sign_in(client, running, role=Role.SUPPORT_AGENT, publisher_id=noticed.publisher_id)
    return f"/console/{running.parts.vault.directory.publishers[noticed.publisher_id].slug}/calls"


async def subject_of(running: Running, publisher_id: UUID, number: str) -> UUID:
    keyring, now = running.parts.vault.keyring, running.parts.now
    (found,) = await keyring.find(publisher_id, "phone-number", [number], now)
    assert found is not None
    return found.subject_id


async def looks_of(owner: AsyncConnection, subject_id: UUID) -> list[tuple[str, str]]:
    """Purposes and clauses under which staff read this subject's data, as the journal has it."""
    found = await owner.execute(
        """SELECT entry::json->>'purpose', entry::json->>'clauses' FROM audit.entry
            WHERE subject_id = %s AND entry::json->>'actor' LIKE 'staff:%%' AND entry::json->>'outcome' = 'permit'
            ORDER BY lane, position""",
        (subject_id,),
    )
    return await found.fetchall()


@pytest.mark.clause("8-e", "3.1-n")
async def test_list_names_nobody_and_is_journalled_under_whom_it_shows(
    client: AsyncTestClient, base: str, running: Running, noticed: Furnished, owner: AsyncConnection
) -> None:
    page = (await client.get(base, headers=PAGE)).text
    assert page.count("Asked for the link") == 2
    assert not re.search(r"3998002[12]|39 98 00 2[12]", page)
    for number in (NUMBER, OTHER):
        subject = await subject_of(running, noticed.publisher_id, number)
        assert len(await looks_of(owner, subject)) == 1


@pytest.mark.clause("8-e", "8-f")
async def test_caller_is_found_by_number_and_can_see_the_look(
    client: AsyncTestClient, base: str, running: Running, noticed: Furnished, owner: AsyncConnection
) -> None:
    subject = await subject_of(running, noticed.publisher_id, NUMBER)
    before = await looks_of(owner, subject)
    status, page = await send(client, f"{base}/search", number="06 39 98 00 21", purpose="service-provision")
    assert status == 200
    assert "Call began" in page
    assert "Call ended" in page
    assert "+336•••••21" in page
    new = (await looks_of(owner, subject))[len(before) :]
    assert [purpose for purpose, _ in new] == ["service-provision"]
    assert '"8-f"' in new[0][1]


@pytest.mark.clause("4.2-a")
async def test_request_needs_its_reference(
    client: AsyncTestClient, base: str, running: Running, noticed: Furnished, owner: AsyncConnection
) -> None:
    subject = await subject_of(running, noticed.publisher_id, OTHER)
    fields = {"subject": str(subject), "purpose": "user-support"}
    status, page = await send(client, f"{base}/caller", **fields)
    assert (status, "give its reference" in page) == (400, True)
    status, page = await send(client, f"{base}/caller", **fields, reference="T-1029")
    assert (status, "Call began" in page) == (200, True)
    assert ("user-support", '["4.2-a","8-e","8-f"]') in await looks_of(owner, subject)


@pytest.mark.clause("8-e", "3.1-n")
@pytest.mark.parametrize("purpose", ["", "curiosity"])
async def test_nobody_is_looked_at_without_a_purpose(
    client: AsyncTestClient,
    base: str,
    running: Running,
    noticed: Furnished,
    owner: AsyncConnection,
    purpose: str,
) -> None:
    subject = await subject_of(running, noticed.publisher_id, NUMBER)
    for path, field in (("search", {"number": NUMBER}), ("caller", {"subject": str(subject)})):
        before = await looks_of(owner, subject)
        status, page = await send(client, f"{base}/{path}", purpose=purpose, reference="T-7", **field)
        assert (status, "First say why you look" in page, "Call began" in page) == (400, True, False)
        assert 'value="T-7"' in page
        listed = (await looks_of(owner, subject))[len(before) :]
        assert len(listed) == 1, "the list beneath shows the call, and nothing else was read"


@pytest.mark.clause("3.1-n")
async def test_call_that_goes_on_is_followed_screen_by_screen(
    client: AsyncTestClient, base: str, running: Running, noticed: Furnished, owner: AsyncConnection
) -> None:
    number = "+33639980023"
    headers = {"Authorization": f"Bearer {noticed.token}"}

    async def happen(step: str) -> None:
        body = {"type": step, "caller": number, "called": noticed.number}
        assert (await client.post("/ivr/log", json=body, headers=headers)).status_code < 300

    await happen("call-start")
    _, page = await send(client, f"{base}/search", number=number, purpose="service-provision")
    assert "Going on" in page
    assert "Asked for the link" not in page
    again = dict(re.findall(r'type="hidden" name="(subject|purpose|reference)" value="([^"]*)"', page))
    subject = await subject_of(running, noticed.publisher_id, number)
    before = await looks_of(owner, subject)
    await happen("answer-get-sms")
    _, page = await send(client, f"{base}/caller", **again)
    assert "Asked for the link" in page
    assert len(await looks_of(owner, subject)) == len(before) + 1
    await happen("call-end")
    _, page = await send(client, f"{base}/caller", **again)
    assert "Going on" not in page


async def test_unknown_numbers_create_nobody(
    client: AsyncTestClient, base: str, running: Running, noticed: Furnished, owner: AsyncConnection
) -> None:
    counted = "SELECT count(*) FROM vault.subject_key WHERE publisher_id = %s"
    before = await (await owner.execute(counted, (noticed.publisher_id,))).fetchone()
    status, page = await send(client, f"{base}/search", number="06 39 98 99 99", purpose="service-provision")
    assert (status, "Nothing is kept of this number" in page) == (200, True)
    assert await (await owner.execute(counted, (noticed.publisher_id,))).fetchone() == before
    assert (await send(client, f"{base}/search", number="none"))[0] == 400


@pytest.mark.clause("2-k", "2-l")
async def test_other_publishers_see_nothing_of_it(
    client: AsyncTestClient, running: Running, noticed: Furnished, house: Furnished
) -> None:
    await sign_in(client, running, role=Role.SUPPORT_AGENT, publisher_id=house.publisher_id)
    base = f"/console/{running.parts.vault.directory.publishers[house.publisher_id].slug}/calls"
    subject = await subject_of(running, noticed.publisher_id, NUMBER)
    _, page = await send(client, f"{base}/caller", subject=str(subject), purpose="service-provision")
    assert "No call is kept" in page
    _, page = await send(client, f"{base}/search", number=NUMBER, purpose="service-provision")
    assert "Nothing is kept of this number" in page


@pytest.mark.clause("2-l", "3.1-n", "8-f")
async def test_operator_staff_look_within_an_exceptional_access_alone(
    client: AsyncTestClient, running: Running, noticed: Furnished, house: Furnished, owner: AsyncConnection
) -> None:
    vault = running.parts.vault
    home, other = (f"/console/{vault.directory.publishers[p.publisher_id].slug}/calls" for p in (noticed, house))
    staff = await sign_in(client, running, role=Role.OPERATOR_ADMIN)
    assert (await client.get(home, headers=PAGE)).status_code == 403
    await break_glass(vault, noticed.publisher_id, str(staff), "Ticket 4711: calls are missing", timedelta(hours=1))
    page = await client.get(home, headers=PAGE)
    assert page.status_code == 200
    assert "Exceptional access until" in page.text
    assert "Ticket 4711: calls are missing" in page.text
    subject = await subject_of(running, noticed.publisher_id, OTHER)
    fields = {"subject": str(subject), "reference": "T-4711"}
    status, looked = await send(client, f"{home}/caller", **fields, purpose="user-support")
    assert (status, "Call began" in looked) == (200, True)
    assert any("2-l" in clauses or "3.1-n" in clauses for _, clauses in await looks_of(owner, subject))
    assert (await send(client, f"{home}/caller", **fields, purpose="service-provision"))[0] == 403
    assert (await client.get(other, headers=PAGE)).status_code == 403
    assert (await client.get(home.replace("/calls", "/inbox"), headers=PAGE)).status_code == 403
    await owner.execute("UPDATE core.break_glass SET until = now() WHERE staff = %s", (str(staff),))
    assert (await client.get(home, headers=PAGE)).status_code == 403


@pytest.mark.clause("2-l", "8-e")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANALYST])
async def test_exceptional_access_is_the_operators_staff_alone(
    client: AsyncTestClient, running: Running, noticed: Furnished, role: Role
) -> None:
    vault = running.parts.vault
    staff = await sign_in(client, running, role=role, publisher_id=noticed.publisher_id)
    await break_glass(vault, noticed.publisher_id, str(staff), "Ticket 4711: calls are missing", timedelta(hours=1))
    base = f"/console/{vault.directory.publishers[noticed.publisher_id].slug}/calls"
    assert (await client.get(base, headers=PAGE)).status_code == 403
