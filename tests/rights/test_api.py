"""`/v1/rights/requests`: a publisher's own systems register and follow requests; nobody else's are there."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.channels import SigningSecret
from dialonce.channels.standard_webhooks import signature_headers
from dialonce.sharing import agreement_with, notices_of, signing_secret, tell_recipients
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish
from tests.rights.people import disclosed, somebody

pytestmark = pytest.mark.anyio
PATH = "/v1/rights/requests"


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


def bearer(house: Furnished) -> dict[str, str]:
    return {"Authorization": f"Bearer {house.api_token}"}


def body(**more: str) -> dict[str, str]:
    received = (datetime.now(UTC) - timedelta(days=1)).isoformat()  # noqa: TID251 - the server's own clock runs too
    return {"right": "access", "received_at": received, "body": "Bonjour", **more}


@pytest.mark.clause("7-f")
async def test_request_is_registered_listed_read_and_noted(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    await somebody(running, house.publisher_id)
    made = await client.post(PATH, json=body(number="+33612345678"), headers=bearer(house))
    assert made.status_code == 201
    one = made.headers["location"]
    assert made.json()["channel"] == "api"
    assert made.json()["due_at"] > made.json()["received_at"]
    listed = await client.get(PATH, headers=bearer(house))
    assert made.json() in listed.json()
    noted = await client.post(f"{one}/notes", json={"note": "vu"}, headers=bearer(house))
    assert noted.status_code == 201
    whole = (await client.get(one, headers=bearer(house))).json()
    assert whole["body"] == "Bonjour"
    assert [(step["kind"], step["note"]) for step in whole["steps"]] == [("received", ""), ("noted", "vu")]


@pytest.mark.parametrize(
    "wrong", [{"right": "sale"}, {"received_at": "2999-01-01T00:00:00Z"}, {"number": "0"}, {"locale": "de"}, {"x": "y"}]
)
async def test_wrong_request_is_a_problem(client: AsyncTestClient, house: Furnished, wrong: dict[str, str]) -> None:
    answer = await client.post(PATH, json=body(**wrong), headers=bearer(house))
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_list_filters(client: AsyncTestClient, house: Furnished) -> None:
    await client.post(PATH, json=body(right="erasure"), headers=bearer(house))
    found = (await client.get(PATH + "?right=erasure", headers=bearer(house))).json()
    assert {one["right"] for one in found} == {"erasure"}
    assert (await client.get(PATH + "?state=granted", headers=bearer(house))).json() == []


async def test_foreign_request_is_not_there(client: AsyncTestClient, running: Running, house: Furnished) -> None:
    foreign = await furnish(running, name="Autre", number="+33199001777")
    made = await client.post(PATH, json=body(), headers=bearer(house))
    one = made.headers["location"]
    assert (await client.get(one, headers=bearer(foreign))).status_code == 404
    assert (await client.post(f"{one}/notes", json={"note": "x"}, headers=bearer(foreign))).status_code == 404
    assert (await client.get(PATH, headers=bearer(foreign))).json() == []


async def test_tokens_of_solutions_are_not_enough(client: AsyncTestClient, house: Furnished) -> None:
    assert (await client.get(PATH)).status_code == 401
    answer = await client.get(PATH, headers={"Authorization": f"Bearer {house.token}"})
    assert answer.status_code == 403


async def told(running: Running, house: Furnished) -> tuple[str, SigningSecret]:
    """A notice that waits for its recipient's word: its address, and the recipient's secret."""
    subject = (await somebody(running, house.publisher_id, "+33612340077")).subject_id
    await disclosed(running, house.publisher_id, subject)
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        request_id = uuid4()
        await tell_recipients(session, subject, request_id, "erasure", ())
        (notice,) = await notices_of(session, request_id)
        agreement = await agreement_with(session, notice.recipient)
        assert agreement is not None
        return f"/v1/notices/{house.publisher_id}/{notice.notice_id}", await signing_secret(session, agreement)


@pytest.mark.clause("3.3-a")
async def test_recipient_confirms_with_its_own_signature(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    address, secret = await told(running, house)
    body = b'{"answer": "Done."}'
    now = int(running.parts.now.timestamp())
    for headers in ({}, signature_headers([SigningSecret(b"x" * 32)], "m1", now, body)):
        assert (await client.post(address, content=body, headers=headers)).status_code == 403
    old = signature_headers([secret], "m1", now - 3_600, body)
    assert (await client.post(address, content=body, headers=old)).status_code == 403
    signed = signature_headers([secret], "m1", now, body)
    assert (await client.post(address, content=b"{}", headers=signed)).status_code == 403
    assert (await client.post(address, content=body, headers=signed)).status_code == 204
    assert (await client.post(address, content=body, headers=signed)).status_code == 409
    foreign = await furnish(running, name="Tiers", number="+33199001555")
    elsewhere = address.replace(str(house.publisher_id), str(foreign.publisher_id))
    assert (await client.post(elsewhere, content=body, headers=signed)).status_code == 404
