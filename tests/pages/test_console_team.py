"""Team, account, training and joining at the console."""

import re
from uuid import uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.channels import read_outbox
from dialonce.settings import Settings
from dialonce.staff import Role, accept_invitation, invite_staff, load_training
from dialonce.vault import SYSTEM
from tests.house_of import Furnished
from tests.pages.asking import token_in
from tests.pages.test_console_lines import send
from tests.staff.people import PASSWORD, new_email
from tests.staff_of import PAGE, sign_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def base(client: AsyncTestClient, running: Running, house: Furnished) -> str:
    """The address of the team, an administrator being signed in."""
    await sign_in(client, running, role=Role.PUBLISHER_ADMIN, publisher_id=house.publisher_id)
    return f"/console/{running.parts.vault.directory.publishers[house.publisher_id].slug}/staff"


def ticket_of(client: AsyncTestClient) -> str:
    """The ticket that the client shows, whoever set it."""
    return next(cookie.value or "" for cookie in client.cookies.jar if cookie.name == "staff")


def show(client: AsyncTestClient, ticket: str) -> None:
    """Let the client show this ticket and no other."""
    client.cookies.clear()
    client.cookies.set("staff", ticket)


async def test_invited_person_joins_and_leaves(client: AsyncTestClient, base: str) -> None:
    email = new_email()
    _, page = await send(client, base, name="Noé Invité", email=email, role="editor")
    link = re.findall(r"/console/join/([\w=-]+)<", page)[0]
    person = re.findall(rf'{base}/([0-9a-f-]+)"', page)[-1]
    administrator = ticket_of(client)
    client.cookies.clear()
    join = f"/console/join/{link}"
    form = {"_csrf_token": token_in((await client.get(join, headers=PAGE)).text)}
    weak = await client.post(join, data={**form, "password": "noe"}, headers=PAGE)
    assert (weak.status_code, "too easy to guess" in weak.text) == (400, True)
    done = await client.post(join, data={**form, "password": PASSWORD}, headers=PAGE, follow_redirects=False)
    assert done.headers["location"] == "/console"
    own = ticket_of(client)
    assert (await client.get(join, headers=PAGE)).status_code == 404
    show(client, administrator)
    assert (await send(client, f"{base}/{person}", do="role", role="analyst"))[0] == 303
    assert (await send(client, f"{base}/{person}", do="leave"))[0] == 303
    show(client, own)
    after = await client.get("/console/account", headers=PAGE, follow_redirects=False)
    assert after.headers["location"].startswith("/console/sign-in")


async def test_invitation_goes_out_by_mail(client: AsyncTestClient, settings: Settings, base: str) -> None:
    _, page = await send(client, base, name="Ana Lettre", email=new_email(), role="analyst")
    link = re.findall(r"/console/join/[\w=-]+", page)[0]
    letter = next(one for one in read_outbox(settings.outbox_path, 5) if link in one.text)
    assert letter.subject.endswith("invites you to the Dial-Once console")
    assert "has gone by e-mail" in page


async def test_faults_are_said_at_their_fields(client: AsyncTestClient, base: str) -> None:
    email = new_email()
    assert (await send(client, base, name="Ana", email=email, role="editor"))[0] == 200
    for fields, said in (
        ({"name": "Ana", "email": email, "role": "editor"}, "has an account with this address"),
        ({"name": "", "email": new_email(), "role": "editor"}, "at most 80 characters"),
        ({"name": "Ana", "email": "no address", "role": "editor"}, "a@example.com"),
    ):
        status, page = await send(client, base, **fields)
        assert (status, said in page) == (400, True), said
    assert (await send(client, base, name="Ana", email=new_email(), role="operator-admin"))[0] == 400


async def test_nobody_raises_themselves(client: AsyncTestClient, running: Running, house: Furnished, base: str) -> None:
    own = await sign_in(client, running, role=Role.PUBLISHER_ADMIN, publisher_id=house.publisher_id)
    assert (await send(client, f"{base}/{own}", do="role", role="dpo"))[0] == 403
    assert (await send(client, f"{base}/{uuid4()}", do="leave"))[0] == 404


@pytest.mark.clause("2-l")
async def test_operator_staff_give_no_role_that_reads_callers_data(
    client: AsyncTestClient, running: Running, house: Furnished, base: str
) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        invited = await invite_staff(session, running.parts.staff, "Ada", new_email(), Role.PUBLISHER_ADMIN)
    await sign_in(client, running, role=Role.OPERATOR_ADMIN)
    assert (await send(client, f"{base}/{invited.staff_id}", do="role", role="support-agent"))[0] == 403
    admin = (await accept_invitation(running.parts.staff, invited.ticket, PASSWORD)).staff_id
    for role in ("publisher-admin", "support-agent", "dpo"):
        assert (await send(client, base, name="Opé", email=new_email(), role=role))[0] == 403, role
    for fields in ({"do": "role", "role": "editor"}, {"do": "invite"}, {"do": "leave"}):
        assert (await send(client, f"{base}/{admin}", **fields))[0] == 403, fields
    status, page = await send(client, base, name="Édith", email=new_email(), role="editor")
    assert status == 200
    assert 'value="support-agent"' not in page
    editor = re.findall(rf'{base}/([0-9a-f-]+)"', page)[-1]
    assert (await send(client, f"{base}/{editor}", do="role", role="support-agent"))[0] == 403
    assert (await send(client, f"{base}/{editor}", do="role", role="analyst"))[0] == 303


@pytest.mark.clause("8-f")
async def test_training_opens_the_page_that_asked_for_it(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    await sign_in(client, running, role=Role.SUPPORT_AGENT, publisher_id=house.publisher_id, trained=False)
    slug = running.parts.vault.directory.publishers[house.publisher_id].slug
    asked = await client.get(f"/console/{slug}/calls", headers=PAGE)
    assert asked.url.path == "/console/training"
    assert "A training first" in asked.text
    right = {one.id: str(one.answer) for one in load_training().question}
    wrong = dict.fromkeys(right, "9")
    _, page = await send(client, "/console/training", next=f"/console/{slug}/calls", **wrong)
    assert "0 right answers out of 10" in page
    assert (await client.get(f"/console/{slug}/calls", headers=PAGE)).url.path == "/console/training"
    _, page = await send(client, "/console/training", next=f"/console/{slug}/calls", **right)
    assert f'href="/console/{slug}/calls"' in page
    assert (await client.get(f"/console/{slug}/calls", headers=PAGE)).url.path == f"/console/{slug}/calls"


async def test_training_leads_to_our_own_pages_only(client: AsyncTestClient, running: Running, base: str) -> None:
    right = {one.id: str(one.answer) for one in load_training().question}
    for elsewhere in ("https://example.org", "//example.org", "/privacy"):
        _, page = await send(client, "/console/training", next=elsewhere, **right)
        assert elsewhere not in re.findall(r"banner ok.*?</div>", page, re.DOTALL)[0]


async def test_own_sessions_end_elsewhere(client: AsyncTestClient, base: str) -> None:
    assert (await send(client, "/console/account/sessions"))[0] == 303
    assert (await client.get("/console/account", headers=PAGE)).url.path == "/console/account"
    assert (await send(client, "/console/account/sessions", session="nonsense"))[0] == 404


async def test_sign_out_ends_the_session_itself(client: AsyncTestClient, base: str) -> None:
    ticket = ticket_of(client)
    assert (await send(client, "/console/sign-out"))[0] == 303
    show(client, ticket)
    after = await client.get("/console/account", headers=PAGE, follow_redirects=False)
    assert after.headers["location"].startswith("/console/sign-in")


async def test_recovery_codes_are_shown_once(client: AsyncTestClient, base: str) -> None:
    _, page = await send(client, "/console/account/recovery-codes")
    assert len(set(re.findall(r"<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>", page))) == 10
    assert not re.search(r"<code>[a-z2-9]{4}-", (await client.get("/console/account", headers=PAGE)).text)


@pytest.mark.clause("2-g")
async def test_members_read_all_that_is_kept_of_them_but_secrets(client: AsyncTestClient, base: str) -> None:
    kept = (await client.get("/console/account/data.json", headers=PAGE)).json()
    assert (kept["account"]["name"], kept["account"]["role"]) == ("Jeanne Essai", "publisher-admin")
    assert len(kept["sessions"]) == 1
    assert "secret" not in kept["account"]
    assert "digest" not in kept["sessions"][0]
