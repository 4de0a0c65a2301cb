"""Bodies that are none: every operation that takes one answers with a problem document, and stands."""

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from tests.api.management import Town, assert_problem, make_town

pytestmark = pytest.mark.anyio

OPERATIONS = [
    ("PATCH", "/v1/publishers/{publisher}"),
    ("POST", "/v1/solutions"),
    ("PATCH", "/v1/solutions/{solution}"),
    ("POST", "/v1/credentials"),
    ("POST", "/v1/tokens"),
    ("POST", "/v1/lines"),
    ("PATCH", "/v1/lines/{line}"),
    ("PATCH", "/v1/interfaces/{interface}"),
    ("POST", "/v1/interfaces/{interface}/versions"),
    ("POST", "/v1/interfaces/{interface}/rollback"),
]
BODIES = [
    (b"", 400),
    (b"{", 400),
    (b"null", 400),
    (b"[]", 400),
    (b'"text"', 400),
    (b'{"name": "\xff"}', 400),
    (b'{"name": "\\ud800", "number": "\\ud800", "note": "\\ud800"}', 400),
    (b'{"unknown": 1}', 400),
    (b"[" * 60_000, 400),
    (b'{"unknown": ' + b"[" * 60_000, 400),
    (b'{"unknown": "' + b"x" * 70_000 + b'"}', 413),
]


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


def _address(town: Town, path: str) -> str:
    mine = town.mine
    return path.format(
        publisher=mine.publisher_id, solution=mine.solution_id, line=mine.line_id, interface=mine.interface_id
    )


@pytest.mark.parametrize(("body", "status"), BODIES)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
async def test_body_that_is_none_is_refused(town: Town, method: str, path: str, body: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    assert_problem(await town.me.ask(method, _address(town, path), content=body, headers=headers), status)


@pytest.mark.parametrize(
    "media_type", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "nonsense"]
)
async def test_body_of_another_kind_is_refused(town: Town, media_type: str) -> None:
    answer = await town.me.ask("POST", "/v1/lines", content=b"number=3654", headers={"Content-Type": media_type})
    assert_problem(answer, answer.status_code)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/lines/not-an-id", 404),
        ("GET", "/v1/lines/%00", 404),
        ("DELETE", "/v1/lines", 405),
        ("PUT", "/v1/publishers", 405),
    ],
)
async def test_address_that_is_none_is_a_problem_document(town: Town, method: str, path: str, status: int) -> None:
    assert_problem(await town.me.ask(method, path), status)
