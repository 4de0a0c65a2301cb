"""The API as it describes itself: a valid OpenAPI 3.1 document, complete, and no input that it allows or forbids fails us."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import anyio
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from litestar.testing import TestClient
from requests import Request
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dialonce.app.addresses import Addresses
from dialonce.app.create import create_app
from dialonce.app.parts import open_parts
from dialonce.publishers import create_inbox_token, create_operator_token
from dialonce.settings import Settings
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish

MANAGEMENT = ("publishers", "solutions", "credentials", "tokens", "lines", "interfaces", "inbox")
HOST = "http://testserver.local"
TRIES = settings(
    max_examples=8, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


class House(msgspec.Struct, frozen=True):
    """A furnished publisher, and the tokens for what its own two do not open, by tag."""

    mine: Furnished
    tokens: dict[str, str]


@pytest.fixture(scope="module")
def house(settings: Settings, addresses: Addresses) -> House:
    """A furnished publisher."""

    async def make() -> House:
        async with open_parts(settings, addresses) as running:
            operator = await create_operator_token(running.directory_pool, "test", running.parts.now)
            mine = await furnish(running)
            async with running.parts.vault.session([mine.publisher_id], SYSTEM) as session:
                return House(mine, {"publishers": operator, "inbox": await create_inbox_token(session, "test")})

    return anyio.run(make)


@pytest.fixture(scope="module")
def served(settings: Settings, addresses: Addresses, house: object) -> Iterator[TestClient]:
    with TestClient(create_app(settings, addresses, work=False), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def description(served: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = served.get("/schema").json()
    return found


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """All operations of `/v1` with their names for messages."""
    for path, item in description["paths"].items():
        for method in item.keys() & {"get", "put", "post", "patch", "delete"}:
            if path.startswith("/v1/"):
                yield f"{method} {path}", item[method]


def test_description_is_valid_openapi(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(description).validate()


def test_every_operation_says_what_it_does(description: dict[str, Any]) -> None:
    bare = [name for name, one in operations(description) if not (one.get("summary") and one.get("description"))]
    assert bare == []
    assert len({one["operationId"] for _, one in operations(description)}) == len(list(operations(description)))


def test_every_parameter_and_member_of_the_management_api_is_described(description: dict[str, Any]) -> None:
    managing = [(name, one) for name, one in operations(description) if one.get("tags", [""])[0] in MANAGEMENT]
    assert len(managing) > 30
    bare = [
        f"{name} {parameter['name']}"
        for name, one in managing
        for parameter in one.get("parameters", ())
        if not parameter.get("description") and parameter["name"] != "version"
    ]
    ours = {kind.__name__ for kind in _kinds(msgspec.Struct) if kind.__module__.startswith("dialonce.api.v1")}
    bodies = {name: body for name, body in description["components"]["schemas"].items() if name in ours}
    assert len(bodies) > 15
    bare += [
        f"{name}.{member}"
        for name, body in bodies.items()
        for member, schema in body["properties"].items()
        if not _says(schema)
    ]
    assert bare == []


def _kinds(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def _says(schema: dict[str, Any]) -> bool:
    return bool(schema.get("description")) or any(one.get("description") for one in schema.get("oneOf", ()))


def test_every_error_of_the_management_api_is_a_problem_document(description: dict[str, Any]) -> None:
    for name, one in operations(description):
        if one.get("tags", [""])[0] in MANAGEMENT:
            errors = {status: answer for status, answer in one["responses"].items() if status >= "400"}
            assert {"400", "401", "403"} <= errors.keys(), name
            assert all(list(answer["content"]) == ["application/problem+json"] for answer in errors.values()), name


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_input_makes_the_server_fail(
    served: TestClient, description: dict[str, Any], house: House, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(description)
    schema.config.update(base_url=HOST)
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path.startswith("/v1/"):
            try_operation(served, operation, house, mode)
            tried += 1
    assert tried > 30


def try_operation(served: TestClient, operation: APIOperation, house: House, mode: GenerationMode) -> None:
    """Ask as the schema allows (or forbids), of things that are there, with the right kind of token."""
    mine = house.mine
    tag = (operation.tags or [""])[0]
    token = house.tokens.get(tag, mine.api_token if tag in MANAGEMENT else mine.token)
    known = {"solution_id": mine.solution_id, "line_id": mine.line_id, "interface_id": mine.interface_id}
    checks = [not_a_server_error]
    if tag in MANAGEMENT:
        checks += [status_code_conformance, content_type_conformance, response_schema_conformance]

    @TRIES
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.path_parameters.update({name: str(known[name]) for name in case.path_parameters.keys() & known.keys()})
        wire = Request(**case.as_transport_kwargs(headers={"Authorization": f"Bearer {token}"})).prepare()
        answer = served.request(wire.method, wire.path_url, headers=dict(wire.headers), content=wire.body or b"")
        case.validate_response(answer, checks=checks)

    with suppress(Unsatisfiable):  # an operation without any input has no forbidden one
        ask()
