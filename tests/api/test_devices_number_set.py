"""The number set over HTTP: versions, differences, ranges, origins."""

from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable

import pytest
from litestar.testing import AsyncTestClient

from dialonce.app.parts import Running
from dialonce.numbers import HAS_SATISFACTION, NumberSet, apply_difference
from dialonce.publishers import LineChange, NewLine, SolutionChange, change_line, change_solution, register_line
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish

ORIGIN = "https://www.azur.example"
TABLES = frozenset(("publisher", "solution", "credential", "token", "line", "interface"))


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    async with running.parts.vault.session([made.publisher_id], SYSTEM) as session:
        await change_solution(session, made.solution_id, SolutionChange(allowed_origins=[ORIGIN]))
    return made


@pytest.fixture
def reread(client: AsyncTestClient, running: Running) -> Callable[[], Awaitable[None]]:
    """Bring the application's memory up to date now, not within a second."""

    async def refresh() -> None:
        directory = client.app.state.parts.vault.directory
        async with running.directory_pool.connection() as conn:
            await directory.refresh(conn, TABLES)

    return refresh


async def test_set_holds_the_registered_line_and_is_signed_with_the_published_key(client, house, reread):
    await reread()
    answer = await client.get("/v1/number-set", params={"solution": str(house.solution_id)})
    key = (await client.get("/v1/number-set/key")).json()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/vnd.dialonce.number-set"
    assert (key["kty"], key["crv"]) == ("OKP", "Ed25519")
    opened = NumberSet.open(answer.content, urlsafe_b64decode(key["x"] + "="), solution=str(house.solution_id))
    payload = opened.lookup(house.number)
    assert payload is not None
    assert (payload.interface, len(opened)) == (house.slug, 1)
    assert payload.flags & HAS_SATISFACTION


async def test_set_known_already_is_not_sent_again(client, house, reread):
    await reread()
    first = await client.get("/v1/number-set", params={"solution": str(house.solution_id)})
    again = await client.get(
        "/v1/number-set",
        params={"solution": str(house.solution_id)},
        headers={"If-None-Match": first.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


async def test_version_grows_with_a_line_and_only_then(client, house, reread, running):
    await reread()
    url = "/v1/number-set"
    old = await client.get(url, params={"solution": str(house.solution_id)})
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await change_line(session, house.line_id, LineChange(label="another label"))
    await reread()
    same = await client.get(url, params={"solution": str(house.solution_id)})
    assert same.content == old.content
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await register_line(session, NewLine(number="3654", country="FR", interface_id=house.interface_id))
    await reread()
    version = int(old.headers["etag"].strip('"').partition("-")[0])
    new = await client.get(url, params={"solution": str(house.solution_id)})
    assert new.headers["etag"].startswith(f'"{version + 1}-')
    change = await client.get(url, params={"solution": str(house.solution_id), "from": str(version)})
    assert change.headers["content-type"] == "application/vnd.dialonce.number-set-diff"
    assert change.headers["etag"] == new.headers["etag"]
    assert apply_difference(old.content, change.content) == new.content


@pytest.mark.clause("3.1-e")
async def test_disabled_line_leaves_the_set(client, house, reread, running):
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        gone = await register_line(session, NewLine(number="3655", country="FR", interface_id=house.interface_id))
        await change_line(session, gone.line_id, LineChange(enabled=False))
    await reread()
    answer = await client.get("/v1/number-set", params={"solution": str(house.solution_id)})
    key = client.app.state.parts.number_sets.public_key
    assert NumberSet.open(answer.content, key).lookup("FR:3655") is None


async def test_version_not_kept_gets_the_whole_set(client, house, reread):
    await reread()
    answer = await client.get("/v1/number-set", params={"solution": str(house.solution_id), "from": "999"})
    assert answer.headers["content-type"] == "application/vnd.dialonce.number-set"


async def test_download_is_resumed_while_the_set_is_the_same(client, house, reread):
    await reread()
    where = {"solution": str(house.solution_id)}
    whole = await client.get("/v1/number-set", params=where)
    rest = await client.get(
        "/v1/number-set", params=where, headers={"Range": "bytes=10-", "If-Range": whole.headers["etag"]}
    )
    assert rest.status_code == 206
    assert rest.content == whole.content[10:]
    assert rest.headers["content-range"] == f"bytes 10-{len(whole.content) - 1}/{len(whole.content)}"
    changed = await client.get("/v1/number-set", params=where, headers={"Range": "bytes=10-", "If-Range": '"1-00"'})
    assert (changed.status_code, changed.content) == (200, whole.content)
    beyond = await client.get("/v1/number-set", params=where, headers={"Range": "bytes=999999-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(whole.content)}")


@pytest.mark.parametrize("solution", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
async def test_unknown_solution_is_not_found(client, house, solution):
    assert (await client.get("/v1/number-set", params={"solution": solution})).status_code == 404


async def test_version_that_is_none_is_refused(client, house, reread):
    await reread()
    answer = await client.get("/v1/number-set", params={"solution": str(house.solution_id), "from": "seven"})
    assert answer.status_code == 400


async def test_own_origin_may_read_and_others_may_not(client, house, reread):
    await reread()
    where = {"solution": str(house.solution_id)}
    own = await client.get("/v1/number-set", params=where, headers={"Origin": ORIGIN})
    other = await client.get("/v1/number-set", params=where, headers={"Origin": "https://elsewhere.example"})
    assert own.headers["access-control-allow-origin"] == ORIGIN
    assert own.headers["access-control-expose-headers"] == "ETag, Retry-After"
    assert "Origin" in own.headers["vary"]
    assert "access-control-allow-origin" not in other.headers
    assert "access-control-allow-credentials" not in own.headers


async def test_refusal_can_be_read_by_a_known_origin(client, house, reread):
    await reread()
    answer = await client.get("/v1/number-set", params={"solution": "nobody"}, headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (404, ORIGIN)


async def test_preflight_allows_the_headers_of_the_protocol(client, house, reread):
    await reread()
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}
    answer = await client.request("OPTIONS", "/v1/number-set", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-headers"] == (
        "Authorization, Content-Type, If-None-Match, If-Range, Range"
    )
    stranger = await client.request("OPTIONS", "/v1/devices", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in stranger.headers
