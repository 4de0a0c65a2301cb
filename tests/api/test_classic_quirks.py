"""Quirks of the old contract, one by one: mixed places, odd bodies, exact wording, kinds of tokens."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.publishers import (
    SolutionChange,
    change_solution,
    create_credential,
    create_token,
    revoke_credential,
    revoke_token,
    token_digest,
)
from dialonce.vault import SYSTEM
from tests.api.old_clients import FORM, JAVA_ACCEPT, JSON, Wire
from tests.api.wire import Whole, send
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

CALLER = "+33612345611"


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    await asyncio.sleep(0.5)
    return made


def classic_error(answer: Whole, status: int, message: str) -> None:
    assert answer.status == status, answer.body
    body = answer.json()
    assert (body["status"], body["message"]) == (status, message)
    assert answer.headers["content-type"] == "application/json"
    assert body.keys() <= {"status", "message", "detail", "clauses"}


async def test_body_beats_query(client: AsyncTestClient, house: Furnished) -> None:
    for body, headers in ((b'{"number":"+33600000000"}', JSON), (b"number=%2B33600000000", FORM)):
        wire = Wire("GET", "/phoneNumbers/isMobile?number=%2B33100000000", headers, body)
        assert (await send(client, wire, house.token)).json() == {"mobile": True}


async def test_empty_parameter_in_the_body_leaves_the_query(client: AsyncTestClient, house: Furnished) -> None:
    wire = Wire("GET", "/phoneNumbers/isMobile?number=0651580955&cultureISO=fr", JSON, b'{"cultureISO":""}')
    assert (await send(client, wire, house.token)).json() == {"mobile": True}


async def test_plus_that_nobody_encoded_is_a_plus(client: AsyncTestClient, house: Furnished) -> None:
    wire = Wire("GET", "/phoneNumbers/isMobile/?number=+33600000000")
    assert (await send(client, wire, house.token)).json() == {"mobile": True}


async def test_multipart_form_is_a_form(client: AsyncTestClient, house: Furnished) -> None:
    body = (
        b'--x\r\ncontent-disposition: form-data; name="number"\r\n\r\n0651580955\r\n'
        b'--x\r\ncontent-disposition: form-data; name="cultureISO"\r\n\r\nfr\r\n--x--\r\n'
    )
    wire = Wire("POST", "/phoneNumbers/isMobile", {"content-type": "multipart/form-data; boundary=x"}, body)
    assert (await send(client, wire, house.token)).json() == {"mobile": True}


async def test_form_without_a_header_is_a_form(client: AsyncTestClient, house: Furnished) -> None:
    wire = Wire("POST", "/phoneNumbers/isMobile", {}, b"number=%2B33600000000")
    assert (await send(client, wire, house.token)).json() == {"mobile": True}


@pytest.mark.parametrize("target", ["/ivr/status", "/ivr/status/", "/ivr/status?", "/ivr/status/?", "/ivr/status/?a=1"])
async def test_slash_and_query_change_nothing(client: AsyncTestClient, house: Furnished, target: str) -> None:
    answer = await send(client, Wire("GET", target), house.token)
    assert (answer.status, answer.json()) == (200, {"status": True})


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (JSON, b"{"),
        (JSON, b"[1]"),
        (JSON, b'{"number":' + b"[" * 9_000),
        (JSON, b'{"number":["+33600000000"]}'),
        (JSON, b'{"number":true}'),
        (JSON, b'{"number":3.5}'),
        (JSON, b'"text"'),
        (JSON, b"null"),
        (FORM, b"number=" + b"\xff"),
        (FORM, b"&".join(b"a%d=1" % count for count in range(65))),
        (FORM, b"number=" + b"1" * 3_000),
        ({"content-type": "multipart/form-data"}, b"x"),
        ({"content-type": "multipart/form-data; boundary=x"}, b"not multipart"),
    ],
)
async def test_bad_bodies_are_bad_requests(
    client: AsyncTestClient, house: Furnished, headers: dict[str, str], body: bytes
) -> None:
    wire = Wire("POST", "/phoneNumbers/isMobile", headers, body)
    classic_error(await send(client, wire, house.token), 400, "Bad request")


@pytest.mark.parametrize("chunked", [True, False])
async def test_large_body_is_refused(client: AsyncTestClient, house: Furnished, chunked: bool) -> None:
    wire = Wire("POST", "/ivr/log", JSON, b'{"type":"' + b"x" * 20_000, chunked=chunked)
    classic_error(await send(client, wire, house.token), 413, "Payload Too Large")


@pytest.mark.parametrize("length", ["9" * 5_000, "-1", "x"])
async def test_unreadable_length_is_no_fault_of_ours(client: AsyncTestClient, house: Furnished, length: str) -> None:
    answer = await send(client, Wire("POST", "/ivr/log", {**JSON, "content-length": length}), house.token)
    assert 400 <= answer.status < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200), query=st.text(max_size=40))
def test_nothing_that_is_sent_breaks_the_service(body: bytes, query: str) -> None:
    """Decoding alone, for the breadth: any bytes end as parameters or as `Invalid`."""
    from litestar.testing import RequestFactory

    from dialonce.api.parameters import classic_parameters
    from dialonce.errors import Invalid

    request = RequestFactory().post("/ivr/log", query_params={"q": query})
    request._body = body
    try:
        parameters = asyncio.run(classic_parameters(request))
    except Invalid:
        return
    assert all(value not in ("", None) for value in parameters.values())


async def test_not_found_without_a_token(client: AsyncTestClient) -> None:
    classic_error(await send(client, Wire("GET", "/nowhere")), 404, "Not Found")
    classic_error(await send(client, Wire("GET", "/ivr/nowhere", {"accept": JAVA_ACCEPT})), 404, "Not Found")


async def test_unknown_path_with_a_bad_token_is_unauthorized(client: AsyncTestClient) -> None:
    answer = await send(client, Wire("GET", "/nowhere"), "bad")
    classic_error(answer, 401, "Unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic abc", "Bearer é", "Bearer " + "x" * 600])
async def test_without_a_usable_token_nothing_is_told(client: AsyncTestClient, authorization: str) -> None:
    wire = Wire("GET", "/ivr/isEligible?caller=XXX&called=XXX", {"authorization": authorization})
    classic_error(await send(client, wire), 401, "Unauthorized")


async def test_scheme_of_the_header_is_in_any_case(client: AsyncTestClient, house: Furnished) -> None:
    wire = Wire("GET", "/ivr/status", {"authorization": f"bearer {house.token}"})
    assert (await send(client, wire)).status == 200


async def test_wrong_method_has_the_classic_shape(client: AsyncTestClient, house: Furnished) -> None:
    classic_error(await send(client, Wire("DELETE", "/ivr/status"), house.token), 405, "Method Not Allowed")


async def test_root_tells_programs_its_name(client: AsyncTestClient) -> None:
    answer = await send(client, Wire("GET", "/"))
    assert answer.status == 200
    assert answer.json()["name"] == "gateway-http"
    assert {"version", "status"} <= answer.json().keys()


async def test_token_answer_is_to_the_letter(client: AsyncTestClient, running: Running, house: Furnished) -> None:
    body = f"grant_type=client_credentials&client_id={house.client_id}&client_secret={house.client_secret}"
    before = running.parts.now
    answer = (await send(client, Wire("POST", "/oauth/token", FORM, body.encode()))).json()
    assert set(answer) == {"access_token", "token_type", "expire_at", "expires_in"}
    ends = datetime.strptime(answer["expire_at"], "%Y-%m-%dT%H:%M:%S.000Z").replace(tzinfo=UTC)
    assert isinstance(answer["expires_in"], int)
    assert abs(ends - before - timedelta(seconds=answer["expires_in"])) < timedelta(seconds=5)


@pytest.mark.parametrize("grant", ["", "grant_type=password&"])
async def test_other_grants_are_bad_requests(client: AsyncTestClient, house: Furnished, grant: str) -> None:
    body = f"{grant}client_id={house.client_id}&client_secret={house.client_secret}"
    classic_error(await send(client, Wire("POST", "/oauth/token", FORM, body.encode())), 400, "Bad request")


async def test_unknown_client_is_unauthorized(client: AsyncTestClient) -> None:
    body = b"grant_type=client_credentials&client_id=nobody&client_secret=nothing%00%F0%9F%92%A9"
    classic_error(await send(client, Wire("POST", "/oauth/token", FORM, body)), 401, "Unauthorized")


async def test_api_token_is_not_for_the_classic_calls(client: AsyncTestClient, house: Furnished) -> None:
    wire = Wire("GET", f"/ivr/isEligible?caller={CALLER}&called={house.number}")
    classic_error(await send(client, wire, house.api_token), 403, "Forbidden")


@pytest.mark.parametrize(
    "data", ["[]", "{", "[" * 9_000, '"text"', '{"culture":["fr"]}', '{"sda":"' + "1" * 65 + '"}', '{"did":{}}']
)
async def test_data_that_is_no_object_of_texts_is_a_bad_request(
    client: AsyncTestClient, house: Furnished, data: str
) -> None:
    values = f'{{"type":"call-start","caller":"{CALLER}","called":"{house.number}","data":{data}}}'
    classic_error(await send(client, Wire("POST", "/ivr/log", JSON, values.encode()), house.token), 400, "Bad request")


@pytest.mark.parametrize("data", ["null", '""', "{}", '"{}"', '{"sda":199001000}', '{"culture":"x y","other":[1]}'])
async def test_data_may_be_empty_or_hold_numbers(client: AsyncTestClient, house: Furnished, data: str) -> None:
    values = f'{{"type":"call-start","caller":"{CALLER}","called":"{house.number}","data":{data}}}'
    answer = await send(client, Wire("POST", "/ivr/log", JSON, values.encode()), house.token)
    assert (answer.status, answer.json()) == (200, {"success": True}), answer.body


async def test_what_was_brought_along_works(client: AsyncTestClient, running: Running, house: Furnished) -> None:
    token = "a-token-of-2016-issued-by-hand"
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await create_credential(session, house.solution_id, client_id="old-id", client_secret="old secret/+é")
        await create_token(session, solution_id=house.solution_id, name="2016", token=token)
    await asyncio.sleep(0.5)
    body = "grant_type=client_credentials&client_id=old-id&client_secret=old+secret%2F%2B%C3%A9"
    assert (await send(client, Wire("POST", "/oauth/token", FORM, body.encode()))).status == 200
    assert (await send(client, Wire("GET", "/ivr/status"), token)).json() == {"status": True}


async def test_what_is_revoked_stops_within_a_second_elsewhere(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        lasting = await create_token(session, solution_id=house.solution_id)
        pair = await create_credential(session, house.solution_id)
    await asyncio.sleep(0.5)
    body = f"grant_type=client_credentials&client_id={pair.client_id}&client_secret={pair.client_secret}"
    access = (await send(client, Wire("POST", "/oauth/token", FORM, body.encode()))).json()["access_token"]
    for token in (lasting, access):
        assert (await send(client, Wire("GET", "/ivr/status"), token)).status == 200
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await revoke_token(session, token_digest(lasting))
        await revoke_credential(session, pair.client_id)
    await asyncio.sleep(0.9)
    for token in (lasting, access):
        classic_error(await send(client, Wire("GET", "/ivr/status"), token), 401, "Unauthorized")
    classic_error(await send(client, Wire("POST", "/oauth/token", FORM, body.encode())), 401, "Unauthorized")


async def test_disabled_solution_is_locked_out(client: AsyncTestClient, running: Running) -> None:
    other = await furnish(running, name="Autre", number="+33199001777")
    async with running.parts.vault.session([other.publisher_id], SYSTEM) as session:
        await change_solution(session, other.solution_id, SolutionChange(enabled=False))
    await asyncio.sleep(0.9)
    classic_error(await send(client, Wire("GET", "/ivr/status"), other.token), 401, "Unauthorized")


async def test_line_of_another_publisher_is_not_eligible(
    client: AsyncTestClient, running: Running, house: Furnished
) -> None:
    other = await furnish(running, name="Voisin", number="+33199001778")
    await asyncio.sleep(0.5)
    target = f"/ivr/isEligible?caller={CALLER.replace('+', '%2B')}&called={other.number.replace('+', '%2B')}"
    assert (await send(client, Wire("GET", target), other.token)).json() == {"eligible": True}
    assert (await send(client, Wire("GET", target), house.token)).json() == {"eligible": False}
