"""What belongs to another publisher is as if it were not there: every operation that names a thing."""

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.menus import demo_interface
from tests.api.management import Town, assert_problem, make_town

pytestmark = pytest.mark.anyio

OPERATIONS = [
    ("GET", "/v1/publishers/{publisher}", {}),
    ("PATCH", "/v1/publishers/{publisher}", {"json": {"name": "Mine now"}}),
    ("POST", "/v1/publishers/{publisher}/tokens", {"json": {}}),
    ("GET", "/v1/publishers/{publisher}/exceptional-accesses", {}),
    ("GET", "/v1/solutions/{solution}", {}),
    ("PATCH", "/v1/solutions/{solution}", {"json": {"enabled": False}}),
    ("POST", "/v1/credentials", {"json": {"solution_id": "{solution}"}}),
    ("DELETE", "/v1/credentials/{client_id}", {}),
    ("POST", "/v1/tokens", {"json": {"solution_id": "{solution}"}}),
    ("DELETE", "/v1/tokens/{digest}", {}),
    ("GET", "/v1/lines/{line}", {}),
    ("PATCH", "/v1/lines/{line}", {"json": {"enabled": False}}),
    ("POST", "/v1/lines", {"json": {"number": "+33199003000", "interface_id": "{interface}"}}),
    ("GET", "/v1/interfaces/{interface}", {}),
    ("PATCH", "/v1/interfaces/{interface}", {"json": {"name": "Mine now"}}),
    ("GET", "/v1/interfaces/{interface}/draft", {}),
    ("PUT", "/v1/interfaces/{interface}/draft", {"content": demo_interface("fr"), "headers": {"If-Match": '"1"'}}),
    ("GET", "/v1/interfaces/{interface}/check", {}),
    ("POST", "/v1/interfaces/{interface}/versions", {"json": {"force": True}}),
    ("GET", "/v1/interfaces/{interface}/versions", {}),
    ("GET", "/v1/interfaces/{interface}/versions/1", {}),
    ("GET", "/v1/interfaces/{interface}/versions/1/document", {}),
    ("POST", "/v1/interfaces/{interface}/rollback", {"json": {"version": 1}}),
    ("GET", "/v1/interfaces/{interface}/diff?from=1", {}),
    ("GET", "/v1/interfaces/{interface}/outline", {}),
    ("PUT", "/v1/interfaces/{interface}/split", {"json": {"version": 1, "percent": 50}}),
    ("DELETE", "/v1/interfaces/{interface}/split", {}),
    ("GET", "/v1/interfaces/{interface}/qr.svg", {}),
    ("GET", "/v1/interfaces/{interface}/qr.png", {}),
]
LISTS = ["/v1/publishers", "/v1/solutions", "/v1/credentials", "/v1/tokens", "/v1/lines", "/v1/interfaces"]
TABLES = ("publisher", "solution", "credential", "token", "line", "interface", "interface_version")


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


async def _rows(owner: AsyncConnection, town: Town) -> list[object]:
    rows: list[object] = []
    for table in TABLES:
        found = await owner.execute(
            f"SELECT to_jsonb(t)::text FROM core.{table} t WHERE publisher_id = %s ORDER BY 1",
            (town.theirs.publisher_id,),
        )
        rows += await found.fetchall()
    return rows


async def _names(owner: AsyncConnection, town: Town) -> dict[str, str]:
    found = await owner.execute(
        "SELECT encode(digest, 'hex') FROM core.token WHERE publisher_id = %s LIMIT 1", (town.theirs.publisher_id,)
    )
    return {
        "publisher": str(town.theirs.publisher_id),
        "solution": str(town.theirs.solution_id),
        "line": str(town.theirs.line_id),
        "interface": str(town.theirs.interface_id),
        "client_id": town.theirs.client_id,
        "digest": (await found.fetchone())[0],
    }


@pytest.mark.parametrize(("method", "path", "more"), OPERATIONS)
async def test_thing_of_another_publisher_is_not_found(
    town: Town, owner: AsyncConnection, method: str, path: str, more: dict[str, object]
) -> None:
    names = await _names(owner, town)
    before = await _rows(owner, town)
    if isinstance(body := more.get("json"), dict):
        more = {
            "json": {key: value.format(**names) if isinstance(value, str) else value for key, value in body.items()}
        }
    answer = await town.me.ask(method, path.format(**names), **more)
    assert_problem(answer, 403 if path.endswith("{publisher}/tokens") else 404)
    assert await _rows(owner, town) == before


@pytest.mark.parametrize("path", LISTS)
async def test_list_holds_nothing_of_another_publisher(town: Town, owner: AsyncConnection, path: str) -> None:
    names = await _names(owner, town)
    mine = (await town.me.ask("GET", path)).text
    theirs = (await town.them.ask("GET", path)).text
    assert any(name in theirs for name in names.values())
    assert '_id"' in mine
    assert not any(name in mine for name in names.values())


async def test_every_operation_that_names_a_thing_is_in_the_table(client: AsyncTestClient) -> None:
    described = (await client.get("/schema")).json()["paths"]
    nouns = ("publishers", "solutions", "credentials", "tokens", "lines", "interfaces")
    named = {
        (method.upper(), path.count("/"), path.rpartition("}")[2])
        for path, item in described.items()
        for method in item.keys() & {"get", "put", "post", "patch", "delete"}
        if path.startswith(tuple(f"/v1/{noun}/{{" for noun in nouns))
    }
    tested = {(method, path.count("/"), path.partition("?")[0].rpartition("}")[2]) for method, path, _ in OPERATIONS}
    tested |= {("GET", 5, ""), ("GET", 6, "/document")}
    assert named <= tested
