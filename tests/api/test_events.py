"""`POST /v1/events` over the whole application and a real database."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.api.event_bodies import MOST_BYTES, MOST_EVENTS
from dialonce.app.parts import Running
from dialonce.vault import system_clock
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

Body = dict[str, Any]
CANARY = "+33199777123"


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    await asyncio.sleep(0.5)
    return made


def an_event(house: Furnished, **more: object) -> Body:
    return {
        "id": str(uuid4()),
        "type": "call-start",
        "occurred_at": system_clock().isoformat(),
        "line": house.number,
        "caller": "+33651580955",
        "culture": "fr-FR",
        **more,
    }


async def send(client: AsyncTestClient, house: Furnished, *events: Body, status: int = 202) -> Body:
    """Send as NDJSON."""
    return await send_raw(client, house, b"\n".join(json.dumps(event).encode() for event in events), status=status)


async def send_raw(
    client: AsyncTestClient, house: Furnished, body: bytes, kind: str = "application/x-ndjson", status: int = 202
) -> Body:
    headers = {"Authorization": f"Bearer {house.token}", "Content-Type": kind}
    answer = await client.post("/v1/events", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    result: Body = answer.json()
    return result


def statuses(answer: Body) -> list[str]:
    return [result["status"] for result in answer["results"]]


async def count(owner: AsyncConnection, sql: str, *values: object) -> int:
    row = await (await owner.execute(sql, values)).fetchone()
    assert row is not None
    return int(row[0])


async def rows(owner: AsyncConnection) -> int:
    return await count(owner, "SELECT count(*) FROM personal.call_step")


async def counted(owner: AsyncConnection) -> int:
    return await count(owner, "SELECT coalesce(sum(count), 0) FROM insights.counter")


async def test_single_event_is_stored_once(client: AsyncTestClient, house: Furnished, owner: AsyncConnection) -> None:
    before, counts = await rows(owner), await counted(owner)
    body = json.dumps(an_event(house)).encode()
    first = await send_raw(client, house, body, "application/json")
    again = await send_raw(client, house, body, "application/json")
    assert (statuses(first), statuses(again)) == (["accepted"], ["duplicate"])
    assert (await rows(owner), await counted(owner)) == (before + 1, counts + 1)


async def test_batch_answers_one_result_an_event_in_order(client: AsyncTestClient, house: Furnished) -> None:
    good = an_event(house)
    answer = await send(
        client,
        house,
        good,
        good,
        an_event(house, line=CANARY),
        an_event(house, shoe_size=44),
        an_event(house, type="teleport"),
        an_event(house, occurred_at=(system_clock() + timedelta(minutes=6)).isoformat()),
        an_event(house, occurred_at=(system_clock() - timedelta(days=400)).isoformat()),
        an_event(house, type="screen-view", screen="home"),
        an_event(house, caller="not a number"),
    )
    expected = ["accepted", "duplicate", "refused", *["invalid"] * 4, "accepted", "invalid"]
    assert statuses(answer) == expected
    assert (answer["accepted"], answer["dropped"]) == (3, 6)
    assert answer["results"][0]["id"] == good["id"]


@pytest.mark.clause("3.1-e")
async def test_unregistered_line_leaves_no_trace(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    before, counts = await rows(owner), await counted(owner)
    answer = await send(client, house, an_event(house, line=CANARY, caller="+33699777124"))
    assert answer["results"][0]["clauses"] == ["3.1-e"]
    assert CANARY not in json.dumps(answer)
    assert (await rows(owner), await counted(owner)) == (before, counts)


@pytest.mark.clause("3.1-u")
async def test_contact_name_cannot_be_sent(client: AsyncTestClient, house: Furnished) -> None:
    answer = await send_raw(
        client, house, json.dumps(an_event(house, contact_name="Zoé")).encode(), "application/json", status=400
    )
    assert "Zoé" not in json.dumps(answer)


async def test_resent_batch_stores_only_what_is_missing(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    events = [an_event(house, caller=f"+336{n:08d}") for n in range(40)]
    await send(client, house, *events[:25])
    before, counts = await rows(owner), await counted(owner)
    answer = await send(client, house, *events)
    assert statuses(answer) == ["duplicate"] * 25 + ["accepted"] * 15
    assert (await rows(owner), await counted(owner)) == (before + 15, counts + 15)


async def test_same_batch_at_the_same_time_is_stored_once(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    events = [an_event(house, caller=f"+337{n:08d}") for n in range(60)]
    before = await rows(owner)
    answers = await asyncio.gather(*(send(client, house, *events) for _ in range(4)))
    assert sum(statuses(answer).count("accepted") for answer in answers) == 60
    assert await rows(owner) == before + 60


async def test_equal_ids_of_two_publishers_do_not_meet(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    other = await furnish(running, name="Autre", number="+33199001099")
    await asyncio.sleep(0.5)
    event = an_event(house)
    assert statuses(await send(client, house, event)) == ["accepted"]
    assert statuses(await send(client, other, {**event, "line": other.number})) == ["accepted"]


async def test_old_event_finds_its_month(client: AsyncTestClient, house: Furnished) -> None:
    past = (system_clock() - timedelta(days=100)).isoformat()
    assert statuses(await send(client, house, an_event(house, occurred_at=past))) == ["accepted"]


async def test_array_is_a_batch(client: AsyncTestClient, house: Furnished) -> None:
    body = json.dumps([an_event(house), an_event(house), 7]).encode()
    assert statuses(await send_raw(client, house, body, "application/json")) == ["accepted", "accepted", "invalid"]


async def test_device_leads_to_its_own_subject(client: AsyncTestClient, house: Furnished) -> None:
    event = an_event(house, caller=None, device=str(uuid4()))
    assert statuses(await send(client, house, event, event)) == ["accepted", "duplicate"]


async def test_too_many_events_are_refused_whole(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    before = await rows(owner)
    line = json.dumps(an_event(house)).encode() + b"\n"
    await send_raw(client, house, line * (MOST_EVENTS + 1), status=413)
    await send_raw(client, house, b" " * (MOST_BYTES + 1), status=413)
    assert await rows(owner) == before


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"nonsense", b"null", b'{"id":"x"}'])
async def test_unreadable_body_is_a_problem(client: AsyncTestClient, house: Furnished, body: bytes) -> None:
    answer = await send_raw(client, house, body, "application/json", status=400)
    assert answer["status"] == 400


async def test_stranger_is_turned_away(client: AsyncTestClient) -> None:
    answer = await client.post("/v1/events", content=b"{}", headers={"Authorization": "Bearer nobody"})
    assert answer.status_code == 401


async def test_strange_characters_harm_nobody_else(client: AsyncTestClient, house: Furnished) -> None:
    odd = an_event(house, type="button", screen="a\x00b")
    assert statuses(await send(client, house, odd, an_event(house))) == ["invalid", "accepted"]
