"""Every call of the contract, as each of the five old libraries sends it."""

import asyncio

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from tests.api.old_clients import LIBRARIES, Library, Wire
from tests.api.wire import send
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

MOBILE, LANDLINE = "+33600000000", "+33100000000"
DATA = {"culture": "fr-FR", "sda": "0199001000", "did": "+33199001000"}


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    await asyncio.sleep(0.5)
    return made


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> Library:
    return LIBRARIES[request.param]


async def exactly(client: AsyncTestClient, wire: Wire, token: str, body: dict[str, object]) -> None:
    answer = await send(client, wire, token)
    assert (answer.status, answer.json()) == (200, body)
    assert answer.headers["content-type"].startswith("application/json")


async def test_token_is_issued_and_opens_the_door(client: AsyncTestClient, house: Furnished, library: Library) -> None:
    answer = await send(client, library.token(house.client_id, house.client_secret))
    assert answer.status == 200
    await exactly(client, library.read("/ivr/status", {}), answer.json()["access_token"], {"status": True})


async def test_wrong_secret_is_unauthorized(client: AsyncTestClient, house: Furnished, library: Library) -> None:
    answer = await send(client, library.token(house.client_id, "wrong-secret"))
    assert answer.status == 401
    assert answer.json()["status"] == 401
    assert answer.json()["message"] == "Unauthorized"


@pytest.mark.parametrize(
    ("values", "mobile"),
    [
        ({"number": MOBILE}, True),
        ({"number": LANDLINE}, False),
        ({"number": "0651580955", "cultureISO": "fr"}, True),
        ({"number": "0651580955", "cultureISO": "fr-FR"}, True),
        ({"number": "0651580955"}, False),
        ({"number": "0000"}, False),
    ],
)
async def test_mobile_is_told(
    client: AsyncTestClient, house: Furnished, library: Library, values: dict[str, object], mobile: bool
) -> None:
    await exactly(client, library.read("/phoneNumbers/isMobile", values), house.token, {"mobile": mobile})


@pytest.mark.parametrize("number", ["+336XXXXXXXX", "XXX", ""])
async def test_what_is_no_number_is_a_bad_request(
    client: AsyncTestClient, house: Furnished, library: Library, number: str
) -> None:
    answer = await send(client, library.read("/phoneNumbers/isMobile", {"number": number}), house.token)
    assert answer.status == 400
    assert answer.json()["message"] == "Bad request"


@pytest.mark.parametrize(
    ("caller", "called", "eligible"),
    [
        ("+33612345601", "+33199001000", True),
        ("0612345601", "0199001000", True),
        (LANDLINE, "+33199001000", False),
        ("+33612345601", "+33199001999", False),
        ("0000", "+33199001000", False),
    ],
)
async def test_eligible_is_told(
    client: AsyncTestClient, house: Furnished, library: Library, caller: str, called: str, eligible: bool
) -> None:
    wire = library.read("/ivr/isEligible", {"caller": caller, "called": called})
    await exactly(client, wire, house.token, {"eligible": eligible})


async def test_service_request_succeeds(client: AsyncTestClient, house: Furnished, library: Library) -> None:
    caller = f"+3361234560{list(LIBRARIES.values()).index(library)}"
    wire = library.write("/ivr/serviceRequest", {"caller": caller, "called": house.number})
    await exactly(client, wire, house.token, {"success": True})


@pytest.mark.parametrize("kind", ["call-start", "call-end", "call-error", "answer-get-sms", "answer-no-sms"])
@pytest.mark.parametrize("path", ["/ivr/log", "/ivrlogs"])
async def test_log_is_kept(client: AsyncTestClient, house: Furnished, library: Library, kind: str, path: str) -> None:
    values = {"type": kind, "caller": "+33612345601", "called": house.number, "data": DATA}
    await exactly(client, library.write(path, values), house.token, {"success": True})


async def test_log_of_an_unregistered_line_is_not_kept(
    client: AsyncTestClient, house: Furnished, library: Library
) -> None:
    values = {"type": "call-start", "caller": "+33612345601", "called": "+33199001999"}
    await exactly(client, library.write(library.log_path, values), house.token, {"success": False})


async def test_unknown_type_is_a_bad_request(client: AsyncTestClient, house: Furnished, library: Library) -> None:
    values = {"type": "call-pause", "caller": "+33612345601", "called": house.number}
    answer = await send(client, library.write(library.log_path, values), house.token)
    assert (answer.status, answer.json()["status"], answer.json()["message"]) == (400, 400, "Bad request")


async def test_bad_token_is_unauthorized_everywhere(client: AsyncTestClient, library: Library) -> None:
    for path in ("/ivr/status", "/phoneNumbers/isMobile", "/ivr/isEligible", "/ivr/nowhere"):
        answer = await send(client, library.read(path, {"number": MOBILE}), "not-a-token")
        assert answer.status == 401, path
        assert answer.json()["message"] == "Unauthorized"


async def test_unknown_path_is_not_found(client: AsyncTestClient, house: Furnished, library: Library) -> None:
    answer = await send(client, library.read("/ivr/nowhere", {}), house.token)
    assert (answer.status, answer.json()["message"]) == (404, "Not Found")
