"""Installed SDKs over HTTP: registering, answering questions of consent, sharing a place."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.publishers import NewSolution, create_solution, revoke_device
from dialonce.vault import SYSTEM, system_clock
from tests.api.device_client import Installation, refresh
from tests.house_of import Furnished, furnish

IMEI = "490154203237518"
ORIGIN = "https://app.azur.example"


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture(scope="module")
async def solution(client: AsyncTestClient, running: Running, house: Furnished) -> str:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await create_solution(session, NewSolution(name="App", kind="sdk", allowed_origins=[ORIGIN]))
    await refresh(client, running)
    return str(made.solution_id)


@pytest.fixture
async def phone(client: AsyncTestClient, solution: str) -> Installation:
    phone = Installation(client, solution)
    assert (await phone.register()).status_code == 201
    return phone


async def test_installation_is_new_once_and_gets_the_same_token(client, solution):
    phone = Installation(client, solution)
    first, again = await phone.register(), await phone.register()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["token"] == again.json()["token"]


@pytest.mark.clause("0-c")
async def test_registering_keeps_the_proof_of_the_notice_and_nothing_readable(phone, owner):
    rows = await (await owner.execute("SELECT channel FROM personal.notice")).fetchall()
    assert ("app",) in rows
    sealed = await (await owner.execute("SELECT sealed FROM personal.device")).fetchall()
    assert sealed
    assert all(b"dialonce.js" not in row[0] and str(phone.device).encode() not in row[0] for row in sealed)


@pytest.mark.parametrize("extra", [{"contact": "Anne"}, {"sim_country": "france"}, {"library": ""}])
async def test_unknown_or_malformed_members_are_refused(client, solution, extra):
    answer = await Installation(client, solution).register(**extra)
    assert answer.status_code == 400


async def test_unknown_solution_is_not_found(client, house):
    assert (await Installation(client, str(uuid4())).register()).status_code == 404


@pytest.mark.clause("4.1-a")
async def test_hardware_identifier_without_consent_is_passed_over_and_the_denial_journalled(phone, owner):
    assert (await phone.register(imei=IMEI)).status_code == 200
    found = await owner.execute(
        "SELECT count(*) FROM audit.entry WHERE entry::jsonb ->> 'outcome' = 'deny' AND entry LIKE '%hardware-id%'"
    )
    assert (await found.fetchone())[0] == 1


@pytest.mark.clause("4.1-e")
async def test_hardware_identifier_with_consent_is_checked_and_not_kept(phone, owner):
    assert (await phone.consent("device-registration", "accepted")).status_code == 202
    assert (await phone.register(imei=IMEI)).status_code == 200
    assert (await phone.register(imei="490154203237519")).status_code == 400


async def test_revoked_installation_gets_no_token_and_its_old_one_is_worth_nothing(
    client, running, phone, house, solution
):
    secret = running.parts.token_key.secret
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await revoke_device(session, secret, UUID(solution), phone.device, session.now)
    await refresh(client, running)
    assert (await phone.register()).status_code == 403
    assert (await phone.consent("contact-display", "accepted")).status_code == 401


async def test_token_of_another_kind_is_no_installation(client, house):
    answer = await client.post("/v1/consents", headers={"Authorization": f"Bearer {house.token}"}, json=_consent())
    assert answer.status_code == 403


async def test_without_a_token_nothing_is_taken_and_a_known_origin_may_read_why(client, solution):
    answer = await client.post("/v1/consents", headers={"Origin": ORIGIN}, json=_consent())
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (401, ORIGIN)


def _consent(**changes: object) -> dict[str, object]:
    made = {"id": str(uuid4()), "purpose": "contact-display", "application": None, "choice": "accepted"}
    return {**made, "culture": "fr-FR", "decided_at": system_clock().isoformat(), **changes}


@pytest.mark.parametrize(
    ("purpose", "choice", "application"),
    [
        ("notice", "refused", None),
        ("promotion", "accepted", None),
        ("contact-display", "coarse", None),
        ("location-service", "accepted", "menu"),
        ("location-service", "coarse", None),
        ("user-analytics", "accepted", "menu"),
    ],
)
async def test_answer_to_no_question_is_refused(phone, purpose, choice, application):
    assert (await phone.consent(purpose, choice, application)).status_code == 400


@pytest.mark.clause("4.3-d")
async def test_place_without_the_applications_consent_is_refused_with_its_clause(phone, house):
    answer = await phone.locate(house.slug)
    assert answer.status_code == 403
    assert "4.3-d" in answer.json()["clauses"]


@pytest.mark.clause("4.3-a", "4.3-d")
async def test_place_is_kept_as_finely_as_was_agreed(phone, house):
    assert (await phone.consent("location-service", "coarse", house.slug)).status_code == 202
    first = await phone.locate(house.slug)
    assert first.status_code == 202, first.text
    exact = {"precision": "precise", "cell": None, "latitude": 48.8566, "longitude": 2.3522, "accuracy": 12}
    assert (await phone.locate(house.slug, **exact)).status_code == 403
    assert (await phone.consent("location-service", "precise", house.slug)).status_code == 202
    assert (await phone.locate(house.slug, **exact)).status_code == 202


@pytest.mark.clause("4.3-e")
async def test_off_means_no_row(phone, house, owner):
    assert (await phone.consent("location-service", "coarse", house.slug)).status_code == 202
    assert (await phone.consent("location-service", "off", house.slug)).status_code == 202
    before = await (await owner.execute("SELECT count(*) FROM personal.location")).fetchone()
    assert (await phone.locate(house.slug)).status_code == 403
    assert await (await owner.execute("SELECT count(*) FROM personal.location")).fetchone() == before


@pytest.mark.clause("4.3-a")
async def test_place_of_a_menu_long_closed_is_refused(phone, house):
    assert (await phone.consent("location-service", "coarse", house.slug)).status_code == 202
    long_ago = (system_clock() - timedelta(hours=1)).isoformat()
    assert (await phone.locate(house.slug, occurred_at=long_ago)).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [{"cell": "g6:99999:1"}, {"cell": "somewhere"}, {"latitude": 48.1}, {"precision": "exact"}, {"device": "x"}],
)
async def test_place_that_cannot_be_is_refused(phone, house, changes):
    assert (await phone.locate(house.slug, **changes)).status_code == 400


async def test_another_publishers_interface_is_not_found(phone):
    assert (await phone.locate("somebody-elses")).status_code == 404


def _event(line: str, **members: object) -> dict[str, object]:
    made = {"id": str(uuid4()), "type": "call-start", "line": line, "culture": "fr-FR"}
    return {**made, "occurred_at": system_clock().isoformat(), **members}


async def test_installation_reports_its_own_calls_and_its_origin_may_read_the_answer(client, phone, house):
    headers = {"Authorization": f"Bearer {phone.token}", "Origin": ORIGIN}
    answer = await client.post("/v1/events", headers=headers, json=_event(house.number, device=str(phone.device)))
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (202, ORIGIN)


@pytest.mark.parametrize("members", [{"device": str(uuid4())}, {"caller": "+33612345678"}])
async def test_installation_cannot_speak_for_others(client, phone, house, members):
    headers = {"Authorization": f"Bearer {phone.token}"}
    answer = await client.post("/v1/events", headers=headers, json=_event(house.number, **members))
    assert answer.status_code == 400


async def test_installation_cannot_have_messages_sent(client, phone, house):
    headers = {"Authorization": f"Bearer {phone.token}"}
    asked = {"caller": "+33612345678", "called": house.number}
    assert (await client.post("/ivr/serviceRequest", headers=headers, json=asked)).status_code == 403
