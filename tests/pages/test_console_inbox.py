"""The inbox at the console."""

import re
from uuid import UUID, uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.engagement import FilledForm, submit_form
from dialonce.publishers import list_tokens, token_digest
from dialonce.staff import Role
from dialonce.vault import SUBJECT
from tests.house_of import Furnished
from tests.pages.test_console_lines import send
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio
NUMBER = "+33639980031"


@pytest.fixture
async def agent(client: AsyncTestClient, running: Running, house: Furnished) -> UUID:
    """A support agent who is signed in."""
    return await sign_in(client, running, role=Role.SUPPORT_AGENT, publisher_id=house.publisher_id)


@pytest.fixture
def base(running: Running, house: Furnished, agent: UUID) -> str:
    return f"/console/{running.parts.vault.directory.publishers[house.publisher_id].slug}/inbox"


async def come_in(running: Running, house: Furnished, **answers: str) -> UUID:
    """A form that a caller sent from the demo menu's call-back screen."""
    vault = running.parts.vault
    async with vault.session([house.publisher_id], SUBJECT) as session:
        (sender,) = await session.keyring.resolve(house.publisher_id, "phone-number", [NUMBER], session.now)
        line = vault.directory.lines_by_id[house.line_id]
        form = FilledForm(house.publisher_id, house.interface_id, 1, "131", "1", answers, line)
        return await submit_form(session, sender, form)


async def test_form_goes_from_new_to_done(
    client: AsyncTestClient, running: Running, house: Furnished, agent: UUID, base: str
) -> None:
    form = await come_in(running, house, nom="Claude", message="Box éteinte")
    listed = (await client.get(base, headers=PAGE)).text
    assert "Box éteinte" in listed
    assert "<strong>Être rappelé</strong>" in listed, "forms are called as on the menu"
    page = (await client.get(f"{base}/{form}", headers=PAGE)).text
    assert "Votre nom" in page, "fields are called as on the menu"
    assert (await send(client, f"{base}/{form}", state="in-progress", assignee=str(agent)))[0] == 303
    held = (await client.get(base, params={"state": "in-progress"}, headers=PAGE)).text
    assert "Box éteinte" in held
    assert "Jeanne Essai" in held
    assert (await send(client, f"{base}/{form}", state="done", assignee=str(agent)))[0] == 303
    for state, seen in (("new", False), ("in-progress", False), ("done", True), ("all", True)):
        page = (await client.get(base, params={"state": state}, headers=PAGE)).text
        assert ("Box éteinte" in page) is seen, state


async def test_nobody_is_given_a_form_who_is_not_of_the_team(
    client: AsyncTestClient, running: Running, house: Furnished, agent: UUID, base: str
) -> None:
    form = await come_in(running, house, nom="Sam")
    assert (await send(client, f"{base}/{form}", state="in-progress", assignee=str(uuid4())))[0] == 303
    page = (await client.get(f"{base}/{form}", headers=PAGE)).text
    assert f'<option value="{agent}" selected>' in page, "it is taken by who pressed the button"
    assert (await send(client, f"{base}/{form}", state="lost"))[0] == 400


async def test_foreign_and_unknown_forms_are_not_found(client: AsyncTestClient, base: str) -> None:
    assert (await client.get(f"{base}/{uuid4()}", headers=PAGE)).status_code == 404
    assert (await send(client, f"{base}/{uuid4()}", state="done"))[0] == 404


async def test_export_is_safe_in_a_spreadsheet_and_names_no_pseudonym(
    client: AsyncTestClient, running: Running, house: Furnished, base: str
) -> None:
    await come_in(running, house, nom="=HYPERLINK(1)", message="a,b")
    answer = await client.get(f"{base}/export.csv", headers=PAGE)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "'=HYPERLINK(1)" in answer.text
    assert '"a,b"' in answer.text
    rows = (await client.get(f"{base}/export.json", params={"state": "new"}, headers=PAGE)).json()
    assert {"answer_id", "received_at", "status", "screen", "answers"} == rows[0].keys()
    assert not re.search(r"subject", str(rows))


async def test_administrator_gives_a_system_a_token_and_ends_it(
    client: AsyncTestClient, running: Running, house: Furnished, base: str
) -> None:
    assert f'href="{base}/systems"' not in (await client.get(base, headers=PAGE)).text, "not for an agent"
    assert (await client.get(f"{base}/systems", headers=PAGE)).status_code == 403
    await sign_in(client, running, role=Role.PUBLISHER_ADMIN, publisher_id=house.publisher_id)
    assert f'href="{base}/systems"' in (await client.get(base, headers=PAGE)).text
    assert "No system yet" in (await client.get(f"{base}/systems", headers=PAGE)).text
    assert (await send(client, f"{base}/systems", name=" "))[0] == 400
    status, page = await send(client, f"{base}/systems", name="Suivi clients")
    assert status == 200
    (token,) = set(re.findall(r"dl_inbox_[\w-]+", page))
    bearer = {"Authorization": f"Bearer {token}"}
    async with running.parts.vault.session([house.publisher_id], SUBJECT) as session:
        assert token_digest(token).hex() in {one.digest for one in await list_tokens(session)}
    listed = (await client.get(f"{base}/systems", headers=PAGE)).text
    assert "Suivi clients" in listed
    assert token not in listed, "shown once"
    await until(client, bearer, 200)
    assert (await send(client, f"{base}/systems/revoke", digest=token_digest(token).hex()))[0] == 303
    await until(client, bearer, 401)
    assert "No system yet" in (await client.get(f"{base}/systems", headers=PAGE)).text


async def until(client: AsyncTestClient, bearer: dict[str, str], status: int) -> None:
    """Wait for the server to hear of a token, or of its end."""
    for _ in range(200):
        if (await client.get("/v1/inbox", headers=bearer)).status_code == status:
            return
    raise AssertionError(f"never {status}")
