"""The short way answers as the long way does: same status, same body, same headers, the same steps stored."""

import asyncio
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import AsyncTestClient
from psycopg import AsyncConnection

from dialonce.api import ShortWay
from dialonce.app.parts import Running
from dialonce.errors import Unavailable
from tests.api.old_clients import FORM, JSON, Wire
from tests.api.wire import Whole, send
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio


class LongWay:
    """The same application without its short way."""

    def __init__(self, client: AsyncTestClient) -> None:
        self._app = client.app

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        scope["app"] = scope["litestar_app"] = self._app
        short = self._app.asgi_handler
        assert isinstance(short, ShortWay)
        await short.long_way(scope, receive, self._app._wrap_send(send=send, scope=scope))


@pytest.fixture(scope="module")
async def house(client: AsyncTestClient, running: Running) -> Furnished:
    made = await furnish(running)
    await asyncio.sleep(0.5)
    return made


def _read(pairs: str, **more: Any) -> Wire:
    return Wire("GET", f"/ivr/isEligible?{pairs}", **more)


def _write(body: object, **more: Any) -> Wire:
    raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
    return Wire("POST", "/ivr/log", more.pop("headers", JSON), raw, **more)


NUMBERS = (
    "+33612345678",
    "0612345678",
    "33612345678",
    "3654",
    "+33199001000",
    "0199001000",
    "",
    "abc",
    "+",
    "0" * 60,
    "é",
)
ESCAPED = (
    "%2B33612345678",
    "+33612345678",
    "%2b33612345678",
    "0612345678",
    "%2B33199001000",
    "%20",
    "",
    "a%C3%A9",
    "%zz",
    "a=b",
)
STEP = {"caller": "+33612345678", "called": "+33199001000", "type": "call-start"}

queries = st.lists(
    st.tuples(
        st.sampled_from(("caller", "called", "caller", "called", "data[culture]", "x")), st.sampled_from(ESCAPED)
    ),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
values = st.sampled_from((*NUMBERS, 33612345678, None, True, [], {}))
datas = st.sampled_from(
    (
        None,
        {},
        {"culture": "fr-FR"},
        {"culture": ""},
        {"sda": "3654", "did": 12},
        {"did": "x" * 65},
        '{"culture":"fr"}',
        "no",
        [],
    )
)
bodies = st.fixed_dictionaries(
    {},
    optional={
        "caller": values,
        "called": values,
        "type": st.sampled_from((*STEP.values(), "call-end", "", 3)),
        "data": datas,
    },
)


async def _both(client: AsyncTestClient, wire: Wire, token: str | None) -> tuple[Whole, Whole]:
    return await send(client, wire, token), await send(LongWay(client), wire, token)


@given(pairs=queries, good=st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_questions_are_answered_alike(client: AsyncTestClient, house: Furnished, pairs: str, good: bool) -> None:
    short, long = await _both(client, _read(pairs), house.token if good else "nobody")
    assert short == long


@given(body=bodies)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_steps_are_answered_alike(client: AsyncTestClient, house: Furnished, body: dict[str, object]) -> None:
    short, long = await _both(client, _write(body), house.token)
    assert short == long


@pytest.mark.parametrize(
    "wire",
    [
        _write(STEP, chunked=True),
        _write(STEP, headers={}),
        _write(STEP, headers=FORM),
        _write(b"caller=%2B33612345678&called=%2B33199001000&type=call-end", headers=FORM),
        _write(b""),
        _write(b"{"),
        _write(b"\xff"),
        _write({**STEP, "more": "x" * 20_000}),
        _write({**STEP, "more": "x" * 20_000}, chunked=True),
        _write(STEP, headers={"content-type": "multipart/form-data; boundary=x"}),
        Wire("POST", "/ivr/log?type=call-end", JSON, msgspec.json.encode(STEP)),
        Wire("POST", "/ivr/isEligible", JSON, msgspec.json.encode(STEP)),
        Wire("GET", "/ivr/isEligible", JSON, msgspec.json.encode(STEP)),
        Wire("GET", "/ivr/isEligible/?caller=0612345678&called=0199001000"),
        Wire("GET", "/ivr/log"),
        Wire("OPTIONS", "/ivr/log"),
        Wire("HEAD", "/ivr/isEligible?caller=0612345678&called=0199001000"),
    ],
)
async def test_odd_forms_are_answered_alike(client: AsyncTestClient, house: Furnished, wire: Wire) -> None:
    for token in (house.token, house.api_token, None):
        short, long = await _both(client, wire, token)
        assert short == long


async def test_step_by_the_short_way_is_stored(
    client: AsyncTestClient, house: Furnished, owner: AsyncConnection
) -> None:
    async def stored() -> int:
        row = await (await owner.execute("SELECT count(*) FROM personal.call_step")).fetchone()
        return int(row[0]) if row else 0

    before = await stored()
    answer = await send(client, _write({**STEP, "data": {"culture": "fr-FR"}}), house.token)
    assert (answer.status, answer.json()) == (200, {"success": True})
    assert await stored() == before + 1


async def test_database_away_is_said_once_in_the_classic_shape(
    client: AsyncTestClient, house: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = client.app.state.parts.recorder
    tries = []

    async def away(item: object) -> None:
        tries.append(item)
        raise Unavailable("The database does not answer; nothing was stored. Try again shortly.", retry_after=2)

    monkeypatch.setattr(recorder, "submit", away)
    answer = await send(client, _write(STEP), house.token)
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    assert answer.json()["message"] == "Service Unavailable"
    assert len(tries) == 1
