"""Problem documents: every error has its shape, and none tells a value that somebody sent."""

import inspect
from http import HTTPStatus

import msgspec
import pytest
import structlog
from litestar import Litestar, Request, get
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.testing import AsyncTestClient, RequestFactory

from dialonce import errors
from dialonce.errors import DialOnceError, Fault, Invalid, Refused, TooMany, Unavailable
from dialonce.web.problems import MEDIA_TYPE, note, retry_headers, to_problem
from tests.api.old_clients import Wire
from tests.api.wire import send

pytestmark = pytest.mark.anyio

URL = "https://menu.example"
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, DialOnceError) and kind is not DialOnceError
]


def make(kind: type[DialOnceError]) -> DialOnceError:
    more = {Refused: {"clauses": ("3.1-e",)}, TooMany: {"retry_after": 7}, Unavailable: {"retry_after": 3}}
    return kind("What happened.", **more.get(kind, {}))


@pytest.mark.parametrize("kind", KINDS)
def test_error_of_ours_is_told_by_its_code(kind: type[DialOnceError]) -> None:
    problem = to_problem(make(kind), URL)
    assert problem.type == f"{URL}/problems/{kind.code}"
    assert (problem.title, problem.status, problem.detail) == (kind.title, kind.status, "What happened.")


def test_codes_are_told_apart() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_faults_keep_their_places() -> None:
    problem = to_problem(Invalid("No.", faults=(Fault("/name", "1 to 120 characters"),)), URL)
    written = msgspec.json.decode(msgspec.json.encode(problem))
    assert written["faults"] == [{"where": "/name", "what": "1 to 120 characters"}]
    assert "clauses" not in written


def test_refusal_names_its_clauses_and_where_they_stand() -> None:
    problem = to_problem(Refused("No.", clauses=("3.1-e", "4.2-b5")), URL)
    assert problem.clauses == ["3.1-e", "4.2-b5"]
    assert problem.policy == f"{URL}/privacy#3.1-e"


@pytest.mark.parametrize("status", [400, 401, 404, 405, 413, 415, 500, 503])
def test_title_of_a_plain_http_error_is_its_phrase(status: int) -> None:
    problem = to_problem(HTTPException(status_code=status), URL)
    assert (problem.type, problem.status, problem.title) == ("about:blank", status, HTTPStatus(status).phrase)


def test_wrong_types_are_told_by_their_place() -> None:
    wrong = ValidationException(extra=[{"message": "Expected `int`", "key": "limit", "source": "query"}, "odd"])
    problem = to_problem(wrong, URL)
    assert (problem.status, problem.title) == (400, "Bad Request")
    assert [(fault.where, fault.what) for fault in problem.faults] == [("limit", "Expected `int`")]


@pytest.mark.parametrize(
    "error", [ValueError("+33612345678"), KeyError("+33612345678"), HTTPException("+33612345678", status_code=500)]
)
def test_unforeseen_error_tells_nothing(error: Exception) -> None:
    problem = to_problem(error, URL)
    assert problem.status == 500
    assert "33612345678" not in repr(problem)


def test_unforeseen_error_is_logged_by_kind_and_place_only() -> None:
    request = RequestFactory().get("/v1/lines?caller=%2B33612345678")
    with structlog.testing.capture_logs() as entries:
        try:
            raise ValueError("+33612345678")  # noqa: TRY301 - the traceback is what is looked at
        except ValueError as error:
            note(request, error, 500)
    assert [entry["kind"] for entry in entries] == ["ValueError"]
    assert entries[0]["where"].startswith("test_problems.py:")
    assert "33612345678" not in repr(entries)


def test_foreseen_errors_are_not_logged() -> None:
    with structlog.testing.capture_logs() as entries:
        note(RequestFactory().get("/"), Invalid("x"), 400)
        note(RequestFactory().get("/"), NotFoundException(), 404)
    assert entries == []


def test_when_to_come_back_is_told_where_it_is_known() -> None:
    assert retry_headers(make(TooMany)) == {"Retry-After": "7"}
    assert retry_headers(make(Unavailable)) == {"Retry-After": "3"}
    assert retry_headers(Invalid("x")) == {}


@pytest.mark.parametrize("path", ["/v1/nowhere", "/v1/lines"])
async def test_answer_is_a_problem_document(client: AsyncTestClient, path: str) -> None:
    answer = await send(client, Wire("GET", path), "bad")
    assert answer.headers["content-type"] == MEDIA_TYPE
    problem = answer.json()
    assert problem["status"] == answer.status
    assert {"type", "title", "status", "detail"} <= problem.keys()


async def test_unforeseen_error_ends_as_500_without_its_text() -> None:
    from dialonce.api import answer_error
    from dialonce.web.headers import add_security_headers

    @get("/v1/broken")
    async def broken() -> None:
        raise RuntimeError("+33612345678")

    class Stub:
        public_url = URL

    def answer(request: Request, error: Exception) -> object:
        return answer_error(request, error)

    app = Litestar([broken], exception_handlers={Exception: answer}, before_send=[add_security_headers])
    app.state.parts = Stub()
    async with AsyncTestClient(app, raise_server_exceptions=False) as client:
        whole = await send(client, Wire("GET", "/v1/broken"))
    assert (whole.status, whole.headers["content-type"]) == (500, MEDIA_TYPE)
    assert b"33612345678" not in whole.body
    assert whole.headers["x-content-type-options"] == "nosniff"
