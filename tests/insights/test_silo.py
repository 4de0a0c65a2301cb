"""The advertising-ID silo: consent, limits, crowds, resets, links; and what an attacker who holds the whole database gains."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.insights.attest.linkage import attack_order, attack_weeks
from dialonce.insights.silo import CROWD, Waiting, check_identifier
from dialonce.insights.silo.pseudonym import holder_of
from dialonce.vault import Key, system_clock
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio
WEEK = date(2026, 3, 2)


@pytest.fixture(scope="module")
async def house(anyio_backend: str, client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running, name="Azur ads", number="+33199003000")
    parts = client.app.state.parts
    async with running.directory_pool.connection() as conn:
        await parts.vault.directory.refresh(
            conn, frozenset(("publisher", "solution", "credential", "token", "line", "interface"))
        )
    return made


class Phone:
    """An installed app on somebody's phone."""

    def __init__(self, client: AsyncTestClient, token: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    async def post(self, path: str, body: dict[str, object], **headers: str) -> int:
        answer = await self.client.post(path, json={"id": str(uuid4()), **body}, headers={**self.headers, **headers})
        return answer.status_code

    async def agree(self, purpose: str, choice: str = "accepted") -> None:
        body = {"purpose": purpose, "choice": choice, "decided_at": system_clock().isoformat()}
        assert await self.post("/v1/consents", body) == 202

    async def report(self, identifier: str, **more: object) -> int:
        return await self.post("/v1/advertising-ids", {**a_report(identifier), **more})


def a_report(identifier: str) -> dict[str, object]:
    return {"advertising_id": identifier, "occurred_at": system_clock().isoformat()}


async def new_phone(client: AsyncTestClient, house: Furnished) -> Phone:
    body = {"device": str(uuid4()), "solution": str(house.solution_id), "library": "test", "culture": "fr"}
    answer = await client.post("/v1/devices", json=body)
    assert answer.status_code == 201, answer.text
    return Phone(client, answer.json()["token"])


def this_monday() -> date:
    return system_clock().date() - timedelta(days=system_clock().weekday())


async def rows(owner: AsyncConnection) -> list[tuple[object, ...]]:
    return await (await owner.execute("SELECT digest, week, event FROM ads.seen ORDER BY digest")).fetchall()


@pytest.mark.clause("3.1-h")
async def test_report_needs_consent_and_no_limit(client: AsyncTestClient, house: Furnished) -> None:
    phone = await new_phone(client, house)
    identifier = str(uuid4())
    assert await phone.report(identifier) == 403
    await phone.agree("user-analytics")
    assert await phone.report(identifier) == 202
    assert await phone.report(identifier, limited=True) == 403
    assert await phone.report(str(UUID(int=0))) == 403
    assert await phone.post("/v1/advertising-ids", a_report(identifier), **{"Sec-GPC": "1"}) == 403
    await phone.agree("user-analytics", "refused")
    assert await phone.report(identifier) == 403


@pytest.mark.clause("3.1-i", "3.1-j")
@pytest.mark.parametrize("member", ["device", "line", "caller", "imei", "ip", "ssid"])
async def test_body_has_no_member_for_what_could_join(client: AsyncTestClient, house: Furnished, member: str) -> None:
    phone = await new_phone(client, house)
    await phone.agree("user-analytics")
    assert await phone.report(str(uuid4()), **{member: "x"}) == 400


async def test_what_is_no_identifier_is_refused_without_repeating_it(client: AsyncTestClient, house: Furnished) -> None:
    phone = await new_phone(client, house)
    canary = "canary-canary-canary-canary-canary"
    body = {"id": str(uuid4()), **a_report(canary)}
    answer = await client.post("/v1/advertising-ids", json=body, headers=phone.headers)
    assert answer.status_code == 400
    assert "canary" not in answer.text


@pytest.mark.clause("3.1-i", "3.1-j")
async def test_crowd_is_written_without_moment_device_or_identifier(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    silo = client.app.state.parts.silo
    silo.waiting = Waiting()
    identifiers = [str(uuid4()) for _ in range(CROWD)]
    phone = await new_phone(client, house)
    await phone.agree("user-analytics")
    for identifier in identifiers[:-1]:
        await phone.report(identifier)
    assert await silo.write() == 0
    await phone.post("/v1/advertising-ids/events", {**a_report(identifiers[-1]), "event": "solved"})
    assert await silo.write() == CROWD * 2
    written = await rows(owner)
    assert Counter(event for _, _, event in written) == {"any": CROWD, "visit": CROWD - 1, "solved": 1}
    assert {week for _, week, _ in written} == {this_monday()}
    assert len({digest for digest, _, _ in written}) == len(written), "no two rows lead to one another"
    told = repr(written)
    assert not any(identifier in told or identifier.replace("-", "") in told for identifier in identifiers)


async def test_weeks_are_told_in_crowds(client: AsyncTestClient, house: Furnished) -> None:
    silo, monday = client.app.state.parts.silo, this_monday()
    (week,) = await silo.weeks(house.publisher_id, monday, monday + timedelta(days=7))
    assert week.identifiers == CROWD
    assert (week.returning, week.visit, week.solved) == (None, None, None), "nine of ten would tell of the tenth"


async def test_those_who_return_are_told_without_a_row_that_leads_back(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    silo, monday = client.app.state.parts.silo, this_monday()
    people = [silo.holder(house.publisher_id, uuid4()) for _ in range(2 * CROWD)]
    for week, there in ((monday - timedelta(weeks=3), people[:CROWD]), (monday - timedelta(weeks=1), people)):
        for person in there:
            silo.waiting.add(house.publisher_id, week, person, "visit")
        await silo.write()
    before, after = await silo.weeks(house.publisher_id, monday - timedelta(weeks=3), monday)
    assert (before.identifiers, before.returning, before.visit) == (CROWD, None, CROWD)
    assert (after.identifiers, after.returning, after.visit) == (2 * CROWD, CROWD, 2 * CROWD)
    digests = [digest for digest, _, _ in await rows(owner)]
    assert len(set(digests)) == len(digests)


async def test_forgotten_identifier_is_gone_from_every_week(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    silo, phone = client.app.state.parts.silo, await new_phone(client, house)
    await phone.agree("user-analytics")
    identifiers = [str(uuid4()) for _ in range(CROWD)]
    for week in (this_monday() - timedelta(weeks=1), this_monday()):
        for identifier in identifiers:
            silo.waiting.add(house.publisher_id, week, silo.holder(house.publisher_id, UUID(identifier)), "visit")
        await silo.write()
    before = len(await rows(owner))
    assert await phone.post("/v1/advertising-ids/forget", {"advertising_id": identifiers[0]}) == 202
    assert len(await rows(owner)) == before - 5, "a visit and its week, twice, and once a return"


@pytest.mark.clause("3.1-i")
async def test_link_needs_its_own_consent_and_can_be_taken_away(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    phone, body = await new_phone(client, house), {"advertising_id": str(uuid4())}
    await phone.agree("user-analytics")
    assert await phone.post("/v1/advertising-ids/link", {**body, "linked": True}) == 403
    await phone.agree("advertising-id-linking")
    assert await phone.post("/v1/advertising-ids/link", {**body, "linked": True}) == 202
    found = await (await owner.execute("SELECT count(*) FROM personal.advertising_link")).fetchone()
    assert found == (1,)
    assert await phone.post("/v1/advertising-ids/link", {**body, "linked": False}) == 202
    found = await (await owner.execute("SELECT count(*) FROM personal.advertising_link")).fetchone()
    assert found == (0,)
    told = await owner.execute("SELECT count(*) FROM audit.entry WHERE entry LIKE '%advertising-id-linking%'")
    assert (await told.fetchone() or (0,))[0] >= 2


@pytest.mark.clause("3.1-j")
def test_reset_identifier_is_somebody_else_and_publishers_share_nobody() -> None:
    key, publisher = Key(b"\x05" * 32), uuid4()
    before, after = uuid4(), uuid4()
    assert holder_of(key, publisher, before) != holder_of(key, publisher, after)
    assert holder_of(key, publisher, before) != holder_of(key, uuid4(), before)
    assert holder_of(key, publisher, before) == holder_of(key, publisher, check_identifier(str(before).upper()))


def test_small_crowd_of_a_past_week_is_never_written() -> None:
    waiting, publisher = Waiting(), uuid4()
    waiting.add(publisher, WEEK, b"a", "visit")
    assert list(waiting.take(WEEK)) == []
    assert list(waiting.take(WEEK + timedelta(weeks=1))) == []
    for place in range(CROWD):
        waiting.add(publisher, WEEK, bytes([place]), "visit")
    (crowd,) = waiting.take(WEEK + timedelta(weeks=1))
    assert len(crowd[2]) == CROWD


def test_report_that_is_sent_twice_counts_once() -> None:
    waiting, publisher = Waiting(crowd=1), uuid4()
    for _ in range(2):
        waiting.add(publisher, WEEK, b"a", "visit")
    assert [len(reports) for _, _, reports in waiting.take(WEEK)] == [1]


@pytest.mark.clause("2-f", "3.1-i", "3.1-j")
def test_joining_silo_rows_to_calls_is_chance() -> None:
    by_order, by_weeks = attack_order(Random(7), 300), attack_weeks(Random(7), 600)
    assert by_order.success == pytest.approx(1 / CROWD, abs=0.03)
    assert by_weeks.success == pytest.approx(by_weeks.chance, abs=0.03)
    assert by_order.passed
    assert by_weeks.passed


@pytest.mark.clause("2-f", "3.1-i", "3.1-j")
def test_pseudonyms_that_lasted_would_be_matched_with_calls() -> None:
    """Why each week and event has its own: the weeks in which somebody calls are as good as a name."""
    lasting = attack_weeks(Random(7), 200, name=lambda holder, _week, _event: holder)
    assert lasting.success > 0.9
    assert not lasting.passed
