"""`/v1/inbox`: a publisher's own system fetches the forms, with a token that opens nothing else."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.engagement import FilledForm, submit_form
from dialonce.publishers import create_inbox_token, list_tokens, revoke_token, token_digest
from dialonce.vault import SUBJECT, SYSTEM
from tests.api.management import NOBODY, Asker, Town, assert_problem, known, make_town
from tests.house_of import Furnished
from tests.vault.people import at

pytestmark = pytest.mark.anyio
LIKE = {"version": "1", "digest": "5f" * 32}


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


async def system_of(client: AsyncTestClient, running: Running, house: Furnished) -> Asker:
    """A system of the publisher's own, once the server knows its token."""
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        asker = Asker(client, await create_inbox_token(session, "Suivi clients"))
    await known(asker)
    return asker


@pytest.fixture
async def desk(client: AsyncTestClient, running: Running, town: Town) -> Asker:
    return await system_of(client, running, town.mine)


async def come_in(running: Running, house: Furnished, seconds_ago: int = 60, number: str = "", **answers: str) -> UUID:
    """A form that a caller sent from the demo menu's call-back screen."""
    vault = running.parts.vault
    with at(vault, running.parts.now - timedelta(seconds=seconds_ago)):
        async with vault.session([house.publisher_id], SUBJECT) as session:
            caller = number or f"+336399{uuid4().int % 100_000:05d}"
            (sender,) = await session.keyring.resolve(house.publisher_id, "phone-number", [caller], session.now)
            line = msgspec.structs.replace(
                vault.directory.lines_by_id[house.line_id], publisher_id=house.publisher_id, enabled=True
            )
            form = FilledForm(house.publisher_id, house.interface_id, 1, "131", "1", answers, line)
            return await submit_form(session, sender, form)


async def fetched(desk: Asker, **query: object) -> dict[str, Any]:
    answer = await desk.ask("GET", "/v1/inbox", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.clause("4.2-a")
async def test_system_goes_on_where_it_stopped_and_sees_each_form_once(
    running: Running, town: Town, desk: Asker
) -> None:
    sent = [str(await come_in(running, town.mine, seconds_ago=1000 - turn, nom=f"N{turn}")) for turn in range(5)]
    seen: list[str] = []
    page = await fetched(desk, limit=2)
    while page["more"]:
        seen += [one["answer_id"] for one in page["forms"]]
        page = await fetched(desk, limit=2, after=page["next"])
    seen += [one["answer_id"] for one in page["forms"]]
    assert [one for one in seen if one in sent] == sent, "oldest first"
    assert len(set(seen)) == len(seen)
    again = await fetched(desk, after=page["next"])
    assert again == {"forms": [], "next": page["next"], "more": False}
    later = str(await come_in(running, town.mine, seconds_ago=20))
    assert [one["answer_id"] for one in (await fetched(desk, after=page["next"]))["forms"]] == [later]


async def test_form_that_just_came_waits_so_that_none_is_passed_by(running: Running, town: Town, desk: Asker) -> None:
    form = str(await come_in(running, town.mine, seconds_ago=-5))
    assert form not in str(await fetched(desk, limit=500))


@pytest.mark.clause("4.2-a")
async def test_form_is_read_with_its_sender_moved_and_found_by_status(
    running: Running, town: Town, desk: Asker, owner: AsyncConnection
) -> None:
    form = await come_in(running, town.mine, nom="Claude", message="Box éteinte")
    answer = await desk.ask("GET", f"/v1/inbox/{form}")
    whole = answer.json()
    assert whole["form"]["answers"] == {"nom": "Claude", "message": "Box éteinte"}
    assert (whole["form"]["status"], whole["form"]["line"]) == ("new", town.mine.number)
    assert "subject" not in answer.text
    moved = await desk.ask("PATCH", f"/v1/inbox/{form}", json={"status": "done"})
    assert moved.json() == {"answer_id": str(form), "status": "done"}
    for status, there in (("new", False), ("done", True)):
        assert (str(form) in str(await fetched(desk, status=status, limit=500))) is there, status
    found = await owner.execute(
        "SELECT e.entry::text FROM audit.entry e JOIN personal.form_answer f USING (subject_id) WHERE f.answer_id = %s",
        (form,),
    )
    looks = [json.loads(row[0]) for row in await found.fetchall()]
    handed = [one for one in looks if one["actor"] == f"publisher:{town.mine.publisher_id}"]
    assert len(handed) >= 2, "the reading and the list are in the sender's journal"
    assert {(one["action"], one["purpose"], "4.2-a" in one["clauses"]) for one in handed} == {
        ("read", "user-support", True)
    }


async def test_what_is_another_publishers_is_not_found(running: Running, town: Town, desk: Asker) -> None:
    theirs = await come_in(running, town.theirs, nom="Sam")
    for form in (theirs, NOBODY):
        assert_problem(await desk.ask("GET", f"/v1/inbox/{form}"), 404)
        assert_problem(await desk.ask("PATCH", f"/v1/inbox/{form}", json={"status": "done"}), 404)
    assert str(theirs) not in str(await fetched(desk, limit=500))


@pytest.mark.parametrize(
    "query",
    [
        "after=%00",
        "after=nonsense",
        "after=" + "f" * 32,
        "after=" + "x" * 65,
        "limit=0",
        "status=lost",
    ],
)
async def test_unreadable_question_is_refused(desk: Asker, query: str) -> None:
    assert_problem(await desk.ask("GET", f"/v1/inbox?{query}"), 400)


@pytest.mark.clause("8-e")
async def test_inbox_opens_to_its_own_token_alone_and_that_opens_nothing_else(
    client: AsyncTestClient, town: Town, desk: Asker
) -> None:
    for other in (town.me, town.operator, Asker(client, town.mine.token)):
        assert_problem(await other.ask("GET", "/v1/inbox"), 403)
    assert_problem(await Asker(client, "dl_inbox_" + "x" * 43).ask("GET", "/v1/inbox"), 401)
    described = (await client.get("/schema")).json()["paths"]
    opened = set()
    for path, item in described.items():
        address = re.sub(r"\{(\w+)\}", lambda named: LIKE.get(named[1], NOBODY), path)
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}:
            if path.startswith("/v1/") and not path.startswith("/v1/inbox"):
                answer = await desk.ask(method.upper(), address, **({} if method == "get" else {"json": {}}))
                opened |= {path} if answer.status_code < 400 else set()
    assert opened == {"/v1/number-set/key"}, "that one is public"


async def test_token_that_was_ended_opens_nothing(client: AsyncTestClient, running: Running, town: Town) -> None:
    desk = await system_of(client, running, town.mine)
    async with running.parts.vault.session([town.mine.publisher_id], SYSTEM) as session:
        assert "inbox" in {one.kind for one in await list_tokens(session)}
        await revoke_token(session, token_digest(desk.token))
    for _ in range(100):
        if (await desk.ask("GET", "/v1/inbox")).status_code == 401:
            return
    raise AssertionError("it still opens")
