"""Solutions, their credentials, and tokens."""

from hashlib import sha256

import pytest
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from tests.api.management import Asker, Town, assert_problem, known, make_town

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def town(client: AsyncTestClient, running: Running) -> Town:
    return await make_town(client, running)


async def test_solution_is_opened_read_and_changed(town: Town) -> None:
    body = {"name": "Site", "kind": "tag", "allowed_origins": ["https://www.example.fr/"]}
    made = await town.me.ask("POST", "/v1/solutions", json=body)
    assert made.status_code == 201
    assert made.json()["allowed_origins"] == ["https://www.example.fr"]
    path = made.headers["location"]
    changed = await town.me.ask("PATCH", path, json={"enabled": False, "name": "Site 2"})
    assert changed.json() == {**made.json(), "enabled": False, "name": "Site 2"}
    assert (await town.me.ask("GET", path)).json() == changed.json()
    assert changed.json() in (await town.me.ask("GET", "/v1/solutions")).json()


async def test_second_solution_of_a_name_is_a_conflict(town: Town) -> None:
    assert_problem(await town.me.ask("POST", "/v1/solutions", json={"name": "IVR", "kind": "ivr"}), 409)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "fax"},
        {"name": ""},
        {"name": "nul\u0000"},
        {"name": 7},
        {"allowed_origins": ["https://example.fr/path"]},
        {"allowed_origins": ["javascript:alert(1)"]},
        {"allowed_origins": ["http://[::1"]},
        {"notice_channel": "ivr"},
        {"notice_channel": "ivr", "notice_since": "2026-01-01T00:00:00"},
        {"notice_channel": "ivr", "notice_since": "0001-01-01T00:00:00+14:00"},
        {"notice_channel": "ivr", "notice_since": "9999-12-31T23:59:59-12:00"},
        {"colour": "red"},
    ],
)
async def test_solution_with_bad_values_is_refused(town: Town, change: dict[str, object]) -> None:
    before = (await town.me.ask("GET", "/v1/solutions")).json()
    problem = assert_problem(
        await town.me.ask("POST", "/v1/solutions", json={"name": "Bad", "kind": "ivr", **change}), 400
    )
    assert problem["faults"]
    assert (await town.me.ask("GET", "/v1/solutions")).json() == before


async def test_credential_is_shown_once_kept_hashed_and_revocable(
    client: AsyncTestClient, town: Town, owner: AsyncConnection
) -> None:
    made = await town.me.ask("POST", "/v1/credentials", json={"solution_id": str(town.mine.solution_id)})
    assert made.status_code == 201
    assert made.headers["cache-control"] == "no-store"
    pair = made.json()
    listed = await town.me.ask("GET", "/v1/credentials")
    assert pair["client_id"] in {one["client_id"] for one in listed.json()}
    assert pair["client_secret"] not in listed.text
    kept = await owner.execute("SELECT secret_hash FROM core.credential WHERE client_id = %s", (pair["client_id"],))
    assert (await kept.fetchone())[0].startswith("$argon2id$")
    assert (await town.me.ask("DELETE", made.headers["location"])).status_code == 204
    assert_problem(await town.me.ask("DELETE", made.headers["location"]), 404)


async def test_credential_is_brought_along(town: Town) -> None:
    body = {"solution_id": str(town.mine.solution_id), "client_id": "azur@2016", "client_secret": "s3cret-of-2016"}
    made = await town.me.ask("POST", "/v1/credentials", json=body)
    assert made.json() == {"client_id": "azur@2016", "client_secret": "s3cret-of-2016"}
    assert_problem(
        await town.them.ask("POST", "/v1/credentials", json={**body, "solution_id": str(town.theirs.solution_id)}), 409
    )
    assert (await town.me.ask("DELETE", made.headers["location"])).status_code == 204


@pytest.mark.parametrize(
    "pair", [{"client_id": "a/b"}, {"client_id": ""}, {"client_secret": "short"}, {"client_id": "\u0000"}]
)
async def test_unusable_credential_is_refused(town: Town, pair: dict[str, str]) -> None:
    body = {"solution_id": str(town.mine.solution_id), **pair}
    assert_problem(await town.me.ask("POST", "/v1/credentials", json=body), 400)


async def test_token_is_brought_along_and_revoked_by_digest(client: AsyncTestClient, town: Town) -> None:
    text = "token-issued-in-2016-for-the-ivr"
    body = {"token": text, "name": "old", "solution_id": str(town.mine.solution_id)}
    made = await town.me.ask("POST", "/v1/tokens", json=body)
    assert made.status_code == 201
    assert made.json() == {"digest": sha256(text.encode()).hexdigest(), "token": text}
    listed = await town.me.ask("GET", "/v1/tokens")
    assert text not in listed.text
    assert made.json()["digest"] in {one["digest"] for one in listed.json()}
    assert (await town.me.ask("DELETE", made.headers["location"])).status_code == 204
    revoked = {one["digest"]: one["revoked_at"] for one in (await town.me.ask("GET", "/v1/tokens")).json()}
    assert revoked[made.json()["digest"]] is not None


async def test_new_token_opens_the_api_until_it_is_revoked(client: AsyncTestClient, town: Town) -> None:
    made = (await town.me.ask("POST", "/v1/tokens", json={"name": "nightly"})).json()
    fresh = Asker(client, made["token"])
    await known(fresh)
    assert (await fresh.ask("GET", "/v1/solutions")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"expires_at": "2001-01-01T00:00:00Z"},
        {"expires_at": "2050-01-01T00:00:00"},
        {"expires_at": "9999-12-31T23:59:59-12:00"},
        {"token": "short"},
        {"name": "a\u0000b"},
        {"solution_id": "IVR"},
    ],
)
async def test_token_with_bad_values_is_refused(town: Town, body: dict[str, str]) -> None:
    assert_problem(await town.me.ask("POST", "/v1/tokens", json=body), 400)


@pytest.mark.parametrize("digest", ["zz", "00", "%00", "a" * 65])
async def test_digest_that_is_none_is_refused(town: Town, digest: str) -> None:
    assert_problem(await town.me.ask("DELETE", f"/v1/tokens/{digest}"), 400)
